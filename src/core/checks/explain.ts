import type { CheckId } from '../domain/check-ids.ts'
import type { Connection, JudgeTarget } from '../domain/login.ts'
import type { IdpSetting, MenuPlace, Product } from '../domain/product.ts'
import { CONSOLE_FIELDS, type Remedy, type Target } from '../domain/remedy.ts'
import type { SignaturePolicy } from '../domain/signature-policy.ts'

/** What a check says about its failure: the words for any IdP, and where it is set right. */
export interface FixAdvice {
  fix: string
  remedy: Remedy
  /** The check, where its failure is the one that a default of the product would bring about. */
  id: CheckId | null
}

/** What of a tenant an instruction names. */
export interface TenantValues extends Pick<JudgeTarget, 'sid' | 'acs' | 'audience'> {
  connection: Pick<Connection, 'signaturePolicy'> | null
}

/** One instruction in the words of the IdP's own menus, with the exact value to enter. */
export function explainFix({ id, fix, remedy }: FixAdvice, product: Product, settings: TenantValues): string {
  if (remedy.side === 'none' || (product.id === 'generic' && !namesValue(remedy))) return fillIn(fix, settings)
  const setting = remedy.side === 'idp' ? remedy.setting : remedy.from
  const place = setting && product.settings[setting]
  const sentences = [instruct(fix, remedy, place, product, settings), place?.note, id && product.defaults[id]]
  return fillIn(sentences.filter(Boolean).join(' '), settings)
}

/** For an IdP that nobody knows, the place alone says nothing that the fix does not. */
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
  return remedy.side === 'idp' && 'enter' in remedy.to ? `${fix} The value: {${remedy.to.enter}}.` : fix
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
  return `${product.name} cannot sign what the policy '${wanted}' asks for: set the signature policy of the connection to '${product.guide.signaturePolicy}', as its Flex guide has it.`
}

const nameOf = ({ id, name }: Product) => (id === 'generic' ? '' : `${name}: `)
const doubt = (source: string | null, { id }: Product) =>
  source === null && id !== 'generic' ? ' (where it is has not been confirmed)' : ''

/** `{acsUrl}`, `{entityId}` and `{sid}` in a text become the tenant's own: the door that was reached, and the one of the real Flex. */
export function fillIn(text: string, { acs, audience, sid }: Omit<TenantValues, 'connection'>): string {
  const [real = '', reached = real] = acs
  const acsUrl = reached === real ? real : `${reached} (for the real Flex: ${real})`
  return text.replaceAll('{acsUrl}', acsUrl).replaceAll('{entityId}', audience).replaceAll('{sid}', sid)
}

/** A tick box has a state; everything else is chosen. */
const STATE = /^(not )?(ticked|selected)$/

/** What each setting is called among the choices of a place, and what it becomes where the place names none. */
const CHOSEN: Partial<Record<IdpSetting, [choice: string, otherwise: string | null]>> = {
  algorithm: ['sha256', null],
  encryption: ['none', null],
  nameId: ['email', null],
  protocol: ['post', null],
  claims: ['names', 'full_name, email, roles'],
  roles: ['values', 'roles'],
}

/**
 * What is entered or chosen for Flex at a setting, in the product's own words; null: it is only read there, or nobody knows.
 * A policy that the product cannot sign gives way to that of its guide.
 */
export function choiceOf(setting: IdpSetting, { settings, guide }: Product, policy: SignaturePolicy): string | null {
  const choices = settings[setting]?.choices ?? {}
  if (setting === 'signing') return choices[policy] ?? choices[guide.signaturePolicy] ?? null
  const [choice, otherwise] = CHOSEN[setting] ?? []
  return choices[choice ?? ''] ?? otherwise ?? null
}

/** Where a setting is, for a list of changes: the product's own words, or none. */
export function placeOf(setting: IdpSetting, product: Product): string | null {
  const place = product.settings[setting]
  return place && `${nameOf(product)}${place.menu} › ${place.field}`
}
