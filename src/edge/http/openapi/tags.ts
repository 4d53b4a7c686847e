/** The parts of the API, in the order in which they are told. */
export const TAGS = {
  Flex: 'What an identity provider posts to, and the metadata that it reads. Open to everyone.',
  Logins: 'Every posted response with everything concluded from it.',
  Workers: 'The simulated TaskRouter workers, as the logins made them.',
  Connections: 'What the SSO page of the Flex Console holds.',
  'Without a login': 'Questions that store nothing.',
  'Built-in IdP': 'An identity provider of this harness, for logins without another one.',
  Harness: 'State, clock and health.',
  TaskRouter: 'The REST surface of Twilio TaskRouter v1 over the same workers, for Twilio’s own SDK.',
} as const
