import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { DEFAULT_CLAIM_SWITCHES, EMPTY_VALUES, SEVERAL_VALUES } from '../domain/claim-switches.ts'
import { type Connection, SIGNATURE_POLICIES } from '../domain/login.ts'
import { HarnessError } from '../errors.ts'
import { defaultAccountSid, sidPrefixOf } from '../flex/endpoints.ts'
import { list, NAME_CHARACTERS, text, VALUE_CHARACTERS, WORD_CHARACTERS, webUrl } from '../input/limits.ts'
import { parseInput } from '../input/parse-input.ts'
import { accountSid, tenantSid } from '../input/sids.ts'
import { readCertificate } from '../saml/certificate.ts'
import { requireProduct } from './product.ts'

/** A URL to land on. Flex takes no wildcards in them (documented). */
const landing = webUrl().refine((text) => !text.includes('*'), 'must be a whole URL: Flex takes no wildcards')
const url = webUrl().nullable()

/** The fields of a connection as a caller may give them; everything is optional, null clears. */
export const connectionInput = z
  .strictObject({
    sid: tenantSid().describe('AC (legacy and preview) or JQ (enhanced) and 32 hexadecimal digits; absent: a new JQ'),
    accountSid: accountSid().nullable().describe('The account of a JQ; absent: AC and the same 32 digits'),
    friendlyName: text(200).nullable().describe('For people; absent: the SID'),
    idpIssuer: text(NAME_CHARACTERS).min(1).nullable().describe('The entity ID of the IdP, letter for letter'),
    ssoUrl: url.describe("The IdP's single sign-on URL"),
    certificates: z
      .preprocess((given) => (typeof given === 'string' ? [given] : given), list(text(VALUE_CHARACTERS), 20).nullable())
      .describe("The IdP's signing certificates, PEM or bare base64; several while a key is rolled over"),
    defaultRedirectUrl: landing.nullable().describe('Where a login lands that the IdP began'),
    trustedUrls: list(landing, 100).nullable().describe('Where else RelayState may lead'),
    signaturePolicy: z
      .enum(SIGNATURE_POLICIES)
      .nullable()
      .describe('What has to be signed; absent: both, or response for the products google and auth0'),
    product: text(WORD_CHARACTERS).nullable().describe('Whose words are used; absent: generic, told by the messages'),
    clockSkewSeconds: z
      .number()
      .int()
      .min(0)
      .max(86_400)
      .nullable()
      .describe('Tolerance between the clocks; absent: 180'),
    twilioSsoUrl: z.enum(['iam', 'preview']).nullable().describe('The door that the Console names; absent: iam'),
    contactUriFrom: z
      .enum(['email', 'nameId'])
      .nullable()
      .describe('What contact_uri is made of; absent: nameId for AC, email for JQ'),
    emptyValue: z
      .enum(EMPTY_VALUES)
      .nullable()
      .describe('What an empty value of a claim leaves (unknown of Flex); absent: empty-string'),
    severalValues: z
      .enum(SEVERAL_VALUES)
      .nullable()
      .describe('What several values without a type become (unknown of Flex); absent: array'),
  })
  .partial()

export type ConnectionInput = z.infer<typeof connectionInput>

const HINT = `Correct the named fields. A connection has ${Object.keys(connectionInput.shape).join(', ')}.`

/** The products whose Flex guides sign the response alone. */
const SIGN_RESPONSE_ONLY = new Set(['google', 'auth0'])

/**
 * Makes a connection of what a caller gave, with every default filled in. Without a SID it gets a new JQ.
 * @throws HarnessError INVALID_REQUEST, INVALID_CONFIG (no certificate)
 */
export function readConnection(input: unknown): Connection {
  const given = parseInput(connectionInput, input, 'the connection', HINT)
  const sid = given.sid ?? `JQ${randomBytes(16).toString('hex')}`
  if (sidPrefixOf(sid) === 'AC' && given.accountSid && given.accountSid !== sid) {
    const hint = 'Leave accountSid out: an AC connection belongs to its own account.'
    throw new HarnessError('INVALID_REQUEST', `accountSid ${given.accountSid} is not the SID ${sid}.`, hint)
  }
  if (given.product) requireProduct(given.product)
  const certificates = (given.certificates ?? []).flatMap(splitCertificates)
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined))
  return { ...defaultConnection(sid, given.product ?? 'generic'), ...named, certificates }
}

/**
 * A connection with some fields changed; null sets a field back to its default.
 * @throws HarnessError INVALID_REQUEST, INVALID_CONFIG (no certificate)
 */
export function changeConnection(connection: Connection, changes: unknown): Connection {
  const given = parseInput(connectionInput, changes, 'the changes', HINT)
  if (given.sid !== undefined && given.sid !== connection.sid) {
    throw new HarnessError(
      'INVALID_REQUEST',
      `The SID of ${connection.sid} cannot be changed.`,
      'Save another connection.',
    )
  }
  return readConnection({ ...connection, ...given })
}

function defaultConnection(sid: string, product: string): Connection {
  return {
    sid,
    accountSid: defaultAccountSid(sid),
    friendlyName: sid,
    idpIssuer: null,
    ssoUrl: null,
    certificates: [],
    defaultRedirectUrl: null,
    trustedUrls: [],
    signaturePolicy: SIGN_RESPONSE_ONLY.has(product) ? 'response' : 'both',
    product,
    clockSkewSeconds: 180,
    twilioSsoUrl: 'iam',
    contactUriFrom: sidPrefixOf(sid) === 'AC' ? 'nameId' : 'email',
    ...DEFAULT_CLAIM_SWITCHES,
  }
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/** One text may hold several certificates; each must be one. */
function splitCertificates(text: string): string[] {
  const certificates = text.match(PEM) ?? [text]
  return certificates.map((certificate) => {
    readCertificate(certificate)
    return certificate
  })
}
