import type { Outcome } from '../domain/check.ts'
import type { CheckId } from '../domain/check-ids.ts'
import { isNamespaced, type MappedClaim } from '../flex/claims.ts'
import { MAX_ATTRIBUTES_CHARACTERS } from '../flex/merge.ts'
import { FLEX_ROLES, isFlexRole, isKnownRole, joinedRoles, meantRole, namesFlexRole } from '../flex/roles.ts'
import { expectThat, fail, onClaims, pass } from './check.ts'
import type { AssertionFacts } from './facts.ts'
import { localNameOf, nearMiss } from './near-miss.ts'
import { typosBetween } from './typo.ts'

const STATEMENT = '/samlp:Response/saml:Assertion/saml:AttributeStatement'

/** The claim that is stored in an attribute; if there are several, the last one counts. */
function claimFor({ claims }: AssertionFacts, attribute: string): MappedClaim | undefined {
  return claims.findLast((claim) => claim.attribute === attribute)
}

function judgeRequired(facts: AssertionFacts, attribute: string): Outcome {
  const claim = claimFor(facts, attribute)
  if (claim?.values.some((value) => value.trim() !== '')) return pass()
  const details = claim ? { received: 'an empty value', fix: emptyFix(attribute) } : describeMissing(facts, attribute)
  return fail({ expected: `an Attribute named '${attribute}' with a value`, location: STATEMENT, ...details })
}

const emptyFix = (attribute: string) =>
  `The claim ${attribute} is empty for this user. Fill in its source in the IdP's directory.`

/** A missing claim, and the claim that was most likely meant. */
function describeMissing({ claims }: AssertionFacts, attribute: string) {
  const near = nearMiss(claims, attribute)
  if (near === undefined) return { received: `no such attribute among ${claims.length}` }
  const namespaced = isNamespaced(near)
  const values = claims.flatMap((claim) => (claim.name === near ? claim.values : []))
  const more = whatElse(attribute, values)
  return {
    received: `no such Attribute, only '${near}'`,
    difference: namespaced ? 'its name has a namespace, so Flex drops it' : 'its name is spelled differently',
    fix: [renameFix(near, attribute), more].filter(Boolean).join(' '),
    remedy: { side: 'idp', setting: 'claims', to: { add: attribute } } as const,
  }
}

/** What must be done in addition to correcting the name: the claim may hold the wrong value. */
function whatElse(attribute: string, values: string[]): string | null {
  if (attribute === 'roles' && !namesFlexRole(values))
    return `Then also send at least one of ${FLEX_ROLES.join(', ')}: none of its values is a Flex role.`
  if (attribute === 'full_name' && values.some((value) => value.includes('@')))
    return "It holds a user name or e-mail address; send the user's full name instead."
  return null
}

function renameFix(near: string, attribute: string): string {
  if (!isNamespaced(near)) return `Rename the claim '${near}' to exactly ${attribute}.`
  return localNameOf(near) === attribute
    ? `Clear the Namespace of the claim '${near}', so that its name is exactly ${attribute}.`
    : `Rename the claim '${near}' to ${attribute} and clear its Namespace, so that its name is exactly ${attribute}.`
}

/** The roles; as sent if typed roles do not parse, because claim-types-parse reports that. */
function rolesOf(facts: AssertionFacts): string[] {
  const claim = claimFor(facts, 'roles')
  const value = claim?.fault ? claim.values : (claim?.value ?? [])
  return (Array.isArray(value) ? value : [value]).map(String)
}

const JOINED_FIX =
  'Send each role as a separate value, or all roles in one value separated by commas (agent,admin), without brackets, quotes or other separators.'

const required = <Id extends CheckId>(attribute: string, id: Id, what: string) =>
  onClaims({
    id,
    title: `The claim ${attribute} is present`,
    denial: `The claim ${attribute} is missing or empty.`,
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'errors/45050' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: attribute === 'roles' ? 'roles' : 'claims', to: { add: attribute } },
    fix: `Add a claim named ${attribute} (lower case, no namespace) with ${what}.`,
    twilio: { at: 'claims' },
    run: (facts) => judgeRequired(facts, attribute),
  })

/** Checks on the claims and the worker attributes that they produce. */
export const ATTRIBUTE_CHECKS = [
  required('full_name', 'claim-full-name-is-present', "the user's full name"),
  required('email', 'claim-email-is-present', "the user's e-mail address"),
  required('roles', 'claim-roles-is-present', "the user's Flex roles"),
  onClaims({
    id: 'roles-name-a-flex-role',
    title: 'At least one role is a Flex role',
    denial: 'None of the roles is a Flex role.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'errors/45050' },
    confidence: 'documented',
    needs: ['claim-roles-is-present'],
    remedy: { side: 'idp', setting: 'roles', to: { as: 'described' } },
    fix: `Send at least one of ${FLEX_ROLES.join(', ')} in the claim roles, in lower case and without quotes.`,
    twilio: { at: 'claims' },
    run: (facts) => {
      const roles = rolesOf(facts)
      if (roles.some(isFlexRole)) return pass()
      const meant = roles.find(meantRole)
      const close = roles.flatMap((role) =>
        FLEX_ROLES.flatMap((each) => (typosBetween(role, each) === null ? [] : [[role, each]])),
      )[0]
      const words = meant ? [meant, meantRole(meant)] : close
      const joined = roles.find(joinedRoles)
      const difference = words
        ? { difference: `${words[0]} is not spelled ${words[1]}` }
        : joined && { difference: `several roles are joined in '${joined}', but not by commas`, fix: JOINED_FIX }
      return fail({
        expected: `one of ${FLEX_ROLES.join(', ')}`,
        received: roles.join(', ') || 'no role',
        location: STATEMENT,
        ...difference,
      })
    },
  }),
  onClaims({
    id: 'roles-are-known',
    title: 'Every role is a Flex or Flex Insights role',
    denial: 'A role is neither a Flex nor a Flex Insights role.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'insights-user-roles' },
    confidence: 'inferred',
    needs: ['claim-roles-is-present'],
    remedy: { side: 'idp', setting: 'roles', to: { as: 'described' } },
    fix: 'Remove values that are not Flex roles. Flex stores them but ignores them.',
    run: (facts) => {
      const unknown = rolesOf(facts).filter((role) => !isKnownRole(role) && !meantRole(role))
      return expectThat(unknown.length === 0, {
        expected: 'Flex and Flex Insights roles',
        received: unknown.join(', '),
        location: STATEMENT,
      })
    },
  }),
  onClaims({
    id: 'roles-are-spelled-right',
    title: 'Roles are spelled as Flex spells them',
    denial: 'A role is not spelled as Flex spells it.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration' },
    confidence: 'observed',
    needs: ['claim-roles-is-present'],
    remedy: { side: 'idp', setting: 'roles', to: { as: 'described' } },
    fix: 'Send roles in lower case, without quotes or spaces.',
    run: (facts) => {
      const wrong = rolesOf(facts).filter(meantRole)
      return expectThat(wrong.length === 0, {
        expected: 'roles in lower case without quotes',
        received: wrong.join(', '),
        location: STATEMENT,
      })
    },
  }),
  onClaims({
    id: 'claims-have-no-namespace',
    title: 'Claim names have no namespace',
    denial: 'A claim name has a namespace.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration/azure-ad' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'described' } },
    fix: 'Clear the Namespace of each claim that Flex should store; Flex drops claims with a namespace.',
    run: ({ claims }) => {
      const dropped = claims.filter(({ name }) => isNamespaced(name)).map(({ name }) => name)
      return expectThat(dropped.length === 0, {
        expected: 'names without a namespace',
        received: dropped.join(', '),
        location: STATEMENT,
      })
    },
  }),
  onClaims({
    id: 'claims-are-not-repeated',
    title: 'Each claim is sent in one Attribute element',
    denial: 'A claim is sent in more than one Attribute element.',
    severity: { legacy: 'error', enhanced: 'warning' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'java-saml', section: 'SamlResponse.getAttributes' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'described' } },
    fix: 'Send the values as several AttributeValue elements in one Attribute.',
    twilio: { at: 'attribute names', says: 'Found an Attribute element with duplicated Name' },
    run: ({ claims }) => {
      const seen = new Set<string>()
      const repeated = claims.find(({ name }) => seen.size === seen.add(name).size)
      return expectThat(repeated === undefined, {
        expected: 'one Attribute element for each name',
        received: `'${repeated?.name}' twice`,
        location: STATEMENT,
        fix: `Send the claim '${repeated?.name}' only once. If it has several values, send them as several AttributeValue elements in one Attribute.`,
      })
    },
  }),
  onClaims({
    id: 'claim-types-parse',
    title: 'Typed claims hold values of their type',
    denial: 'A typed claim does not hold a value of its type.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'described' } },
    fix: 'Send a value of the type that the claim name specifies, or remove the type suffix.',
    twilio: { at: 'claim types' },
    run: ({ claims }) => {
      const wrong = claims.find(({ fault }) => fault !== null)
      if (wrong === undefined) return pass()
      return fail({
        expected: `one value of the type that the name '${wrong.name}' specifies`,
        received: `${wrong.name}: ${wrong.values.join(', ').slice(0, 200)}`,
        location: STATEMENT,
        because: wrong.fault ?? '',
      })
    },
  }),
  onClaims({
    id: 'attributes-within-limit',
    title: 'The worker attributes are within the TaskRouter limit',
    denial: 'The worker attributes exceed the TaskRouter limit.',
    severity: 'error',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'taskrouter/limits' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'described' } },
    fix: 'Send fewer or shorter claims.',
    twilio: {
      at: 'size of the attributes',
      says: ({ received }) => `The worker attributes are too large: ${received ?? ''}`,
    },
    run: ({ attributesLength }) =>
      expectThat(attributesLength <= MAX_ATTRIBUTES_CHARACTERS, {
        expected: `at most ${MAX_ATTRIBUTES_CHARACTERS} characters of JSON`,
        received: `${attributesLength} characters`,
      }),
  }),
]
