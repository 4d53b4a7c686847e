import { choiceOf, fillIn, placeOf } from '../checks/explain.ts'
import type { Connection, Generation, JudgeTarget } from '../domain/login.ts'
import { IDP_SETTINGS, type IdpSetting, type Product } from '../domain/product.ts'
import { CONSOLE_FIELDS, type ConsoleField } from '../domain/remedy.ts'
import { generationOfSid } from '../domain/sid.ts'
import { acsPath, acsUrl, entityId, metadataPathOf } from '../flex/endpoints.ts'
import { generationOf, targetFor } from './judge-target.ts'

/** What to enter in the IdP and in the Console for one tenant, in the words of a product. */
export interface IdpSettings {
  sid: string
  generation: Generation
  product: string
  /** Point the IdP here to rehearse; the entity ID is the real one. */
  harness: { acsUrl: string; entityId: string; metadataUrl: string; loginUrl: string }
  live: { acsUrl: string; entityId: string }
  settings: { setting: IdpSetting; where: string; value: string | null; note: string | null; source: string | null }[]
  setUp: string[]
  beside: string
  nothingArrives: { symptom: string; cause: string; fix: string; source: string | null }[]
  /** What the Console asks for, where the IdP shows it, and what the connection has of it. */
  console: { field: string; from: string | null; value: string | null }[]
}

/** Describes the set-up of a tenant; `connection` is null where nobody has saved one. */
export function describeIdpSettings(
  sid: string,
  connection: Connection | null,
  product: Product,
  baseUrl: string,
): IdpSettings {
  const generation = connection ? generationOf(connection) : generationOfSid(sid)
  const here = baseUrl + acsPath(generation, sid)
  const settings = targetFor(generation, sid, connection, [here])
  const fill = (text: string) => fillIn(text, { ...settings, acs: [here] })
  return {
    sid,
    generation,
    product: product.id,
    harness: {
      acsUrl: here,
      entityId: entityId(generation, sid),
      metadataUrl: baseUrl + metadataPathOf(generation, sid),
      loginUrl: `${baseUrl}/login/${sid}`,
    },
    live: { acsUrl: acsUrl(generation, sid), entityId: entityId(generation, sid) },
    settings: IDP_SETTINGS.flatMap((setting) => describe(setting, product, { ...settings, acs: [here] })),
    setUp: product.setUp.map((step) => fill(step).replaceAll('`', '')),
    beside: fill(product.beside),
    nothingArrives: product.nothingArrives.map((each) => ({ ...each, fix: fill(each.fix) })),
    console: CONSOLE.map(([field, from]) => ({
      field: CONSOLE_FIELDS[field],
      from: from && placeOf(from, product),
      value: valueIn(connection, field),
    })),
  }
}

const CONSOLE: [field: ConsoleField, from: IdpSetting | null][] = [
  ['idpIssuer', 'issuer'],
  ['ssoUrl', 'ssoUrl'],
  ['certificates', 'certificate'],
  ['defaultRedirectUrl', null],
  ['trustedUrls', null],
]

const valueIn = (connection: Connection | null, field: ConsoleField): string | null =>
  [connection?.[field] ?? []].flat().join('\n') || null

function describe(setting: IdpSetting, product: Product, settings: JudgeTarget): IdpSettings['settings'] {
  const place = product.settings[setting]
  const where = placeOf(setting, product)
  if (!place || where === null) return []
  const values: Partial<Record<IdpSetting, string>> = {
    acsUrl: settings.acs[0] ?? '',
    entityId: settings.audience,
  }
  const policy = settings.connection?.signaturePolicy ?? product.guide.signaturePolicy
  const value = values[setting] ?? choiceOf(setting, product, policy)
  return [{ setting, where, value, note: place.note ? fillIn(place.note, settings) : null, source: place.source }]
}
