import { claim, claims, type Fault, renamed, without } from './fault.ts'

const GUID = '0f0e0d0c-1111-4222-8333-444455556666'
const NAMESPACE = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

const REQUIRED = [
  ['full_name', 'claim-full-name-is-present', 'Full Name', 'fullname'],
  ['email', 'claim-email-is-present', 'Email', 'e-mail'],
  ['roles', 'claim-roles-is-present', 'Roles', 'role'],
] as const

const required = REQUIRED.flatMap(([name, finding, inOtherCase, misspelt]): Fault[] => {
  const dashed = name.replace('_', '-')
  return [
    { name: `${dashed}-missing`, title: `There is no claim ${name}.`, finding, change: without(name) },
    { name: `${dashed}-empty`, title: `The claim ${name} is empty.`, finding, change: claim(name, '') },
    {
      name: `${dashed}-in-other-case`,
      title: `The claim ${name} is called ${inOtherCase}.`,
      finding,
      change: renamed(name, inOtherCase),
    },
    {
      name: `${dashed}-misspelt`,
      title: `The claim ${name} is called ${misspelt}.`,
      finding,
      change: renamed(name, misspelt),
    },
    {
      name: `${dashed}-namespaced`,
      title: `The claim ${name} has a namespace, so that Flex drops it.`,
      finding,
      also: ['claims-have-no-namespace'],
      change: renamed(name, `${NAMESPACE}${name}`),
    },
  ]
})

/** What the claims say. */
export const CLAIM_FAULTS: Fault[] = [
  ...required,
  {
    name: 'claim-namespaced',
    title: 'A claim beyond the required ones has a namespace, so that Flex drops it.',
    finding: 'claims-have-no-namespace',
    change: claim(`${NAMESPACE}department`, 'Support'),
  },
  {
    name: 'no-claims',
    title: 'There are no claims at all.',
    finding: 'claim-full-name-is-present',
    also: ['claim-email-is-present', 'claim-roles-is-present'],
    change: claims(() => []),
  },
  {
    name: 'only-role-in-other-case',
    title: 'The only role is Agent, with a capital.',
    finding: 'roles-name-a-flex-role',
    also: ['roles-are-spelled-right'],
    change: claim('roles', 'Agent'),
  },
  {
    name: 'roles-quoted',
    title: 'The only role stands in quotes.',
    finding: 'roles-name-a-flex-role',
    also: ['roles-are-spelled-right'],
    change: claim('roles', '"agent"'),
  },
  {
    name: 'roles-of-others',
    title: 'The roles are none of Flex.',
    finding: 'roles-name-a-flex-role',
    also: ['roles-are-known'],
    change: claim('roles', 'janitor'),
  },
  {
    name: 'role-unknown',
    title: 'One of the roles is none of Flex.',
    finding: 'roles-are-known',
    change: claim('roles', 'agent', 'janitor'),
  },
  {
    name: 'role-in-other-case',
    title: 'One of the roles is written with a capital.',
    finding: 'roles-are-spelled-right',
    change: claim('roles', 'agent', 'Supervisor'),
  },
  {
    name: 'roles-are-group-guids',
    title: 'The roles are GUIDs of groups.',
    finding: 'roles-name-a-flex-role',
    also: ['roles-are-known', 'groups-are-readable'],
    change: claim('roles', GUID),
  },
  {
    name: 'groups-are-guids',
    title: 'The groups are GUIDs.',
    finding: 'groups-are-readable',
    change: claim('groups', GUID),
  },
  {
    name: 'claim-repeated',
    title: 'The claim email stands in two Attribute elements.',
    finding: 'claims-are-not-repeated',
    change: claims((attributes) => [...attributes, ...attributes.filter(({ name }) => name === 'email')]),
  },
  {
    name: 'integer-no-integer',
    title: 'A claim with the suffix .int has a fraction.',
    finding: 'claim-types-parse',
    change: claim('level.int', '1.5'),
  },
  {
    name: 'integers-no-integers',
    title: 'A claim with the suffix .intarray has a word among its values.',
    finding: 'claim-types-parse',
    change: claim('ratings.intarray', '4', 'five'),
  },
  {
    name: 'boolean-no-boolean',
    title: 'A claim with the suffix .boolean says maybe.',
    finding: 'claim-types-parse',
    change: claim('remote.boolean', 'maybe'),
  },
  {
    name: 'claims-too-long',
    title: 'The attributes have more than 4,096 characters.',
    finding: 'attributes-within-limit',
    change: claim('about', 'x'.repeat(4_000)),
  },
  {
    name: 'contact-uri-set',
    title: 'A claim sets the contact_uri.',
    finding: 'contact-uri-is-not-set',
    change: claim('contact_uri', 'sip:ada@example.com'),
  },
  {
    name: 'teams-several',
    title: 'Somebody is a member of two teams.',
    finding: 'team-claims-are-usable',
    change: claim('team_member', 'North', 'South'),
  },
]
