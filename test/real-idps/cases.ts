import type { Generation } from '../../src/domain/login.ts'
import type { PEOPLE, Wishes } from './real-idp.ts'

/** A way to set the IdP up, or a person who signs in, and what has to come of it. */
export interface Case {
  name: string
  wishes?: Wishes
  person?: keyof typeof PEOPLE
  /** What the connection says beside what the IdP's metadata says. */
  connection?: Record<string, unknown>
  outcome: 'accepted' | 'rejected'
  /** The roles of the worker, when accepted. */
  roles?: string[]
  /** The findings that fail, beside those of the way in which the login came. */
  failed?: string[]
}

const SHA1 = ['signature-algorithm-is-strong', 'digest-algorithm-is-strong']
const NO_CLAIMS = [
  'claims-have-no-namespace',
  'claims-are-only-what-flex-needs',
  'claim-full-name-is-present',
  'claim-email-is-present',
  'claim-roles-is-present',
]

/** Every case; the first is what the metadata of both sides gives by itself. */
export const CASES: Case[] = [
  { name: 'metadata alone', outcome: 'accepted' },
  { name: 'several roles', person: 'several', outcome: 'accepted', roles: ['agent', 'supervisor'] },
  { name: 'roles joined by a comma', person: 'comma', outcome: 'accepted', roles: ['agent', 'admin'] },
  { name: 'letters that XML escapes', person: 'letters', outcome: 'accepted', roles: ['supervisor'] },
  {
    name: 'no role of Flex',
    person: 'nobody',
    outcome: 'rejected',
    failed: ['roles-name-a-flex-role', 'roles-are-known'],
  },
  {
    name: 'response signed alone',
    wishes: { signs: 'response' },
    outcome: 'rejected',
    failed: ['assertion-is-signed'],
  },
  {
    name: 'response signed alone, which the connection asks for',
    wishes: { signs: 'response' },
    connection: { signaturePolicy: 'response' },
    outcome: 'accepted',
  },
  {
    name: 'assertion signed alone',
    wishes: { signs: 'assertion' },
    outcome: 'rejected',
    failed: ['response-is-signed'],
  },
  {
    name: 'assertion signed alone, which the connection asks for',
    wishes: { signs: 'assertion' },
    connection: { signaturePolicy: 'assertion' },
    outcome: 'accepted',
  },
  {
    name: 'nothing signed',
    wishes: { signs: 'none' },
    outcome: 'rejected',
    failed: ['response-is-signed', 'assertion-is-signed'],
  },
  { name: 'SHA-1', wishes: { algorithm: 'rsa-sha1' }, outcome: 'accepted', failed: SHA1 },
  {
    name: 'an encrypted assertion',
    wishes: { encrypts: true },
    outcome: 'rejected',
    failed: ['assertion-not-encrypted'],
  },
  { name: 'namespaced claims', wishes: { namespaced: true }, outcome: 'rejected', failed: NO_CLAIMS },
  {
    name: 'a key that its metadata does not have',
    wishes: { key: 'foreign' },
    outcome: 'rejected',
    failed: ['signing-certificate-is-configured'],
  },
]

/** For an IdP that announces its next key: after one reading of the metadata both are known. */
export const NEXT_KEY: Case = { name: 'the next key of its metadata', wishes: { key: 'next' }, outcome: 'accepted' }

/** The findings that fail for every login of a generation: preview is deprecated, and legacy past its end. */
export const FAILED_BY_GENERATION: Record<Generation, string[]> = {
  legacy: ['endpoint-is-current'],
  preview: ['endpoint-is-current'],
  enhanced: [],
}

/** The findings that fail for every login that began there: from the portal of an IdP it needs a URL to land on. */
export const FAILED_BY_START = { 'the login link': [], "the IdP's portal": ['idp-initiated-has-redirect-url'] }
