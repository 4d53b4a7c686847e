import { forRuleSet } from '../../core/checks/check.ts'
import { CHECKS } from '../../core/checks/index.ts'
import type { RuleSet } from '../../core/domain/check.ts'
import type { CheckId } from '../../core/domain/check-ids.ts'
import type { OtherJudge } from './answers.ts'
import { WHY } from './why.ts'

/** Errors that samlify cannot find as it does not look there, by the beginning of their ids. */
const BLIND: [ids: RegExp, to: string][] = [
  [/^(claims?-(?!are-covered)|roles-|attributes-)/, 'what Flex asks of claims'],
  [/^audience-/, 'Audience'],
  [/^door-/, 'the door that a message came to'],
  [/^destination-/, 'Destination'],
  [/^(recipient|subject-(confirmation|in))-/, 'SubjectConfirmation'],
  [/^(name-id-|subject-has-name-id|sp-name-)/, 'what Flex asks of a NameID'],
  [/^conditions-are-present/, 'whether there are Conditions'],
  [/^authn-statement-/, 'AuthnStatement'],
  [/^version-/, 'Version'],
  [/^response-issuer-/, 'the Issuer of the Response'],
  [/^(schema-is-valid|ids-are-xml-names)/, 'the schema'],
]

/** What is known of a message that reasons follow from. */
export interface KnownOfMessage {
  /** Ids of the findings that it raises. */
  failed: readonly string[]
  ruleSet: RuleSet
  /** Whether the Assertion stands in the message as the IdP signed it, signature included. */
  assertionUntouched: boolean
  /** Whether the signature of the Response is the genuine one. */
  responseSignatureUntouched: boolean
}

/** What of a signed message still stands in what was sent, at its place. */
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

/** Why a judge accepts what we refuse, as it follows from what is wrong with the message. */
export function reasonsByRule(known: KnownOfMessage): { judge: OtherJudge; why: string }[] {
  const oneByOne = reasonOneByOne(known)
  return [...ofSamlify(known), ...(oneByOne === null ? [] : [{ judge: 'xml-crypto' as const, why: oneByOne }])]
}

/** samlify accepts where it cannot find any of the errors, or only minds the signature of the Response. */
function ofSamlify({ failed, ruleSet, ...untouched }: KnownOfMessage): { judge: OtherJudge; why: string }[] {
  const errors = failed.filter((id) => isError(id, ruleSet))
  const others = errors.filter((id) => id !== RESPONSE_SIGNATURE)
  const blindTo = others.map((id) => BLIND.find(([ids]) => ids.test(id))?.[1])
  if (errors.length === 0 || blindTo.includes(undefined)) return []
  if (others.length === errors.length)
    return [{ judge: 'samlify', why: `does not look at ${[...new Set(blindTo)].join(', ')}` }]
  // It goes on to the next signature where a digest is wrong, and gives up where only a SignatureValue is.
  const goesOn = untouched.assertionUntouched && untouched.responseSignatureUntouched
  return goesOn ? [{ judge: 'samlify', why: WHY.contentWithTheAssertion }] : []
}

/** Why a judge of signatures accepts that of the Assertion: a fault of structure voids every signature here, and only here. */
export function reasonOneByOne({
  failed,
  assertionUntouched,
}: Pick<KnownOfMessage, 'failed' | 'assertionUntouched'>): string | null {
  return assertionUntouched && failed.includes(STRUCTURE) ? WHY.oneByOne : null
}
