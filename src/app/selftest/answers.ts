import type { Judge } from '../../core/bundle/bundle.ts'
import type { SchemaOpinion } from './judges/node-xmllint.ts'
import type { Login } from './judges/samlify.ts'
import type { OurOpinion } from './ours.ts'

/** The other software in a user's installation. */
export type OtherJudge = Exclude<Judge, 'xmlsec1'>

/** One question about a message, and the answer of two judges. */
export interface JudgeAnswer {
  judge: OtherJudge
  question: string
  ours: string
  theirs: string
}

/** The answers of the other judges about one message. `schema` is undefined if there was no answer. */
export interface OtherOpinions {
  signatures: OurOpinion['signatures']
  login: Login | null
  schema: SchemaOpinion
}

const goodness = (isGood: boolean) => (isGood ? 'good' : 'not good')
const acceptance = (login: Login | null) => (login ? 'accepted' : 'refused')
const validity = (isValid: boolean) => (isValid ? 'valid' : 'not valid')

/** Everything that both sides were asked, in words. */
export function judgeAnswersOf(ours: OurOpinion, theirs: OtherOpinions): JudgeAnswer[] {
  const signatures = (['Response', 'Assertion'] as const).map(
    (place): JudgeAnswer => ({
      judge: 'xml-crypto',
      question: `signature of the ${place}`,
      ours: goodness(ours.signatures[place]),
      theirs: goodness(theirs.signatures[place]),
    }),
  )
  const schema: JudgeAnswer = {
    judge: 'node-xmllint',
    question: 'schema',
    ours: validity(ours.isSchemaValid),
    theirs: theirs.schema === undefined ? 'no answer' : validity(theirs.schema === null),
  }
  return [...signatures, ...answersOfLogin(ours.login, theirs.login), ...(ours.isDocument ? [schema] : [])]
}

const FIELDS: Record<string, (login: Login) => unknown> = {
  issuer: ({ issuer }) => issuer,
  NameID: ({ nameId }) => nameId,
  times: ({ notBefore = null, notOnOrAfter = null }) => [notBefore, notOnOrAfter],
  audiences: ({ audiences }) => audiences,
  claims: ({ claims }) => Object.fromEntries(claims),
}

/** The values read from a login are compared if both accept it. */
function answersOfLogin(ours: Login | null, theirs: Login | null): JudgeAnswer[] {
  const login: JudgeAnswer = { judge: 'samlify', question: 'login', ours: acceptance(ours), theirs: acceptance(theirs) }
  if (ours === null || theirs === null) return [login]
  const fields = Object.entries(FIELDS).map(
    ([question, read]): JudgeAnswer => ({
      judge: 'samlify',
      question,
      ours: JSON.stringify(read(ours)),
      theirs: JSON.stringify(read(theirs)),
    }),
  )
  return [login, ...fields]
}
