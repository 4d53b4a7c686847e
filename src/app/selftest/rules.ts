import { forRuleSet } from '../../core/checks/check.ts'
import { CHECKS } from '../../core/checks/index.ts'
import type { RuleSet } from '../../core/domain/check.ts'
import type { CheckId } from '../../core/domain/check-ids.ts'
import type { OtherJudge } from './answers.ts'
import { WHY } from './why.ts'

/** Errors that samlify cannot find because it does not look there, by the start of their ids. */
const BLIND: [ids: RegExp, to: string][] = [
  [/^(claims?-(?!are-covered)|roles-|attributes-)/, 'what Flex requires of claims'],
  [/^audience-/, 'Audience'],
  [/^door-/, 'the ACS that received the message'],
  [/^destination-/, 'Destination'],
  [/^(recipient|subject-(confirmation|in))-/, 'SubjectConfirmation'],
  [/^(name-id-|subject-has-name-id|sp-name-)/, 'what Flex requires of a NameID'],
  [/^conditions-are-present/, 'whether there are Conditions'],
  [/^authn-statement-/, 'AuthnStatement'],
  [/^version-/, 'Version'],
  [/^response-issuer-/, 'the Issuer of the Response'],
  [/^(schema-is-valid|ids-are-xml-names)/, 'the schema'],
]

/** The facts about a message from which reasons follow. */
export interface KnownOfMessage {
  /** Ids of the findings that it raises. */
  failed: readonly string[]
  ruleSet: RuleSet
  /** Whether the message holds the Assertion as the IdP signed it, including the signature. */
  assertionUntouched: boolean
  /** Whether the signature of the Response is genuine. */
  responseSignatureUntouched: boolean
}

/** Which parts of a signed message are unchanged and in place in what was sent. */
export function untouchedIn(
  genuine: string,
  sent: string | Buffer,
): Pick<KnownOfMessage, 'assertionUntouched' | 'responseSignatureUntouched'> {
  const assertion = firstElement(genuine, 'Assertion')
  const responseSignature = firstElement(genuine.replace(assertion, ''), 'Signature')
  const isSigned = /Signature[\s>]/.test(assertion)
  return {
    assertionUntouched: isSigned && firstElement(sent.toString(), 'Assertion') === assertion,
    responseSignatureUntouched: responseSignature !== '' && sent.includes(responseSignature),
  }
}

const firstElement = (xml: string, name: string) =>
  new RegExp(`<((?:\\w+:)?${name})[\\s>][\\s\\S]*?</\\1>`).exec(xml)?.[0] ?? ''

const RESPONSE_SIGNATURE: CheckId = 'response-signature-valid'
const STRUCTURE: CheckId = 'signature-structure-is-safe'

/** Whether a check is an error by the rules of a generation. */
export function isError(id: string, ruleSet: RuleSet): boolean {
  const check = CHECKS.find((each) => each.id === id)
  return check !== undefined && forRuleSet(check.severity, ruleSet) === 'error'
}

/** Why a judge accepts what we reject, derived from what is wrong with the message. */
export function reasonsByRule(known: KnownOfMessage): { judge: OtherJudge; why: string }[] {
  const oneByOne = reasonOneByOne(known)
  return [...ofSamlify(known), ...(oneByOne === null ? [] : [{ judge: 'xml-crypto' as const, why: oneByOne }])]
}

/** samlify accepts if it cannot find any of the errors, or checks only the signature of the Response. */
function ofSamlify({ failed, ruleSet, ...untouched }: KnownOfMessage): { judge: OtherJudge; why: string }[] {
  const errors = failed.filter((id) => isError(id, ruleSet))
  const others = errors.filter((id) => id !== RESPONSE_SIGNATURE)
  const blindTo = others.map((id) => BLIND.find(([ids]) => ids.test(id))?.[1])
  if (errors.length === 0 || blindTo.includes(undefined)) return []
  if (others.length === errors.length)
    return [{ judge: 'samlify', why: `does not look at ${[...new Set(blindTo)].join(', ')}` }]
  // It goes on to the next signature if a digest is wrong, and gives up if only a SignatureValue is.
  const goesOn = untouched.assertionUntouched && untouched.responseSignatureUntouched
  return goesOn ? [{ judge: 'samlify', why: WHY.contentWithTheAssertion }] : []
}

/** Why a judge of signatures accepts that of the Assertion: only here does a structural fault void every signature. */
export function reasonOneByOne({
  failed,
  assertionUntouched,
}: Pick<KnownOfMessage, 'failed' | 'assertionUntouched'>): string | null {
  return assertionUntouched && failed.includes(STRUCTURE) ? WHY.oneByOne : null
}
