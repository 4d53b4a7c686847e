import type { Define } from './define.ts'

interface CommandEntry {
  name: string
  /** Its arguments, for the list of commands. */
  takes: string
  about: string
  /** One usual invocation, for its help. */
  example: string
  load: () => Promise<{ define: Define }>
}

/** Every command. Each has a file of its own, which is loaded only for that command. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'serve',
    takes: '',
    about: 'start the harness',
    example: 'flex-iam-mock serve --port 9000 --db :memory:',
    load: () => import('./serve.ts'),
  },
  {
    name: 'check',
    takes: '<file>',
    about: 'judge captured SAMLResponses: XML, base64, form body, URL, HTML, HAR, SAML-tracer export, cURL, bundle',
    example: 'flex-iam-mock check login.har --account AC0123456789abcdef0123456789abcdef --idp-metadata idp.xml',
    load: () => import('./check/check.ts'),
  },
  {
    name: 'diff',
    takes: '<a> <b>',
    about: 'say what two logins differ in; IDs, times and signature values apart',
    example: 'flex-iam-mock diff good.response bad.response',
    load: () => import('./diff.ts'),
  },
  {
    name: 'explain',
    takes: '[check-id]',
    about: 'say what a check asks for, and why',
    example: 'flex-iam-mock explain response-is-signed --product okta',
    load: () => import('./explain.ts'),
  },
  {
    name: 'mint',
    takes: '',
    about: 'write one signed response, as a product would, with a fault or without',
    example: 'flex-iam-mock mint --account AC0123456789abcdef0123456789abcdef --product entra -o response.xml',
    load: () => import('./mint.ts'),
  },
  {
    name: 'wait',
    takes: '',
    about: 'wait for a login at a running harness, and say whether it is what was expected',
    example: "flex-iam-mock wait --email ada@example.com --expect 'roles contains agent' --timeout 30s",
    load: () => import('./wait.ts'),
  },
  {
    name: 'exec',
    takes: '<command...>',
    about: 'start a harness on a free port, run a command with FLEX_IAM_URL set, and pass its exit code on',
    example: 'flex-iam-mock exec --seed seed.json -- npm test',
    load: () => import('./exec.ts'),
  },
  {
    name: 'readyz',
    takes: '',
    about: 'say whether a harness is ready to take logins',
    example: 'flex-iam-mock readyz --wait --timeout 30s',
    load: () => import('./readyz.ts'),
  },
  {
    name: 'login',
    takes: '',
    about: 'sign somebody in with the built-in IdP of a running harness, as a browser would',
    example: 'flex-iam-mock login --product okta --fault audience-with-slash',
    load: () => import('./login.ts'),
  },
  {
    name: 'selftest',
    takes: '',
    about:
      'try good responses, faults and attacks on this installation, and ask xml-crypto, samlify and node-xmllint too',
    example: 'flex-iam-mock selftest --only response-unsigned,xsw-1',
    load: () => import('./selftest.ts'),
  },
]
