import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import { AUDIENCE, authnStatement, conditions, confirmation, ENHANCED_ACS, GENUINE } from '../response.ts'
import { type Benign, NO_DESTINATION, NO_REQUEST } from './benign.ts'

const NAME_ID = 'urn:oasis:names:tc:SAML:1.1:nameid-format:'
const NAME_ID_2 = 'urn:oasis:names:tc:SAML:2.0:nameid-format:'
const INSTANCE = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
const METHOD = 'urn:oasis:names:tc:SAML:2.0:cm:'

const format = (uri: string, more = '') => ({ nameIdAttributes: ` Format="${uri}"${more}` })
const insertBefore = (mark: string, content: string) => (xml: string) => replace(xml, mark, content + mark)
const inConditions = (content: string) => ({
  conditions: GENUINE.conditions.replace('</saml:Conditions>', `${content}</saml:Conditions>`),
})
const restriction = (...audiences: string[]) =>
  `<saml:AudienceRestriction>${audiences.map((each) => `<saml:Audience>${each}</saml:Audience>`).join('')}</saml:AudienceRestriction>`
const inContext = (content: string) => ({
  authnStatement: GENUINE.authnStatement.replace(
    '</saml:AuthnContextClassRef>',
    `</saml:AuthnContextClassRef>${content}`,
  ),
})
const times = (write: (time: string) => string) => (xml: string) =>
  xml.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=Z")/g, write)

const ENVELOPE: Omit<Benign, 'class'>[] = [
  {
    name: 'no-destination',
    what: 'The Response names no Destination.',
    parts: { destination: null },
    warnings: [NO_DESTINATION],
  },
  {
    name: 'no-request',
    what: 'The IdP began the login, so neither Response nor confirmation answers a request.',
    parts: { inResponseTo: null, confirmation: confirmation({ extra: '' }) },
    warnings: [NO_REQUEST],
  },
  {
    name: 'no-request-enhanced',
    what: 'The IdP began the login, through the enhanced door.',
    enhanced: true,
    parts: { inResponseTo: null, confirmation: confirmation({ recipient: ENHANCED_ACS, extra: '' }) },
    warnings: [NO_REQUEST],
  },
  {
    name: 'request-named-on-response-only',
    what: 'The Response answers a request, the confirmation does not say which.',
    parts: { confirmation: confirmation({ extra: '' }) },
  },
  {
    name: 'no-response-issuer',
    what: 'Only the Assertion has an Issuer; SAML asks for no other when the Assertion is signed.',
    parts: { issuer: null },
  },
  {
    name: 'issuer-with-format',
    what: 'Both Issuers say that they are entity IDs.',
    edit: (xml) =>
      xml.replaceAll('<saml:Issuer>', '<saml:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">'),
  },
  {
    name: 'status-message',
    what: 'The status is success, and yet has a message and a detail.',
    parts: {
      status: `${GENUINE.status}<samlp:StatusMessage>urn:oasis:names:tc:SAML:2.0:status:Success</samlp:StatusMessage><samlp:StatusDetail><d:code xmlns:d="urn:example:d">0</d:code></samlp:StatusDetail>`,
    },
  },
  {
    name: 'nested-status-code',
    what: 'The status is success, with a second code inside the first.',
    parts: { status: GENUINE.status.replace('/>', '><samlp:StatusCode Value="urn:example:ok"/></samlp:StatusCode>') },
  },
  {
    name: 'consent',
    what: 'The Response says how the user consented.',
    edit: (xml) =>
      replace(xml, '<samlp:Response ', '<samlp:Response Consent="urn:oasis:names:tc:SAML:2.0:consent:obtained" '),
  },
  {
    name: 'extensions',
    what: 'The Response has extensions of the IdP, harmless ones.',
    edit: insertBefore(
      '<samlp:Status>',
      '<samlp:Extensions><x:trace xmlns:x="urn:example:x" id="7">a</x:trace></samlp:Extensions>',
    ),
  },
  {
    name: 'schema-location',
    what: 'The Response says where its schemas are, which nobody fetches.',
    edit: (xml) =>
      replace(
        xml,
        '<samlp:Response',
        `<samlp:Response ${INSTANCE} xsi:schemaLocation="urn:oasis:names:tc:SAML:2.0:protocol http://127.0.0.1:9/p.xsd" xsi:noNamespaceSchemaLocation="none.xsd"`,
      ),
  },
  {
    name: 'element-types',
    what: 'Response and Assertion name their own types, as serialisers of objects do.',
    edit: (xml) =>
      replace(
        replace(xml, '<samlp:Response', `<samlp:Response ${INSTANCE} xsi:type="samlp:ResponseType"`),
        '<saml:Assertion',
        '<saml:Assertion xsi:type="saml:AssertionType"',
      ),
  },
  {
    name: 'long-ids',
    what: 'IDs are long and hold dots, hyphens and letters beyond ASCII.',
    parts: { id: `pfx.${'0a'.repeat(100)}-é`, assertionId: '_3f2504e0-4f89-11d3-9a0c-0305e82c3301.1' },
  },
  {
    name: 'ids-that-start-with-a-digit-enhanced',
    what: 'IDs are bare UUIDs that start with a digit, which enhanced Flex takes.',
    enhanced: true,
    parts: { id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301', assertionId: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed' },
    warnings: ['ids-are-xml-names'],
  },
]

const SUBJECTS: Omit<Benign, 'class'>[] = [
  {
    name: 'name-id-unspecified',
    what: 'The format of the NameID is unspecified.',
    parts: format(`${NAME_ID}unspecified`),
  },
  {
    name: 'name-id-with-space-around',
    what: 'The NameID has space around it, which Flex does not cut off.',
    parts: { nameId: '\n  ada@example.com ' },
  },
  { name: 'name-id-without-format', what: 'The NameID has no format.', parts: { nameIdAttributes: '' } },
  {
    name: 'name-id-persistent',
    what: 'The NameID is persistent and qualified by both sides.',
    parts: {
      nameId: 'G7kP2qWx',
      ...format(
        `${NAME_ID_2}persistent`,
        ` NameQualifier="https://idp.example.com/metadata" SPNameQualifier="${AUDIENCE}" SPProvidedID="7"`,
      ),
    },
  },
  {
    name: 'name-id-windows',
    what: 'The NameID is a Windows account with a backslash.',
    parts: { nameId: 'CORP\\ada', ...format(`${NAME_ID}WindowsDomainQualifiedName`) },
  },
  {
    name: 'name-id-x509-subject',
    what: 'The NameID is a distinguished name with commas and a space.',
    parts: { nameId: 'CN=Ada Lovelace,O="Example, Inc.",C=GB', ...format(`${NAME_ID}X509SubjectName`) },
  },
  {
    name: 'name-id-transient',
    what: 'The NameID is transient: it works, and makes a new worker each time.',
    parts: { nameId: '_b2c8', ...format(`${NAME_ID_2}transient`) },
    warnings: ['name-id-is-stable'],
  },
  {
    name: 'name-id-qualified-by-others-enhanced',
    what: 'The NameID is no persistent one and qualified for another service, which enhanced Flex does not look at.',
    enhanced: true,
    parts: { nameIdAttributes: ' SPNameQualifier="urn:example:other"' },
  },
  {
    name: 'several-confirmations',
    what: 'The bearer confirmation for Flex stands between one for another recipient and two of other methods.',
    parts: {
      confirmation: [
        confirmation({ recipient: 'https://other.example.com/acs' }),
        `<saml:SubjectConfirmation Method="${METHOD}sender-vouches"/>`,
        GENUINE.confirmation,
        `<saml:SubjectConfirmation Method="${METHOD}holder-of-key"><saml:SubjectConfirmationData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="saml:KeyInfoConfirmationDataType"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:KeyName>k</ds:KeyName></ds:KeyInfo></saml:SubjectConfirmationData></saml:SubjectConfirmation>`,
      ].join(''),
    },
  },
  {
    name: 'expired-confirmation-beside',
    what: 'A confirmation for Flex that has expired stands before one that holds.',
    parts: { confirmation: confirmation({ notOnOrAfter: '2026-12-01T09:00:00Z' }) + GENUINE.confirmation },
  },
  {
    name: 'name-id-in-confirmation',
    what: 'The confirmation names who confirms, by a NameID of its own.',
    parts: {
      confirmation: GENUINE.confirmation.replace(
        '<saml:SubjectConfirmationData',
        '<saml:NameID>confirmer@example.com</saml:NameID><saml:SubjectConfirmationData',
      ),
    },
  },
  {
    name: 'confirmation-with-address',
    what: 'The confirmation holds the address of the browser.',
    parts: { confirmation: confirmation({ extra: ' InResponseTo="_request" Address="192.0.2.7"' }) },
  },
]

const CONDITIONS: Omit<Benign, 'class'>[] = [
  {
    name: 'several-audiences',
    what: 'The audience of Flex is one of three.',
    parts: {
      conditions: GENUINE.conditions.replace(
        /<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/,
        restriction('urn:a', AUDIENCE, 'urn:b'),
      ),
    },
  },
  {
    name: 'audience-over-lines',
    what: 'The audience stands on a line of its own, with space around it.',
    parts: { conditions: GENUINE.conditions.replace(AUDIENCE, `\n        ${AUDIENCE}\n      `) },
  },
  {
    name: 'several-audience-restrictions',
    what: 'There are two restrictions, and Flex is an audience of both.',
    parts: inConditions(restriction('urn:other', AUDIENCE)),
  },
  {
    name: 'no-audience',
    what: 'There is no restriction to an audience, which legacy Flex lets pass.',
    parts: { conditions: GENUINE.conditions.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '') },
    warnings: ['audience-is-present'],
  },
  {
    name: 'one-time-use',
    what: 'The Assertion is for one use, and its proxies are limited.',
    parts: inConditions(
      '<saml:OneTimeUse/><saml:ProxyRestriction Count="0"><saml:Audience>urn:proxy</saml:Audience></saml:ProxyRestriction>',
    ),
  },
  {
    name: 'conditions-without-times',
    what: 'Conditions have no times; the confirmation has.',
    parts: { conditions: GENUINE.conditions.replace(/ NotBefore="[^"]*" NotOnOrAfter="[^"]*"/, '') },
  },
  {
    name: 'clocks-apart',
    what: 'The clocks are apart by less than 180 seconds, in both directions.',
    parts: {
      conditions: conditions({ notBefore: '2026-12-01T10:02:50Z', notOnOrAfter: '2026-12-01T10:08:00Z' }),
      confirmation: confirmation({ notOnOrAfter: '2026-12-01T09:57:10Z' }),
    },
  },
  {
    name: 'advice',
    what: 'The Assertion has advice: the ID and URI of other assertions, and something of the IdP.',
    edit: insertBefore(
      '<saml:AuthnStatement',
      '<saml:Advice><saml:AssertionIDRef>_other</saml:AssertionIDRef><saml:AssertionURIRef>https://idp.example.com/a/1</saml:AssertionURIRef><x:hint xmlns:x="urn:example:x">y</x:hint></saml:Advice>',
    ),
  },
]

const STATEMENTS: Omit<Benign, 'class'>[] = [
  {
    name: 'authn-context-declaration-reference',
    what: 'The authentication context has a declaration by reference beside its class, and names the IdPs that took part.',
    parts: inContext(
      '<saml:AuthnContextDeclRef>urn:example:decl</saml:AuthnContextDeclRef><saml:AuthenticatingAuthority>https://up.example.com</saml:AuthenticatingAuthority><saml:AuthenticatingAuthority>https://top.example.com</saml:AuthenticatingAuthority>',
    ),
  },
  {
    name: 'authn-context-declaration',
    what: 'The authentication context holds a whole declaration.',
    parts: inContext(
      '<saml:AuthnContextDecl><AuthenticationContextDeclaration xmlns="urn:oasis:names:tc:SAML:2.0:ac" ID="_ac"><AuthnMethod/></AuthenticationContextDeclaration></saml:AuthnContextDecl>',
    ),
  },
  {
    name: 'subject-locality',
    what: 'The AuthnStatement says where the user was.',
    parts: {
      authnStatement: GENUINE.authnStatement.replace(
        '<saml:AuthnContext>',
        '<saml:SubjectLocality Address="192.0.2.7" DNSName="host.example.com"/><saml:AuthnContext>',
      ),
    },
  },
  {
    name: 'long-session',
    what: 'The session at the IdP ends after ten hours.',
    parts: { authnStatement: authnStatement(' SessionNotOnOrAfter="2026-12-01T19:59:30Z"') },
  },
  {
    name: 'short-session',
    what: 'The session at the IdP ends after an hour, which signs the agent out early.',
    parts: { authnStatement: authnStatement(' SessionNotOnOrAfter="2026-12-01T11:00:00Z"') },
    warnings: ['session-is-long-enough'],
  },
  {
    name: 'authorisation-statement',
    what: 'A decision on an authorisation stands beside the other statements.',
    edit: insertBefore(
      '<saml:AttributeStatement>',
      '<saml:AuthzDecisionStatement Resource="https://flex.twilio.com" Decision="Permit"><saml:Action Namespace="urn:oasis:names:tc:SAML:1.0:action:rwedc">Read</saml:Action></saml:AuthzDecisionStatement>',
    ),
  },
  {
    name: 'two-authn-statements-enhanced',
    what: 'There are two AuthnStatements, which SAML allows and only legacy Flex refuses.',
    enhanced: true,
    parts: { authnStatement: GENUINE.authnStatement.repeat(2) },
    warnings: ['authn-statement-is-present'],
  },
  {
    name: 'bare-minimum',
    what: 'Everything optional is absent that legacy Flex can do without.',
    parts: {
      destination: null,
      inResponseTo: null,
      issuer: null,
      nameIdAttributes: '',
      confirmation: confirmation({ extra: '' }),
      conditions: '<saml:Conditions/>',
      authnStatement: GENUINE.authnStatement.replace(' SessionIndex="_session"', ''),
    },
    signature: { keyInfo: null },
    warnings: [NO_DESTINATION, NO_REQUEST, 'audience-is-present'],
  },
  {
    name: 'bare-minimum-enhanced',
    what: 'Everything optional is absent that enhanced Flex can do without.',
    enhanced: true,
    parts: {
      destination: null,
      inResponseTo: null,
      issuer: null,
      nameIdAttributes: '',
      confirmation: '',
      conditions: `<saml:Conditions>${restriction('urn:flex:JQ0123456789abcdef0123456789abcdef')}</saml:Conditions>`,
      authnStatement: '',
    },
    signature: { keyInfo: null },
    warnings: [NO_DESTINATION, NO_REQUEST, 'authn-statement-is-present', 'subject-confirmation-is-bearer'],
  },
]

const TIMES: Omit<Benign, 'class'>[] = [
  { name: 'milliseconds', what: 'All times have milliseconds.', edit: times((time) => `${time}.123`) },
  {
    name: 'microseconds',
    what: 'All times have microseconds, as Python writes them.',
    edit: times((time) => `${time}.123456`),
  },
  {
    name: 'seven-digits',
    what: 'All times have seven digits after the point, as .NET writes them.',
    edit: times((time) => `${time}.1234567`),
  },
  { name: 'one-digit', what: 'All times have one digit after the point.', edit: times((time) => `${time}.5`) },
  {
    name: 'zero-offset',
    what: 'All times have the offset +00:00.',
    edit: (xml) => xml.replaceAll(/(T\d\d:\d\d:\d\d)Z"/g, '$1+00:00"'),
  },
  {
    name: 'other-offset',
    what: 'All times are two hours ahead, with the offset +02:00.',
    edit: (xml) =>
      xml.replaceAll(
        /T(\d\d)(:\d\d:\d\d)Z"/g,
        (_, hours, rest) => `T${String(Number(hours) + 2).padStart(2, '0')}${rest}+02:00"`,
      ),
  },
  {
    name: 'no-offset',
    what: 'No time has an offset; SAML says that it is UTC.',
    edit: (xml) => xml.replaceAll(/(T\d\d:\d\d:\d\d)Z"/g, '$1"'),
  },
]

/** What SAML leaves to the IdP: optional elements, formats, statements and how times are written. */
export const PROTOCOL: Benign[] = [...ENVELOPE, ...SUBJECTS, ...CONDITIONS, ...STATEMENTS, ...TIMES].map((shape) => ({
  ...shape,
  class: 'protocol',
}))
