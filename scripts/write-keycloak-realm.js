// node scripts/write-keycloak-realm.js METADATA_URL... > flex-realm.json
// Prints a Keycloak realm with a client for each service provider whose metadata is at these URLs, and two people.
import samlify from 'samlify'

const mapper = (name, protocolMapper, config) => ({
  name,
  protocol: 'saml',
  protocolMapper,
  config: { 'attribute.name': name, 'attribute.nameformat': 'Basic', ...config },
})
const MAPPERS = [
  mapper('roles', 'saml-role-list-mapper', { single: 'true' }),
  mapper('email', 'saml-user-property-mapper', { 'user.attribute': 'email' }),
  mapper('full_name', 'saml-full-name-mapper', {}),
]
const ROLES = ['agent', 'supervisor', 'admin']
/** Name, last name and roles; the password is the name. */
const PEOPLE = [
  ['ada', 'Agent', ['agent']],
  ['sue', 'Several', ['agent', 'supervisor']],
]

/** The last distinctive part of a tenant's entity ID, for the URL of IdP-initiated logins at Keycloak. */
const sidOf = (entityId) => /(AC|JQ)[0-9a-fA-F]{32}/.exec(entityId)?.[0]

async function readServiceProvider(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  const { entityMeta } = samlify.ServiceProvider({ metadata: await answer.text() })
  return {
    entityId: entityMeta.getEntityID(),
    acsUrl: entityMeta.getAssertionConsumerService('post'),
    signsAssertions: entityMeta.isWantAssertionsSigned(),
  }
}

const describeClient = ({ entityId, acsUrl, signsAssertions }) => ({
  clientId: entityId,
  protocol: 'saml',
  enabled: true,
  frontchannelLogout: true,
  fullScopeAllowed: false,
  redirectUris: [acsUrl],
  defaultClientScopes: [],
  attributes: {
    saml_assertion_consumer_url_post: acsUrl,
    saml_idp_initiated_sso_url_name: sidOf(entityId),
    saml_name_id_format: 'email',
    saml_force_name_id_format: 'true',
    'saml.force.post.binding': 'true',
    'saml.authnstatement': 'true',
    'saml.server.signature': 'true',
    'saml.assertion.signature': String(signsAssertions),
    'saml.signature.algorithm': 'RSA_SHA256',
    'saml.client.signature': 'false',
    'saml.encrypt': 'false',
  },
  protocolMappers: MAPPERS,
})

const describePerson = ([name, lastName, roles], clients) => ({
  username: name,
  firstName: name[0].toUpperCase() + name.slice(1),
  lastName,
  email: `${name}@example.com`,
  emailVerified: true,
  enabled: true,
  credentials: [{ type: 'password', value: name, temporary: false }],
  clientRoles: Object.fromEntries(clients.map(({ clientId }) => [clientId, roles])),
})

const clients = (await Promise.all(process.argv.slice(2).map(readServiceProvider))).map(describeClient)
const realm = {
  realm: 'flex',
  enabled: true,
  sslRequired: 'none',
  roles: { client: Object.fromEntries(clients.map(({ clientId }) => [clientId, ROLES.map((name) => ({ name }))])) },
  clients,
  users: PEOPLE.map((person) => describePerson(person, clients)),
}
process.stdout.write(`${JSON.stringify(realm, null, 2)}\n`)
