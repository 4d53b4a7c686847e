import { setImmediate as breathe } from 'node:timers/promises'
import { decodeField } from '../../core/saml/decode.ts'
import type { OtherOpinions } from './answers.ts'
import { nodeXmllintSays } from './judges/node-xmllint.ts'
import { samlifysLogin } from './judges/samlify.ts'
import { xmlCryptoSays } from './judges/xml-crypto.ts'
import { judgeTrial, type OurOpinion } from './ours.ts'
import type { Trial } from './trial.ts'

/** The judges to ask. */
export interface Judges {
  ours: typeof judgeTrial
  xmlCrypto: typeof xmlCryptoSays
  samlify: typeof samlifysLogin
  nodeXmllint: (documents: Buffer[]) => ReturnType<typeof nodeXmllintSays>
}

export const JUDGES: Judges = {
  ours: judgeTrial,
  xmlCrypto: xmlCryptoSays,
  samlify: samlifysLogin,
  nodeXmllint: nodeXmllintSays,
}

/** A trial with all answers about it. */
export interface Judged {
  trial: Trial
  ours: OurOpinion
  theirs: OtherOpinions
}

/** Asks every judge about every trial. node-xmllint runs in parallel, in its own process. */
export async function askJudges(trials: readonly Trial[], judges: Judges, version: string): Promise<Judged[]> {
  const documents = trials.map((trial) => decodeField(trial.recording.fields, null).bytes)
  const schemas = judges.nodeXmllint(documents.filter((bytes) => bytes !== null))
  const judged: Judged[] = []
  for (const [index, trial] of trials.entries()) {
    const ours = judges.ours(trial, version)
    judged.push({ trial, ours, theirs: await askOthers(trial, ours, documents[index] ?? null, judges) })
    await breathe() // so that messages of the child process are handled
  }
  const answers = (await schemas).values()
  return judged.map((each, index) => {
    const schema = documents[index] === null ? undefined : answers.next().value
    return { ...each, theirs: { ...each.theirs, schema } }
  })
}

async function askOthers(
  { issued, now }: Trial,
  { report }: OurOpinion,
  bytes: Buffer | null,
  { xmlCrypto, samlify }: Judges,
): Promise<OtherOpinions> {
  const certificates = issued.trusted
  const isGood = (over: 'Response' | 'Assertion') => bytes !== null && xmlCrypto({ bytes, certificates }, over)
  const { acs, audience, clockSkewSeconds } = report.judged
  const login = await samlify({
    ...{ samlResponse: issued.samlResponse, certificates, idpIssuer: issued.issuer, now, clockSkewSeconds },
    acsUrl: acs[0] ?? '',
    entityId: audience,
  })
  return { signatures: { Response: isGood('Response'), Assertion: isGood('Assertion') }, login, schema: undefined }
}
