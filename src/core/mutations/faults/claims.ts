import type { Mutation } from '../mutation.ts'
import { claim, claims, renamed, without } from './changes.ts'

const GUID = '0f0e0d0c-1111-4222-8333-444455556666'
const NAMESPACE = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

const REQUIRED = [
  ['full_name', 'claim-full-name-is-present', 'Full Name', 'fullname'],
  ['email', 'claim-email-is-present', 'Email', 'e-mail'],
  ['roles', 'claim-roles-is-present', 'Roles', 'role'],
] as const

const required = REQUIRED.flatMap(([name, finding, inOtherCase, misspelt]): Mutation[] => {
  const dashed = name.replace('_', '-')
  return [
    { name: `${dashed}-missing`, title: `The claim ${name} is missing.`, raises: [finding], change: without(name) },
    { name: `${dashed}-empty`, title: `The claim ${name} is empty.`, raises: [finding], change: claim(name, '') },
    {
      name: `${dashed}-in-other-case`,
      title: `The claim ${name} is called ${inOtherCase}.`,
      raises: [finding],
      change: renamed(name, inOtherCase),
    },
    {
      name: `${dashed}-misspelt`,
      title: `The claim ${name} is called ${misspelt}.`,
      raises: [finding],
      change: renamed(name, misspelt),
    },
    {
      name: `${dashed}-namespaced`,
      title: `The claim ${name} has a namespace, so Flex drops it.`,
      raises: [finding, 'claims-have-no-namespace'],
      change: renamed(name, `${NAMESPACE}${name}`),
    },
  ]
})

/** Wrong claims. */
export const CLAIM_FAULTS: Mutation[] = [
  ...required,
  {
    name: 'claim-namespaced',
    title: 'A claim that is not required has a namespace, so Flex drops it.',
    raises: ['claims-have-no-namespace'],
    change: claim(`${NAMESPACE}department`, 'Support'),
  },
  {
    name: 'no-claims',
    title: 'The assertion has no claims.',
    raises: ['claim-full-name-is-present', 'claim-email-is-present', 'claim-roles-is-present'],
    change: claims(() => []),
  },
  {
    name: 'only-role-in-other-case',
    title: 'The only role is Agent, with a capital letter.',
    raises: ['roles-name-a-flex-role', 'roles-are-spelled-right'],
    change: claim('roles', 'Agent'),
  },
  {
    name: 'roles-quoted',
    title: 'The only role is in quotes.',
    raises: ['roles-name-a-flex-role', 'roles-are-spelled-right'],
    change: claim('roles', '"agent"'),
  },
  {
    name: 'roles-of-others',
    title: 'None of the roles is a Flex role.',
    raises: ['roles-name-a-flex-role', 'roles-are-known'],
    change: claim('roles', 'janitor'),
  },
  {
    name: 'role-unknown',
    title: 'One of the roles is not a Flex role.',
    raises: ['roles-are-known'],
    change: claim('roles', 'agent', 'janitor'),
  },
  {
    name: 'role-in-other-case',
    title: 'One of the roles starts with a capital letter.',
    raises: ['roles-are-spelled-right'],
    change: claim('roles', 'agent', 'Supervisor'),
  },
  {
    name: 'roles-are-group-guids',
    title: 'The roles are group GUIDs.',
    raises: ['roles-name-a-flex-role', 'roles-are-known', 'groups-are-readable'],
    change: claim('roles', GUID),
  },
  {
    name: 'groups-are-guids',
    title: 'The groups are GUIDs.',
    raises: ['groups-are-readable'],
    change: claim('groups', GUID),
  },
  {
    name: 'claim-repeated',
    title: 'The claim email is in two Attribute elements.',
    raises: ['claims-are-not-repeated'],
    change: claims((attributes) => [...attributes, ...attributes.filter(({ name }) => name === 'email')]),
  },
  {
    name: 'integer-no-integer',
    title: 'A claim with the suffix .int is not a whole number.',
    raises: ['claim-types-parse'],
    change: claim('level.int', '1.5'),
  },
  {
    name: 'integers-no-integers',
    title: 'A claim with the suffix .intarray has a value that is not a number.',
    raises: ['claim-types-parse'],
    change: claim('ratings.intarray', '4', 'five'),
  },
  {
    name: 'boolean-no-boolean',
    title: 'A claim with the suffix .boolean has the value maybe.',
    raises: ['claim-types-parse'],
    change: claim('remote.boolean', 'maybe'),
  },
  {
    name: 'claims-too-long',
    title: 'The worker attributes are longer than 4,096 characters.',
    raises: ['attributes-within-limit'],
    change: claim('about', 'x'.repeat(4_000)),
  },
  {
    name: 'contact-uri-set',
    title: 'A claim sets contact_uri.',
    raises: ['contact-uri-is-not-set'],
    change: claim('contact_uri', 'sip:ada@example.com'),
  },
  {
    name: 'teams-several',
    title: 'The user is a member of two teams.',
    raises: ['team-claims-are-usable'],
    change: claim('team_member', 'North', 'South'),
  },
]
