import type { Define } from './define.ts'

interface CommandEntry {
  name: string
  /** Its arguments, for the list of commands. */
  takes: string
  about: string
  /** A typical invocation, for its help. */
  example: string
  load: () => Promise<{ define: Define }>
}

/** Every command. Each has its own file, which is loaded only for that command. */
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
    about: 'compare two logins, ignoring IDs, times and signature values',
    example: 'flex-iam-mock diff good.response bad.response',
    load: () => import('./diff.ts'),
  },
  {
    name: 'explain',
    takes: '[check-id]',
    about: 'explain what a check requires, and why',
    example: 'flex-iam-mock explain response-is-signed --product okta',
    load: () => import('./explain.ts'),
  },
  {
    name: 'mint',
    takes: '',
    about: 'write one signed response in the style of a product, with or without a fault',
    example: 'flex-iam-mock mint --account AC0123456789abcdef0123456789abcdef --product entra -o response.xml',
    load: () => import('./mint.ts'),
  },
  {
    name: 'wait',
    takes: '',
    about: 'wait for a login at a running harness, and check it against expectations',
    example: "flex-iam-mock wait --email ada@example.com --expect 'roles contains agent' --timeout 30s",
    load: () => import('./wait.ts'),
  },
  {
    name: 'exec',
    takes: '<command...>',
    about: 'start a harness on a free port, run a command with FLEX_IAM_URL set, and return its exit code',
    example: 'flex-iam-mock exec --seed seed.json -- npm test',
    load: () => import('./exec.ts'),
  },
  {
    name: 'readyz',
    takes: '',
    about: 'check whether a harness is ready for logins',
    example: 'flex-iam-mock readyz --wait --timeout 30s',
    load: () => import('./readyz.ts'),
  },
  {
    name: 'login',
    takes: '',
    about: 'sign in with the built-in IdP of a running harness, as a browser would',
    example: 'flex-iam-mock login --product okta --fault audience-with-slash',
    load: () => import('./login.ts'),
  },
  {
    name: 'selftest',
    takes: '',
    about:
      'test this installation with good responses, faults and attacks, and compare with xml-crypto, samlify and node-xmllint',
    example: 'flex-iam-mock selftest --only response-unsigned,xsw-1',
    load: () => import('./selftest.ts'),
  },
]
