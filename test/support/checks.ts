import type { CheckCase } from './checks/check-case.ts'
import { ENHANCED_CASES } from './checks/enhanced.ts'
import { ERRORS } from './checks/errors.ts'
import { WARNINGS } from './checks/warnings.ts'
import { disagreementLines } from './disagreements.ts'
import { ACCOUNT, buildResponse, CONNECTION, ENHANCED, ISSUER, NOW } from './response.ts'

/** Every message of fixtures/checks. */
export const CHECK_CASES: CheckCase[] = [...ERRORS, ...WARNINGS, ...ENHANCED_CASES]

const FOLDERS = { legacy: 'checks', enhanced: 'checks/enhanced' }

/** The path of a case below fixtures/. */
export const fileOf = ({ id, generation }: CheckCase) => `${FOLDERS[generation]}/${id}.response`

/** Every legacy login has it. */
const ALWAYS = { legacy: ['endpoint-is-current'], enhanced: [] }

function failedIn({ id, generation, also = [], becomes }: CheckCase): string[] {
  const own = becomes === 'not-applicable' ? [] : [id]
  return [...new Set([...own, ...also, ...ALWAYS[generation]])].sort()
}

function headerOf(each: CheckCase): Record<string, string | null> {
  const { generation, header, expect } = each
  const { 'idp-certificate': certificate = 'insecure-idp.crt', now = NOW, ...more } = header ?? {}
  return {
    ...(generation === 'legacy' ? { account: ACCOUNT } : { connection: CONNECTION }),
    'idp-issuer': ISSUER,
    'idp-certificate': certificate && `${generation === 'legacy' ? '..' : '../..'}/keys/${certificate}`,
    ...more,
    now,
    expect,
    'expect-fail': failedIn(each).join(' '),
  }
}

/** Writes a case as a bundle. */
export function writeCase(each: CheckCase): string {
  const { generation, changes, field = (base64) => base64 } = each
  const message = buildResponse({ ...(generation === 'enhanced' ? ENHANCED : {}), ...changes })
  const header = Object.entries(headerOf(each)).filter(([, value]) => value !== null)
  const file = fileOf(each)
  const lines = [
    ...header.map(([name, value]) => `${name}: ${value}`),
    ...disagreementLines({ file, expectFail: failedIn(each) }),
  ]
  return `${lines.join('\n')}\n\n${field(message)}\n`
}
