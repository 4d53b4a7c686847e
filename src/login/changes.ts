import { nearMiss } from '../checks/near-miss.ts'
import type { Connection } from '../domain/login.ts'
import type { IdpSetting } from '../domain/product.ts'
import type { ConsoleField } from '../domain/remedy.ts'
import type { Assertion, SamlAttribute } from '../domain/saml.ts'
import { parseInstant } from '../domain/time.ts'
import { mapClaims } from '../flex/claims.ts'
import { FLEX_ROLES, isFlexRole, meantRole } from '../flex/roles.ts'
import { readConnection } from './connection.ts'
import { type Case, examine } from './inspect.ts'
import { supposeAssertion, supposeResponse, supposeSigned } from './suppose.ts'

/** One setting that could be another one: on the IdP's side as if the response had been made with it. */
export interface Change {
  setting: IdpSetting | ConsoleField
  side: 'idp' | 'console'
  /** The checks that it may cure. */
  cures: readonly string[]
  /** What is and what would be; null where the change has no place. */
  describe(judged: Case): { from: string | null; to: string } | null
  /** The case as it would be. Null: what would come instead cannot be told from this message. */
  apply: ((judged: Case) => Case) | null
}

const CLAIM_CHECKS = ['claim-full-name-is-present', 'claim-email-is-present', 'claim-roles-is-present'] as const
const EMAIL_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

const assertionOf = ({ message }: Case): Assertion | null =>
  message.verification?.signedAssertion ?? message.response?.assertion ?? null
const issuerOf = (judged: Case) => assertionOf(judged)?.issuer ?? judged.message.response?.issuer ?? null

function withConnection(judged: Case, changes: Partial<Connection>): Case {
  const connection = judged.settings.connection ?? readConnection({ sid: judged.settings.sid })
  return { ...judged, settings: { ...judged.settings, connection: { ...connection, ...changes } } }
}

/** The certificate inside the message that made its signature, when it is not configured. */
function offeredCertificate({ message }: Case) {
  const [offered] = (message.verification?.signatures ?? []).flatMap(({ embedded }) =>
    embedded?.verifies && !embedded.configured ? [embedded] : [],
  )
  return offered
}

/** Whole, signed with no configured key, and without a certificate that would tell whose key it is. */
function isOfUnknownKey({ message }: Case): boolean {
  const signatures = message.verification?.signatures ?? []
  return signatures.every(({ digestMatches, verifiedBy, embedded }) => digestMatches && !verifiedBy && !embedded)
}

const CONSOLE: Change[] = [
  {
    setting: 'certificates',
    side: 'console',
    cures: [
      'tenant-is-configured',
      'signing-certificate-is-configured',
      'response-signature-valid',
      'assertion-signature-valid',
    ],
    describe: (judged) => {
      const offered = offeredCertificate(judged)
      const count = judged.settings.connection?.certificates.length ?? 0
      return offered
        ? {
            from: count > 0 ? `${count} configured` : null,
            to: `the certificate with SHA-256 ${offered.certificate.sha256}, if the IdP shows the same`,
          }
        : null
    },
    apply: (judged) => {
      const known = judged.settings.connection?.certificates ?? []
      const trusting = withConnection(judged, { certificates: [...known, offeredCertificate(judged)?.base64 ?? ''] })
      return { ...trusting, message: examine(judged.posted, trusting.settings) }
    },
  },
  {
    setting: 'certificates',
    side: 'console',
    cures: ['tenant-is-configured', 'response-signature-valid', 'assertion-signature-valid'],
    describe: (judged) => {
      const count = judged.settings.connection?.certificates.length ?? 0
      if (offeredCertificate(judged) || (count > 0 && !isOfUnknownKey(judged))) return null
      return { from: count > 0 ? `${count} configured` : null, to: 'the certificate with which the IdP signs' }
    },
    apply: null,
  },
  {
    setting: 'idpIssuer',
    side: 'console',
    cures: ['tenant-is-configured', 'response-issuer-matches', 'assertion-issuer-matches'],
    describe: (judged) => {
      const [from, to] = [judged.settings.connection?.idpIssuer ?? null, issuerOf(judged)]
      return to === null || to === from ? null : { from, to }
    },
    apply: (judged) => withConnection(judged, { idpIssuer: issuerOf(judged) }),
  },
  {
    setting: 'issuer',
    side: 'idp',
    cures: ['response-issuer-matches', 'assertion-issuer-matches'],
    describe: (judged) => {
      const { settings, message } = judged
      const sent = [message.response?.issuer, assertionOf(judged)?.issuer].find(
        (each) => each != null && each !== settings.connection?.idpIssuer,
      )
      return settings.connection?.idpIssuer ? { from: sent ?? null, to: settings.connection.idpIssuer } : null
    },
    apply: (judged) => {
      const issuer = judged.settings.connection?.idpIssuer ?? null
      return supposeAssertion(
        supposeResponse(judged, () => ({ issuer })),
        () => ({ issuer }),
      )
    },
  },
  {
    setting: 'twilioSsoUrl',
    side: 'console',
    cures: ['door-matches-connection'],
    describe: ({ settings: { connection, generation } }) => ({
      from: connection?.twilioSsoUrl ?? null,
      to: generation === 'preview' ? 'preview' : 'iam',
    }),
    apply: (judged) =>
      withConnection(judged, { twilioSsoUrl: judged.settings.generation === 'preview' ? 'preview' : 'iam' }),
  },
]

const ADDRESSES: Change[] = [
  {
    setting: 'acsUrl',
    side: 'idp',
    cures: ['destination-matches-acs', 'recipient-matches-acs'],
    describe: ({ message: { response }, settings: { acs } }) => {
      const recipient = response?.assertion?.confirmations.find(({ data }) => data?.recipient)?.data?.recipient
      const wrong = [response?.destination, recipient].find((each) => each != null && !acs.includes(each))
      return { from: wrong ?? null, to: acs.at(-1) ?? '' }
    },
    apply: (judged) => {
      const acs = judged.settings.acs.at(-1) ?? ''
      return supposeAssertion(
        supposeResponse(judged, () => ({ destination: acs })),
        ({ confirmations }) => ({
          confirmations: confirmations.map((each) => ({ ...each, data: { ...NO_DATA, ...each.data, recipient: acs } })),
        }),
      )
    },
  },
  {
    setting: 'entityId',
    side: 'idp',
    cures: ['audience-names-entity-id', 'sp-name-qualifier-matches'],
    describe: (judged) => {
      const { conditions, nameId } = assertionOf(judged) ?? {}
      const { audience } = judged.settings
      const sent = conditions?.audienceRestrictions.flat().filter((each) => each !== audience) ?? []
      return { from: sent.join(', ') || (nameId?.spNameQualifier ?? null), to: audience }
    },
    apply: (judged) => {
      const { audience } = judged.settings
      return supposeAssertion(judged, ({ conditions, nameId }) => ({
        conditions: { notBefore: null, notOnOrAfter: null, ...conditions, audienceRestrictions: [[audience]] },
        nameId: nameId && { ...nameId, spNameQualifier: nameId.spNameQualifier === null ? null : audience },
      }))
    },
  },
]

const NO_DATA = { recipient: null, notBefore: null, notOnOrAfter: null, inResponseTo: null }
const WANTED = {
  both: ['Response', 'Assertion'],
  response: ['Response'],
  assertion: ['Assertion'],
  either: ['Response'],
} as const

const SECURITY: Change[] = [
  {
    setting: 'signing',
    side: 'idp',
    cures: ['response-is-signed', 'assertion-is-signed'],
    describe: ({ message: { verification }, settings: { connection } }) => ({
      from: verification?.signatures.map(({ over }) => over.toLowerCase()).join(', ') || 'nothing',
      to: connection?.signaturePolicy ?? 'both',
    }),
    apply: (judged) => supposeSigned(judged, [...WANTED[judged.settings.connection?.signaturePolicy ?? 'both']]),
  },
  {
    setting: 'encryption',
    side: 'idp',
    cures: ['assertion-not-encrypted'],
    describe: () => ({ from: 'encrypted', to: 'unencrypted' }),
    apply: null,
  },
]

/** The clock of the IdP, as far as one message tells it. */
const issuedAt = ({ message: { response } }: Case) => parseInstant(response?.issueInstant ?? null)

/** A message that is this young or old by its own account was issued for this login. */
const A_LOGIN_MS = 180_000

const TIMES: Change[] = [
  {
    setting: 'session',
    side: 'idp',
    cures: ['session-not-over'],
    describe: (judged) => {
      const ends = assertionOf(judged)?.authnStatements.flatMap(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter ?? [])
      return { from: ends?.join(', ') || null, to: 'none, or 8 to 10 hours ahead' }
    },
    apply: (judged) =>
      supposeAssertion(judged, ({ authnStatements }) => ({
        authnStatements: authnStatements.map((each) => ({ ...each, sessionNotOnOrAfter: null })),
      })),
  },
  {
    setting: 'lifetime',
    side: 'idp',
    cures: ['not-before-reached', 'not-on-or-after-ahead', 'subject-confirmation-in-time'],
    describe: (judged) => {
      const issued = issuedAt(judged)
      const { notBefore, notOnOrAfter } = assertionOf(judged)?.conditions ?? {}
      if (issued === null || Math.abs(issued.getTime() - judged.now.getTime()) > A_LOGIN_MS) return null
      const from = `from ${notBefore ?? 'no NotBefore'} until ${notOnOrAfter ?? 'no NotOnOrAfter'}`
      return { from, to: `some minutes around its IssueInstant, ${issued.toISOString()}` }
    },
    apply: (judged) =>
      supposeAssertion(judged, ({ conditions, confirmations }) => ({
        conditions: conditions && { ...conditions, notBefore: null, notOnOrAfter: null },
        confirmations: confirmations.map(({ method, data }) => ({
          method,
          data: data && { ...data, notBefore: null, notOnOrAfter: FAR_AHEAD },
        })),
      })),
  },
  {
    setting: 'clock',
    side: 'idp',
    cures: ['not-before-reached', 'not-on-or-after-ahead', 'subject-confirmation-in-time', 'session-not-over'],
    describe: (judged) => {
      const issued = issuedAt(judged)
      if (issued === null) return null
      const seconds = Math.round((issued.getTime() - judged.now.getTime()) / 1_000)
      const from = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind, or the message is as old'}`
      return { from, to: 'the right time (NTP)' }
    },
    apply: (judged) => ({ ...judged, now: issuedAt(judged) ?? judged.now }),
  },
]

const valuesOf = (attributes: SamlAttribute[], name: string) =>
  attributes.find((each) => each.name === name)?.values ?? []
const emailOf = ({ attributes }: Assertion) =>
  valuesOf(attributes, nearMiss(attributes, 'email') ?? '').find((value) => value.includes('@')) ?? 'ada@example.com'

const plainAttribute = (name: string, values: string[]): SamlAttribute => ({
  name,
  nameFormat: null,
  friendlyName: null,
  values,
})

/** What the claims would be, with the names and types that Flex asks for: nothing repeated, nothing it cannot take. */
function mendClaims(assertion: Assertion): SamlAttribute[] {
  const samples = { full_name: 'Ada Lovelace', email: emailOf(assertion) }
  const mended = new Map<string, SamlAttribute>()
  for (const attribute of ['full_name', 'email', 'roles'] as const) {
    const near = nearMiss(assertion.attributes, attribute)
    const sent = valuesOf(assertion.attributes, near ?? attribute).filter((value) => value.trim() !== '')
    if (sent.length > 0) mended.set(attribute, plainAttribute(attribute, sent))
    else if (attribute !== 'roles') mended.set(attribute, plainAttribute(attribute, [samples[attribute]]))
  }
  return [...mended.values()]
}

const CLAIMS: Change[] = [
  {
    setting: 'nameId',
    side: 'idp',
    cures: ['subject-has-name-id', 'name-id-within-limit'],
    describe: (judged) => ({ from: assertionOf(judged)?.nameId?.value ?? null, to: 'the e-mail address' }),
    apply: (judged) =>
      supposeAssertion(judged, (assertion) => ({
        nameId: { value: emailOf(assertion), format: EMAIL_ADDRESS, nameQualifier: null, spNameQualifier: null },
      })),
  },
  {
    setting: 'roles',
    side: 'idp',
    cures: ['claim-roles-is-present', 'roles-name-a-flex-role'],
    describe: (judged) => {
      const attributes = assertionOf(judged)?.attributes ?? []
      if (valuesOf(attributes, 'roles').length === 0 && nearMiss(attributes, 'roles')) return null
      const sent = valuesOf(attributes, 'roles')
      return {
        from: sent.join(', ') || null,
        to: sent.flatMap((role) => meantRole(role) ?? []).find(isFlexRole) ?? `one of ${FLEX_ROLES.join(', ')}`,
      }
    },
    apply: (judged) =>
      supposeAssertion(judged, ({ attributes }) => ({
        attributes: [...attributes.filter(({ name }) => name !== 'roles'), plainAttribute('roles', ['agent'])],
      })),
  },
  {
    setting: 'claims',
    side: 'idp',
    cures: [...CLAIM_CHECKS, 'claims-are-not-repeated', 'claim-types-parse', 'attributes-within-limit'],
    describe: (judged) => {
      const attributes = assertionOf(judged)?.attributes ?? []
      const faults = mapClaims(attributes)
        .filter(({ fault }) => fault !== null)
        .map(({ name }) => name)
      const near = ['full_name', 'email', 'roles'].flatMap((attribute) =>
        valuesOf(attributes, attribute).length > 0 ? [] : (nearMiss(attributes, attribute) ?? []),
      )
      return {
        from: [...near, ...faults].join(', ') || null,
        to: 'full_name, email and roles, each once, without namespace',
      }
    },
    apply: (judged) => supposeAssertion(judged, (assertion) => ({ attributes: mendClaims(assertion) })),
  },
]

const PROTOCOL: Change[] = [
  {
    setting: 'protocol',
    side: 'idp',
    cures: ['version-is-2-0', 'conditions-are-present', 'authn-statement-is-present', 'subject-confirmation-is-bearer'],
    describe: () => ({ from: null, to: 'the Web Browser SSO profile of SAML 2.0' }),
    apply: (judged) =>
      supposeAssertion(
        supposeResponse(judged, () => ({ version: '2.0' })),
        ({ conditions, authnStatements: [statement], confirmations }) => ({
          version: '2.0',
          conditions: conditions ?? {
            notBefore: null,
            notOnOrAfter: null,
            audienceRestrictions: [[judged.settings.audience]],
          },
          authnStatements: [statement ?? { authnInstant: null, sessionIndex: null, sessionNotOnOrAfter: null }],
          confirmations: confirmations.some(({ method }) => method === BEARER)
            ? confirmations
            : [
                {
                  method: BEARER,
                  data: { ...NO_DATA, recipient: judged.settings.acs[0] ?? '', notOnOrAfter: FAR_AHEAD },
                },
              ],
        }),
      ),
  },
  {
    setting: 'protocol',
    side: 'idp',
    cures: ['posted-with-post-binding', 'response-field-present', 'document-is-saml-response'],
    describe: ({ message }) => ({ from: message.document, to: 'SAML 2.0 with the HTTP-POST binding' }),
    apply: null,
  },
  {
    setting: 'nameId',
    side: 'idp',
    cures: ['status-is-success'],
    describe: ({ message: { response } }) =>
      response?.status?.codes.some((code) => code.endsWith(':InvalidNameIDPolicy'))
        ? { from: 'not the format that was asked for', to: `the e-mail address, as ${EMAIL_ADDRESS}` }
        : null,
    apply: null,
  },
  {
    setting: 'assignment',
    side: 'idp',
    cures: ['status-is-success'],
    describe: () => ({ from: 'the IdP refused this sign-in', to: 'a user who may use the application' }),
    apply: null,
  },
  {
    setting: 'claims',
    side: 'idp',
    cures: ['response-within-size-limit'],
    describe: () => ({ from: 'too many or too long', to: 'full_name, email and roles' }),
    apply: null,
  },
]

const FAR_AHEAD = '9999-12-31T23:59:59Z'

/** Every change that is tried, in the order in which it is preferred. */
export const CHANGES: readonly Change[] = [...CONSOLE, ...ADDRESSES, ...SECURITY, ...TIMES, ...CLAIMS, ...PROTOCOL]
