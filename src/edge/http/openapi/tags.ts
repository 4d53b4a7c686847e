/** The parts of the API, in the order of the document. */
export const TAGS = {
  Flex: 'The endpoints of Flex: ACS, metadata and sign-in. Open to everyone.',
  Logins: 'Every posted response and everything concluded from it.',
  Workers: 'The simulated TaskRouter workers that logins create and update.',
  Connections: 'The settings of each tenant, as on the single sign-on page of the Flex Console.',
  'Without a login': 'Check a response or preview a worker. Nothing is stored.',
  'Built-in IdP': 'The identity provider of the harness, for tests without one of your own.',
  Harness: 'State, clock and health.',
  TaskRouter: 'The REST API of Twilio TaskRouter v1 for the same workers. Works with Twilio’s SDK.',
} as const
