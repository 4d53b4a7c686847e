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
    { name: `${dashed}-missing`, title: `There is no claim ${name}.`, raises: [finding], change: without(name) },
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
      title: `The claim ${name} has a namespace, so that Flex drops it.`,
      raises: [finding, 'claims-have-no-namespace'],
      change: renamed(name, `${NAMESPACE}${name}`),
    },
  ]
})

/** What the claims say. */
export const CLAIM_FAULTS: Mutation[] = [
  ...required,
  {
    name: 'claim-namespaced',
    title: 'A claim beyond the required ones has a namespace, so that Flex drops it.',
    raises: ['claims-have-no-namespace'],
    change: claim(`${NAMESPACE}department`, 'Support'),
  },
  {
    name: 'no-claims',
    title: 'There are no claims at all.',
    raises: ['claim-full-name-is-present', 'claim-email-is-present', 'claim-roles-is-present'],
    change: claims(() => []),
  },
  {
    name: 'only-role-in-other-case',
    title: 'The only role is Agent, with a capital.',
    raises: ['roles-name-a-flex-role', 'roles-are-spelled-right'],
    change: claim('roles', 'Agent'),
  },
  {
    name: 'roles-quoted',
    title: 'The only role stands in quotes.',
    raises: ['roles-name-a-flex-role', 'roles-are-spelled-right'],
    change: claim('roles', '"agent"'),
  },
  {
    name: 'roles-of-others',
    title: 'The roles are none of Flex.',
    raises: ['roles-name-a-flex-role', 'roles-are-known'],
    change: claim('roles', 'janitor'),
  },
  {
    name: 'role-unknown',
    title: 'One of the roles is none of Flex.',
    raises: ['roles-are-known'],
    change: claim('roles', 'agent', 'janitor'),
  },
  {
    name: 'role-in-other-case',
    title: 'One of the roles is written with a capital.',
    raises: ['roles-are-spelled-right'],
    change: claim('roles', 'agent', 'Supervisor'),
  },
  {
    name: 'roles-are-group-guids',
    title: 'The roles are GUIDs of groups.',
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
    title: 'The claim email stands in two Attribute elements.',
    raises: ['claims-are-not-repeated'],
    change: claims((attributes) => [...attributes, ...attributes.filter(({ name }) => name === 'email')]),
  },
  {
    name: 'integer-no-integer',
    title: 'A claim with the suffix .int has a fraction.',
    raises: ['claim-types-parse'],
    change: claim('level.int', '1.5'),
  },
  {
    name: 'integers-no-integers',
    title: 'A claim with the suffix .intarray has a word among its values.',
    raises: ['claim-types-parse'],
    change: claim('ratings.intarray', '4', 'five'),
  },
  {
    name: 'boolean-no-boolean',
    title: 'A claim with the suffix .boolean says maybe.',
    raises: ['claim-types-parse'],
    change: claim('remote.boolean', 'maybe'),
  },
  {
    name: 'claims-too-long',
    title: 'The attributes have more than 4,096 characters.',
    raises: ['attributes-within-limit'],
    change: claim('about', 'x'.repeat(4_000)),
  },
  {
    name: 'contact-uri-set',
    title: 'A claim sets the contact_uri.',
    raises: ['contact-uri-is-not-set'],
    change: claim('contact_uri', 'sip:ada@example.com'),
  },
  {
    name: 'teams-several',
    title: 'Somebody is a member of two teams.',
    raises: ['team-claims-are-usable'],
    change: claim('team_member', 'North', 'South'),
  },
]
