import { nearMiss } from '../../checks/near-miss.ts'
import type { Assertion, SamlAttribute } from '../../domain/saml.ts'
import { NAME_ID_FORMAT } from '../../domain/saml-names.ts'
import { mapAttributes } from '../../flex/claims.ts'
import { FLEX_ROLES, isFlexRole, meantRole, namesFlexRole } from '../../flex/roles.ts'
import { supposeAssertion } from '../hypothetical.ts'
import { assertionOf, type ProposedChange } from './change.ts'

const CLAIM_CHECKS = ['claim-full-name-is-present', 'claim-email-is-present', 'claim-roles-is-present'] as const
const valuesOf = (attributes: SamlAttribute[], name: string) =>
  attributes.flatMap((each) => (each.name === name ? each.values : []))
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
    if (sent.length > 0)
      mended.set(attribute, plainAttribute(attribute, attribute === 'roles' ? sent : sent.slice(0, 1)))
    else if (attribute !== 'roles') mended.set(attribute, plainAttribute(attribute, [samples[attribute]]))
  }
  return [...mended.values()]
}

/** Who signed in, and what is said of them. */
export const CLAIM_CHANGES: ProposedChange[] = [
  {
    setting: 'nameId',
    side: 'idp',
    cures: ['subject-has-name-id', 'name-id-within-limit'],
    describe: (judged) => ({ from: assertionOf(judged)?.nameId?.value ?? null, to: 'the e-mail address' }),
    apply: (judged) =>
      supposeAssertion(judged, (assertion) => ({
        nameId: {
          value: emailOf(assertion),
          format: NAME_ID_FORMAT.emailAddress,
          nameQualifier: null,
          spNameQualifier: null,
        },
      })),
  },
  {
    setting: 'roles',
    side: 'idp',
    cures: ['claim-roles-is-present', 'roles-name-a-flex-role'],
    describe: (judged) => {
      const attributes = assertionOf(judged)?.attributes ?? []
      const near = nearMiss(attributes, 'roles')
      if (near !== undefined && near !== 'roles' && namesFlexRole(valuesOf(attributes, near))) return null
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
      const faults = mapAttributes(attributes)
        .filter(({ fault }) => fault !== null)
        .map(({ name }) => name)
      const near = ['full_name', 'email', 'roles'].flatMap((attribute) =>
        valuesOf(attributes, attribute).length > 0 ? [] : (nearMiss(attributes, attribute) ?? []),
      )
      const names = attributes.map(({ name }) => name)
      const repeated = names.filter((name, index) => names.indexOf(name) !== index)
      return {
        from: [...new Set([...near, ...faults, ...repeated])].join(', ') || null,
        to: 'full_name, email and roles, each once, without namespace',
      }
    },
    apply: (judged) => supposeAssertion(judged, (assertion) => ({ attributes: mendClaims(assertion) })),
  },
]
