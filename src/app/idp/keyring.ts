import { createHash, createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { SigningKey, SpecialKey } from '../../core/domain/idp.ts'
import { HarnessError } from '../../core/errors.ts'
import { type CertificateOptions, certify } from './signing-key.ts'

interface KeyForm {
  bits: number
  validity: [from: string, until: string]
  /** Null: the subject of the response style. */
  subject: string | null
}

/** Wide, so that a harness with a changed clock does not find the certificate expired. */
const ALWAYS: KeyForm['validity'] = ['2000-01-01', '2049-12-31']

type KeyKind = SpecialKey | 'ordinary'

const FORMS: Record<KeyKind, KeyForm> = {
  ordinary: { bits: 2_048, validity: ALWAYS, subject: null },
  foreign: { bits: 2_048, validity: ALWAYS, subject: 'CN=another-idp.example.com' },
  'look-alike': { bits: 2_048, validity: ALWAYS, subject: null },
  expired: { bits: 2_048, validity: ['2000-01-01', '2001-01-01'], subject: null },
  'not yet valid': { bits: 2_048, validity: ['2049-01-01', '2049-12-31'], subject: null },
  weak: { bits: 1_024, validity: ALWAYS, subject: null },
}

const TRUSTED: readonly KeyKind[] = ['ordinary', 'expired', 'not yet valid', 'weak']

/** The keys of the built-in IdP. */
export interface Keyring {
  /** Returns the same key and certificate for the same subject each time. */
  keyOf(subject: string, special?: SpecialKey): Promise<SigningKey>
  /** The certificates for a connection: the ordinary one, and those of the faults used so far. */
  trustedOf(subject: string): Promise<string[]>
}

/**
 * Creates each key when it is first needed. Certificates are not kept: creating one again produces the same bytes.
 * @param ordinaryKey an RSA private key in PEM form, so that certificates survive a restart; null creates a new key
 * @throws HarnessError INVALID_CONFIG if it is not an RSA key of at least 2048 bits
 */
export function createKeyring(ordinaryKey: string | null = null): Keyring {
  const keys = new Map<KeyKind, Promise<KeyObject>>()
  if (ordinaryKey !== null) keys.set('ordinary', Promise.resolve(readRsaKey(ordinaryKey)))
  const privateKeyOf = (kind: KeyKind) => {
    const key = keys.get(kind) ?? makeKey(FORMS[kind].bits)
    keys.set(kind, key)
    return key
  }
  const keyOf = async (subject: string, kind: KeyKind = 'ordinary') =>
    certify(await privateKeyOf(kind), describeCertificate(subject, kind))
  return {
    keyOf,
    trustedOf: async (subject) => {
      const used = TRUSTED.filter((kind) => kind === 'ordinary' || keys.has(kind))
      const keysAndCertificates = await Promise.all(used.map((kind) => keyOf(subject, kind)))
      return keysAndCertificates.map(({ certificate }) => certificate)
    },
  }
}

async function makeKey(bits: number): Promise<KeyObject> {
  return (await promisify(generateKeyPair)('rsa', { modulusLength: bits })).privateKey
}

function describeCertificate(subjectOfStyle: string, kind: KeyKind): CertificateOptions {
  const form = FORMS[kind]
  const subject = form.subject ?? subjectOfStyle
  const [notBefore, notAfter] = form.validity.map((date) => new Date(date)) as [Date, Date]
  const hash = createHash('sha256').update(`${kind} ${subject}`).digest('hex')
  return { subject, notBefore, notAfter, serialNumber: `01${hash.slice(0, 30)}` }
}

function readRsaKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (key.asymmetricKeyType === 'rsa' && bits >= 2_048) return key
    throw new Error(`it is a key of type ${key.asymmetricKeyType} with ${bits} bits`)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const hint = 'Use an unencrypted RSA private key of at least 2048 bits in PEM form: openssl genrsa 2048.'
    throw new HarnessError('INVALID_CONFIG', `The key of the built-in IdP cannot be used: ${reason}.`, hint, { cause })
  }
}
