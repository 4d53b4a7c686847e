import { type ClaimSwitches, DEFAULT_CLAIM_SWITCHES } from '../domain/claim-switches.ts'
import type { SamlAttribute } from '../domain/saml.ts'
import type { AttributeValue, ClaimOrigin, ClaimRule } from '../domain/worker.ts'

/** Type suffixes of claim names (Twilio: SSO configuration, custom attributes); lower case only. */
const SUFFIXES = ['string', 'int', 'boolean', 'stringarray', 'intarray', 'booleanarray'] as const
type Suffix = (typeof SUFFIXES)[number]

/** One claim after mapping. `attribute` is null when Flex drops it; `fault` says why a typed value does not parse. */
export interface MappedClaim {
  name: string
  values: string[]
  attribute: string | null
  value: AttributeValue
  ignoredBecause: string | null
  fault: string | null
}

/** Names like `http://schemas…/email` are dropped by Flex; `urn:…` names are stored (inferred). */
export function isNamespaced(name: string): boolean {
  return name.includes('://') || name.includes('/')
}

const CHANNEL = /^channel\.([^.]+)\.(availability|capacity)(\.[a-z]+)?$/

/** Splits `skill.int` into name and type; any other dot is part of the name. `roles` is an array unless it has a type. */
function splitSuffix(name: string): { attribute: string; type: Suffix | null } {
  const dot = name.lastIndexOf('.')
  const suffix = SUFFIXES.find((each) => each === name.slice(dot + 1))
  if (dot > 0 && suffix) return { attribute: name.slice(0, dot), type: suffix }
  return { attribute: name, type: name === 'roles' ? 'stringarray' : null }
}

/** Maps SAML attributes to worker attributes, one result for each, in the order of the message. */
export function mapAttributes(
  attributes: SamlAttribute[],
  switches: ClaimSwitches = DEFAULT_CLAIM_SWITCHES,
): MappedClaim[] {
  return attributes.map(({ name, values }) => {
    const dropped = whyDropped(name)
    if (dropped) return { name, values, attribute: null, value: null, ignoredBecause: dropped, fault: null }
    const { attribute, type } = splitSuffix(name)
    const converted = type === null ? untyped(values, switches) : CONVERSIONS[type](values)
    if (converted === null) {
      return { name, values, attribute, value: null, ignoredBecause: null, fault: `not a value of type ${type}` }
    }
    return { name, values, attribute, value: converted, ignoredBecause: null, fault: null }
  })
}

function whyDropped(name: string): string | null {
  if (name === '') return 'The attribute has no Name.'
  if (isNamespaced(name)) return 'Its name has a namespace; Flex only maps names without one.'
  if (CHANNEL.test(name)) return 'It sets a TaskRouter channel, which is not a worker attribute.'
  return null
}

const split = (values: string[]): string[] =>
  values
    .flatMap((value) => value.split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '')

const whole = (text: string): number | null => {
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(number) ? number : null
}
const truth = (text: string): boolean | null => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : null)

/** One value; an empty one clears the attribute, whatever its type. */
function single<T>(values: string[], convert: (text: string) => T | null): T | '' | null {
  const [first = '', ...more] = values
  if (more.length > 0) return null
  return first.trim() === '' ? '' : convert(first.trim())
}

function each<T>(values: string[], convert: (text: string) => T | null): T[] | null {
  const converted = split(values).map(convert)
  return converted.some((value) => value === null) ? null : (converted as T[])
}

const CONVERSIONS: Record<Suffix, (values: string[]) => AttributeValue> = {
  string: (values) => (values.length > 1 ? null : (values[0] ?? '')),
  int: (values) => single(values, whole),
  boolean: (values) => single(values, truth),
  stringarray: split,
  intarray: (values) => each(values, whole),
  booleanarray: (values) => each(values, truth),
}

function untyped(values: string[], { severalValues }: ClaimSwitches): AttributeValue {
  const [first = '', ...more] = values
  if (more.length === 0 || severalValues === 'first') return first
  return severalValues === 'array' ? [...values] : values.join(',')
}

/** The value of an attribute, and where it comes from. */
export interface ClaimedValue extends ClaimOrigin {
  value: AttributeValue
}

/** The claims that reach the worker. If two write the same attribute, the last one wins, as on enhanced Flex. */
export function attributesOf(claims: MappedClaim[]): Map<string, ClaimedValue> {
  const kept = claims.filter((claim) => claim.attribute !== null && claim.fault === null)
  return new Map(
    kept.map((claim) => [
      claim.attribute ?? claim.name,
      { value: claim.value, claim: claim.name, valueIndex: indexOfValue(claim), rule: ruleOf(claim) },
    ]),
  )
}

/** If one of several values is picked, it is the first. */
function indexOfValue({ values, value }: MappedClaim): number | null {
  const isOneOfThem = values.length === 1 || value === values[0]
  return isOneOfThem && values.length > 0 && !Array.isArray(value) ? 0 : null
}

/** Whether a value clears an attribute: an empty string or an empty list. */
export const isEmptyValue = (value: AttributeValue): boolean =>
  value === '' || (Array.isArray(value) && value.length === 0)

const REQUIRED = ['full_name', 'email']

function ruleOf({ name, attribute, values, value }: MappedClaim): ClaimRule {
  if (isEmptyValue(value)) return 'empty value clears'
  if (name !== attribute) return 'type suffix'
  if (attribute === 'roles') return 'comma-separated roles'
  if (values.length > 1) return 'several values without a type suffix'
  return REQUIRED.includes(name) ? 'required claim' : 'stored as a string'
}
