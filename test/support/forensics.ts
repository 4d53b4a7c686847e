import { disagreementLines } from './disagreements.ts'
import type { ForensicCase } from './forensics/forensic-case.ts'
import { GATEWAY } from './forensics/gateway.ts'
import { SIGNER } from './forensics/signer.ts'
import { ACCOUNT, buildResponse, ISSUER, NOW } from './response.ts'

/** Every message of fixtures/forensics. */
export const FORENSIC_CASES: ForensicCase[] = [...GATEWAY, ...SIGNER]

/** The path of a case below fixtures/. */
export const fileOf = ({ name }: ForensicCase) => `forensics/${name}.response`

/** Writes a case as a bundle. */
export function writeForensicCase(each: ForensicCase): string {
  const { what, changes, policy, fails } = each
  const expectFail = [...fails, 'endpoint-is-current'].sort()
  return [
    `account: ${ACCOUNT}`,
    `idp-issuer: ${ISSUER}`,
    'idp-certificate: ../keys/insecure-idp.crt',
    ...(policy ? [`signature-policy: ${policy}`] : []),
    `now: ${NOW}`,
    `comment: ${what}`,
    'expect: rejected',
    `expect-fail: ${expectFail.join(' ')}`,
    ...disagreementLines({ file: fileOf(each), expectFail }),
    '',
    buildResponse(changes),
    '',
  ].join('\n')
}
