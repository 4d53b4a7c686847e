import { readdirSync, readFileSync } from 'node:fs'
import { readBundle } from '../../dist/core/bundle/bundle.js'
import { readConnection } from '../../dist/core/connection/connection.js'
import { targetFor } from '../../dist/core/connection/judge-target.js'
import { GENERATIONS } from '../../dist/core/domain/login.js'
import { SIGNATURE_POLICIES } from '../../dist/core/domain/signature-policy.js'
import { acsUrl, entityId } from '../../dist/core/flex/endpoints.js'

const FIXTURES = new URL('../../fixtures/', import.meta.url)
/** Bombs are no more of a bomb once mutated, and each costs as much as a hundred others. */
const MAX_BYTES = 30_000

/** Files of fixtures/ as messages to change, by default all, with all the settings to judge them by; their own come first. */
export function loadSeeds(folders = ['']) {
  const names = readdirSync(FIXTURES, { recursive: true }).filter(
    (name) => name.endsWith('.response') && folders.some((folder) => name.startsWith(folder)),
  )
  return names
    .sort()
    .map(loadSeed)
    .filter(({ text }) => text.length > 0 && text.length <= MAX_BYTES)
}

function loadSeed(name) {
  const file = new URL(name, FIXTURES)
  const bundle = readBundle(readFileSync(file, 'utf8'), (path) => readFileSync(new URL(path, file), 'utf8'))
  const { settings, samlResponse } = bundle
  const text = Buffer.from(samlResponse, 'base64').toString('latin1')
  const own = { generation: generationOf(settings), signaturePolicy: settings.signaturePolicy ?? 'both' }
  const isOwn = (other) => other.generation === own.generation && other.signaturePolicy === own.signaturePolicy
  const others = ['legacy', 'enhanced']
    .flatMap((generation) => SIGNATURE_POLICIES.map((signaturePolicy) => ({ generation, signaturePolicy })))
    .filter((other) => !isOwn(other))
  const variants = [own, ...others].map((variant) => describeVariant(settings, own, variant))
  const field = Buffer.from(text, 'latin1').toString('base64')
  return {
    name,
    text,
    field,
    samlResponse,
    variants,
    now: new Date(settings.now),
    relayState: settings.relayState ?? null,
  }
}

const generationOf = ({ generation, connection }) =>
  GENERATIONS.find((each) => each === generation) ?? (connection === undefined ? 'legacy' : 'enhanced')

/** The seed's own tenant through either door: what the message names as ACS and audience stays what is asked for. */
function describeVariant(given, own, { generation, signaturePolicy }) {
  const { account, connection, idpIssuer, certificates, clockSkewSeconds } = given
  const hex = (connection ?? account ?? '').slice(2)
  const sid = `${generation === 'enhanced' ? 'JQ' : 'AC'}${hex}`
  const ownSid = `${own.generation === 'enhanced' ? 'JQ' : 'AC'}${hex}`
  const fields = { sid, idpIssuer, certificates, signaturePolicy, clockSkewSeconds }
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return {
    ...targetFor(generation, sid, readConnection(known)),
    acs: given.acs ?? [acsUrl(own.generation, ownSid)],
    audience: given.audience ?? entityId(own.generation, ownSid),
  }
}
