import type { CheckId } from '../domain/check-ids.ts'
import type { Connection, JudgeTarget } from '../domain/login.ts'
import type { IdpSetting, MenuPlace, Product } from '../domain/product.ts'
import { CONSOLE_FIELDS, type Remedy, type Target } from '../domain/remedy.ts'
import type { SignaturePolicy } from '../domain/signature-policy.ts'

/** What a check says about its failure: the words for any IdP, and where to correct it. */
export interface FixAdvice {
  fix: string
  remedy: Remedy
  /** The check, if its failure is the one that a default of the product would cause. */
  id: CheckId | null
}

/** The values of a tenant that an instruction may contain. */
export interface TenantValues extends Pick<JudgeTarget, 'sid' | 'acs' | 'audience'> {
  connection: Pick<Connection, 'signaturePolicy'> | null
}

/** One instruction with the menu names of the IdP, with the exact value to enter. */
export function explainFix({ id, fix, remedy }: FixAdvice, product: Product, settings: TenantValues): string {
  if (remedy.side === 'none' || (product.id === 'generic' && !namesValue(remedy))) return fillIn(fix, settings)
  const setting = remedy.side === 'idp' ? remedy.setting : remedy.from
  const place = setting && product.settings[setting]
  const sentences = [instruct(fix, remedy, place, product, settings), place?.note, id && product.defaults[id]]
  return fillIn(sentences.filter(Boolean).join(' '), settings)
}

/** For an unknown IdP, the place only repeats the fix. */
const namesValue = (remedy: Remedy) => remedy.side === 'idp' && ('enter' in remedy.to || 'choose' in remedy.to)

function instruct(
  fix: string,
  remedy: Remedy,
  place: MenuPlace | null,
  product: Product,
  settings: TenantValues,
): string {
  if (remedy.side === 'console') return place ? copy(place, CONSOLE_FIELDS[remedy.field], product) : fix
  if (remedy.side === 'idp' && place) return order(fix, remedy.to, place, product, settings)
  return remedy.side === 'idp' && 'enter' in remedy.to ? `${fix} Enter {${remedy.to.enter}}.` : fix
}

function copy({ menu, field, source }: MenuPlace, consoleField: string, product: Product): string {
  return `Copy ${field} (${nameOf(product)}${menu}${doubt(source, product)}) into ${consoleField} of the Flex Console.`
}

function order(fix: string, to: Target, place: MenuPlace, product: Product, settings: TenantValues): string {
  const where = `${nameOf(product)}${place.menu} › ${place.field}${doubt(place.source, product)}`
  if ('enter' in to) return `${where}: enter {${to.enter}}.`
  if ('choose' in to) return choose(to.choose, where, place, product, settings, fix)
  return `${fix} ${where}${'add' in to ? `: ${place.choices?.values ?? to.add}` : ''}.`
}

function choose(
  key: string,
  where: string,
  place: MenuPlace,
  product: Product,
  settings: TenantValues,
  fix: string,
): string {
  const wanted = key === 'policy' ? (settings.connection?.signaturePolicy ?? 'both') : key
  const choice = place.choices?.[wanted === 'either' ? product.guide.signaturePolicy : wanted]
  if (choice !== undefined) return `${where}: ${STATE.test(choice) ? '' : 'choose '}${choice}.`
  if (key !== 'policy') return `${fix} ${where}.`
  return `${product.name} cannot sign what the policy '${wanted}' requires. Set the signature policy of the connection to '${product.guide.signaturePolicy}', as in its Flex guide.`
}

const nameOf = ({ id, name }: Product) => (id === 'generic' ? '' : `${name}: `)
const doubt = (source: string | null, { id }: Product) =>
  source === null && id !== 'generic' ? ' (menu path not confirmed)' : ''

/** Replaces `{acsUrl}`, `{entityId}` and `{sid}` by the values of the tenant: the ACS that was reached, and that of real Flex. */
export function fillIn(text: string, { acs, audience, sid }: Omit<TenantValues, 'connection'>): string {
  const [real = '', reached = real] = acs
  const acsUrl = reached === real ? real : `${reached} (for real Flex: ${real})`
  return text.replaceAll('{acsUrl}', acsUrl).replaceAll('{entityId}', audience).replaceAll('{sid}', sid)
}

/** A checkbox has a state; everything else is chosen. */
const STATE = /^(not )?(ticked|selected)$/

/** The name of each setting among the choices of a place, and its value if the place names none. */
const CHOSEN: Partial<Record<IdpSetting, [choice: string, otherwise: string | null]>> = {
  algorithm: ['sha256', null],
  encryption: ['none', null],
  nameId: ['email', null],
  protocol: ['post', null],
  claims: ['names', 'full_name, email, roles'],
  roles: ['values', 'roles'],
}

/**
 * What to enter or choose for Flex at a setting, in the product's own words; null if it is only read there, or unknown.
 * If the product cannot sign what the policy requires, the policy of its guide applies.
 */
export function choiceOf(setting: IdpSetting, { settings, guide }: Product, policy: SignaturePolicy): string | null {
  const choices = settings[setting]?.choices ?? {}
  if (setting === 'signing') return choices[policy] ?? choices[guide.signaturePolicy] ?? null
  const [choice, otherwise] = CHOSEN[setting] ?? []
  return choices[choice ?? ''] ?? otherwise ?? null
}

/** Where a setting is, for a list of changes, in the product's own words; undefined if unknown. */
export function placeOf(setting: IdpSetting, product: Product): string | null {
  const place = product.settings[setting]
  return place && `${nameOf(product)}${place.menu} › ${place.field}`
}
