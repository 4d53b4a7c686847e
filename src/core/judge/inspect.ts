import type { Check } from '../checks/check.ts'
import { DEFAULT_CLOCK_SKEW_SECONDS, type Facts, gatherFacts, type SupposedVerdict } from '../checks/facts.ts'
import { CHECKS, causesOf, isAccepted, runChecks } from '../checks/index.ts'
import { DEFAULT_CLAIM_SWITCHES } from '../domain/claim-switches.ts'
import { type JudgeTarget, NO_PRIOR_STATE, type PostedResponse, type PriorState } from '../domain/login.ts'
import type { ReadMessage } from '../domain/message.ts'
import type { Product } from '../domain/product.ts'
import type { Report, ReportedClaim } from '../domain/report.ts'
import type { JudgedAssertion } from '../domain/saml.ts'
import type { MappedClaim } from '../flex/claims.ts'
import { type ProvisionedWorker, provisionWorker } from '../flex/worker.ts'
import { productOf, type Recognition, recognizeProduct } from '../products/index.ts'
import { readMessage } from '../saml/read.ts'
import { answerOf } from './verdict.ts'

/** One message with everything that its verdict depends on. */
export interface JudgedCase<A extends JudgedAssertion = JudgedAssertion> {
  posted: PostedResponse
  settings: JudgeTarget
  message: ReadMessage<A>
  before: PriorState
  now: Date
}

/** A judged message: the Report, and the worker that it produces if it was accepted. */
export interface Inspection<A extends JudgedAssertion> {
  report: Report
  worker: ProvisionedWorker<A> | null
}

/** The first half of the line, hops 1 to 3: what the message says, and who signed it. */
export function readPosted(posted: PostedResponse, settings: JudgeTarget): ReadMessage {
  return readMessage(posted.fields, posted.oversize, settings.connection?.certificates ?? [])
}

/** The second half, hops 5 and 6: every check, and the worker from the claims. Pure. */
export function judge<A extends JudgedAssertion>(judged: JudgedCase<A>, version: string): Inspection<A> {
  const recognition = recognize(judged.message, judged.settings)
  const supposed = judged.settings.trust === 'nothing' ? suppose(judged, version) : null
  const { facts, findings, worker } = runChecksAndMap(judged, recognition.product, supposed)
  const described = describeMessage(judged.posted, facts, recognition.evidence, version)
  return { worker, report: { ...described, ...describeVerdict(facts, findings, worker) } }
}

/** The verdict with the certificates in the message. */
function suppose(judged: JudgedCase, version: string): SupposedVerdict {
  const trusting = trustMessage(judged)
  const { findings } = judge(trusting, version).report
  const configured = trusting.message.verification?.configured ?? []
  return {
    certificates: configured.map(({ sha256 }) => sha256),
    denials: causesOf(findings).map(({ id, title }) => CHECKS.find((check) => check.id === id)?.denial ?? title),
  }
}

/**
 * A case judged by what the message says about itself: its certificates, and its issuer if none was given. Only for a
 * check that requests it, or for wording; never for a served login.
 */
export function trustMessage(judged: JudgedCase): JudgedCase {
  const { response } = judged.message
  const { connection } = judged.settings
  if (connection === null) return judged
  const asSent =
    connection.certificates.length === 0
      ? judged.message
      : readMessage(judged.posted.fields, judged.posted.oversize, [])
  const carried = asSent.verification?.signatures ?? []
  const certificates = [...new Set(carried.flatMap(({ embedded }) => embedded?.base64 ?? []))]
  const idpIssuer = connection.idpIssuer ?? response?.assertion?.issuer ?? response?.issuer ?? null
  const settings: JudgeTarget = {
    ...judged.settings,
    trust: 'embedded',
    connection: { ...connection, idpIssuer, certificates },
  }
  return { ...judged, settings, message: readPosted(judged.posted, settings) }
}

/** Logins of a tenant without a connection produce no worker, but their attributes are measured. */
const NO_CONNECTION = { ...DEFAULT_CLAIM_SWITCHES, contactUriFrom: 'nameId' } as const

/** The findings for a case, and the worker that it produces if no error fails. */
export function runChecksAndMap<A extends JudgedAssertion>(
  { posted, settings, message, before, now }: JudgedCase<A>,
  product: Product,
  supposed: SupposedVerdict | null = null,
  checks?: readonly Check[],
): { facts: Facts; findings: Report['findings']; worker: ProvisionedWorker<A> | null } {
  const signed = message.verification?.signedAssertion ?? null
  const provisioned = signed && provisionWorker(signed, before.worker, settings.connection ?? NO_CONNECTION)
  const facts: Facts = {
    ...gatherFacts(posted, settings, before, now, message, product),
    supposed,
    attributesLength: JSON.stringify(provisioned?.attributes ?? {}).length,
  }
  const findings = runChecks(facts, checks)
  return { facts, findings, worker: isAccepted(findings) ? provisioned : null }
}

/** A message read by its settings, without prior state. */
export function caseOf(posted: PostedResponse, settings: JudgeTarget, now: Date): JudgedCase {
  return { posted, settings, message: readPosted(posted, settings), before: NO_PRIOR_STATE, now }
}

/** Judges a message only against settings: no server, no store, no prior state. */
export function inspectResponse(posted: PostedResponse, settings: JudgeTarget, now: Date, version: string): Report {
  return judge(caseOf(posted, settings, now), version).report
}

/** The product whose words are used: the one that the user set, else the one that the message looks like. */
function recognize({ traits }: Pick<ReadMessage, 'traits'>, { connection }: JudgeTarget): Recognition {
  const seen = traits ? recognizeProduct(traits) : null
  const named = productOf(connection?.product ?? 'generic')
  if (named.id === 'generic') return seen ?? { product: named, evidence: ['there is no response to recognise it by'] }
  const evidence = [`it is set on the connection`, ...(seen?.evidence ?? [])]
  return { product: named, evidence }
}

function describeMessage({ relayState }: PostedResponse, facts: Facts, evidence: string[], version: string) {
  const { settings, message, now, assertion, claims } = facts
  const { response, verification } = message
  const verified = verification?.signedAssertion != null
  return {
    schema: 1 as const,
    id: null,
    receivedAt: null,
    generation: settings.generation,
    account: settings.accountSid,
    connection: settings.connectionSid,
    acs: settings.acs[0] ?? '',
    relayState,
    initiatedBy: response && (response.inResponseTo === null ? ('idp' as const) : ('sp' as const)),
    judged: {
      now: now.toISOString(),
      clockSkewSeconds: settings.connection?.clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS,
      signaturePolicy: settings.connection?.signaturePolicy ?? 'both',
      acs: settings.acs,
      audience: settings.audience,
      version,
    },
    idp: {
      product: facts.product.id,
      evidence,
      issuer: response?.issuer ?? assertion?.issuer ?? null,
    },
    signatures: (verification?.signatures ?? []).map(
      ({ over, valid, algorithm, digestAlgorithm, verifiedBy, embedded }) => {
        const certificate = verifiedBy ?? embedded?.certificate
        return {
          over,
          valid,
          algorithm,
          digest: digestAlgorithm,
          certificate: certificate ? { sha256: certificate.sha256, notAfter: certificate.notAfter } : null,
        }
      },
    ),
    subject: {
      nameId: assertion?.nameId?.value ?? null,
      format: assertion?.nameId?.format ?? null,
      verified: verified && assertion?.nameId !== null,
    },
    claims: claims.map((claim) => describeClaim(claim, verified)),
  }
}

function describeClaim(
  { name, values, attribute, ignoredBecause, fault }: MappedClaim,
  verified: boolean,
): ReportedClaim {
  return { name, values, verified, mappedTo: fault ? null : attribute, ignoredBecause: ignoredBecause ?? fault }
}

function describeVerdict(
  facts: Facts,
  findings: Report['findings'],
  worker: ProvisionedWorker<JudgedAssertion> | null,
) {
  return {
    ...answerOf(facts, findings, worker !== null),
    findings,
    worker: worker && { friendlyName: worker.friendlyName, attributes: worker.attributes },
    changes: worker?.changes ?? [],
  }
}
