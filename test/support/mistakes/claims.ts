import { GENUINE } from '../response.ts'
import { issuer, KEYCLOAK, type Row } from './mistake.ts'

const claims = (changed: Record<string, string[]>) => ({ claims: { ...(GENUINE.claims as object), ...changed } })
const renamed = (from: string, to: string, values = (GENUINE.claims as Record<string, string[]>)[from] ?? []) => ({
  claims: [...Object.entries(GENUINE.claims).filter(([name]) => name !== from), [to, values]] as [string, string[]][],
})

const ROLE_URI = 'http://schemas.microsoft.com/ws/2008/06/identity/claims'
const MAIL_URI = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
const GUID = '11111111-2222-3333-4444-555555555555'
const NO_ROLES = 'claim-roles-is-present'
const NO_FLEX_ROLE = 'roles-name-a-flex-role'

/** Names and values of claims. */
export const CLAIMS: Row[] = [
  [
    'groups of Entra as GUIDs',
    NO_ROLES,
    /to roles and clear its Namespace.* none of its values/,
    'idp roles',
    renamed('roles', `${ROLE_URI}/groups`, [GUID]),
  ],
  [
    'the role URI of Entra',
    NO_ROLES,
    /Rename the claim '\S+role' to roles and clear its Namespace/,
    'idp claims',
    renamed('roles', `${ROLE_URI}/role`),
  ],
  [
    'roles with a namespace',
    NO_ROLES,
    /Clear the Namespace of the claim/,
    'idp claims',
    renamed('roles', 'http://example.com/roles'),
  ],
  [
    'groups of AD FS as Role',
    NO_ROLES,
    /none of its values/,
    'idp roles',
    renamed('roles', `${ROLE_URI}/role`, ['CORP\\Flex Agents']),
  ],
  [
    'the e-mail URI',
    'claim-email-is-present',
    /to email and clear its Namespace/,
    'idp claims',
    renamed('email', MAIL_URI),
  ],
  [
    'the user name of Entra in place of the name',
    'claim-full-name-is-present',
    /clear its Namespace.* send the user's full name/,
    'idp claims',
    renamed('full_name', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name', ['ada@example.com']),
  ],
  [
    'capital letters',
    'claim-full-name-is-present',
    /Rename the claim 'Full_Name' to exactly full_name/,
    'idp claims',
    renamed('full_name', 'Full_Name'),
  ],
  [
    'a department that looks like roles',
    NO_ROLES,
    /Add a claim named roles/,
    'idp roles',
    renamed('roles', 'sales', ['yes']),
  ],
  [
    'role_list of Keycloak',
    `${NO_ROLES} claims-are-not-repeated`,
    /Rename the claim 'Role'/,
    'idp claims',
    {
      ...issuer(KEYCLOAK),
      claims: [
        ['full_name', ['Ada']],
        ['email', ['ada@example.com']],
        ['Role', ['offline_access']],
        ['Role', ['agent']],
      ],
    },
    { idpIssuer: KEYCLOAK },
  ],
  [
    'no app role assigned',
    NO_ROLES,
    /Add a claim named roles/,
    'idp roles',
    { claims: { full_name: ['Ada'], email: ['ada@example.com'] } },
  ],
  ['empty roles', NO_ROLES, /is empty for this user/, 'idp roles', claims({ roles: [''] })],
  ['Agent', NO_FLEX_ROLE, /Agent is not spelled agent/, 'idp roles', claims({ roles: ['Agent'] })],
  ['quoted roles', NO_FLEX_ROLE, /"agent" is not spelled agent/, 'idp roles', claims({ roles: ['"agent"'] })],
  ['roles as JSON', NO_FLEX_ROLE, /is not spelled agent/, 'idp roles', claims({ roles: ['["agent","admin"]'] })],
  [
    'semicolons',
    NO_FLEX_ROLE,
    /joined in 'agent;admin'.*\n.*separated by commas/s,
    'idp roles',
    claims({ roles: ['agent;admin'] }),
  ],
  ['a space between roles', NO_FLEX_ROLE, /joined in 'agent admin'/, 'idp roles', claims({ roles: ['agent admin'] })],
  [
    'a misspelt role',
    NO_FLEX_ROLE,
    /supervisr is not spelled supervisor/,
    'idp roles',
    claims({ roles: ['supervisr'] }),
  ],
  [
    'e-mail twice',
    'claims-are-not-repeated',
    /Send the claim 'email' only once/,
    'idp claims',
    { claims: [...Object.entries(GENUINE.claims), ['email', ['ada@example.com']]] as [string, string[]][] },
  ],
  ['a fraction as int', 'claim-types-parse', /./, 'idp claims', claims({ 'skill.int': ['1.23'] })],
  ['no NameID', 'subject-has-name-id', /e-mail address/, 'idp nameId', { nameId: null }],
]
