import { elementOf, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { SCHEMA } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { dropAttribute, dropElement, otherTenant, setAttribute, setText } from './edit.ts'
import { type Edited, signedAnew } from './forge.ts'

const RECIPIENT = 'recipient-matches-acs'
const BEARER = 'subject-confirmation-is-bearer'
const IN_TIME = 'subject-confirmation-in-time'
const SAME_REQUEST = 'subject-in-response-to-matches'
const NAME_ID = 'subject-has-name-id'
const DATA = 'SubjectConfirmationData'

type Recipient = [name: string, base: string, what: string, change: (url: string) => string, more?: string[]]

const RECIPIENTS: Recipient[] = [
  [
    'other-tenant',
    'salesforce/usual',
    'An assertion that another tenant received is taken to this one in a new Response.',
    otherTenant,
  ],
  [
    'other-connection',
    'entra/enhanced',
    'An assertion that another connection received is taken to this one in a new Response.',
    otherTenant,
    [ENTRA_CLAIMS],
  ],
  [
    'other-scheme',
    'simplesamlphp/base-sp-redirect',
    'The assertion was meant for plain HTTP.',
    (url) => url.replace('https:', 'http:'),
  ],
  [
    'port',
    'node-samlp/base-sp-redirect',
    'A server at another port of the same host was meant.',
    (url) => url.replace('.com/', '.com:8443/'),
  ],
  ['trailing-slash', 'salesforce/both', 'Another path was meant, with a slash at its end.', (url) => `${url}/`],
  [
    'preview-door',
    'entra/both',
    'The preview door of the same account was meant.',
    (url) => url.replace('https://iam.twilio.com/v1', 'https://preview.twilio.com/iam'),
    [ENTRA_CLAIMS],
  ],
  [
    'legacy-door',
    'node-samlp/enhanced-sp-redirect',
    'The legacy door was meant, and the enhanced one is posted to.',
    () => 'https://iam.twilio.com/v1/Accounts/AC0123456789abcdef0123456789abcdef/saml2',
  ],
  [
    'query-dropped',
    'salesforce/enhanced',
    'The Recipient names no connection, as if it fitted every one.',
    (url) => url.replace(/\?.*/, ''),
  ],
  ['fragment', 'simplesamlphp/enhanced-sp-redirect', 'A fragment hides the rest of the URL.', (url) => `${url}#/evil`],
  [
    'host-is-a-prefix',
    'simplesamlphp/base-sp-post',
    'The host of the attacker begins as that of Flex.',
    (url) => url.replace('.com/', '.com.evil.example/'),
  ],
  [
    'user-info',
    'node-samlp/base-sp-post',
    'What looks like the host is a user name at the host of the attacker.',
    (url) => url.replace('.com/', '.com@evil.example/'),
  ],
  [
    'entity-id',
    'simplesamlphp/base-idp-initiated',
    'The entity ID stands where the ACS belongs, hoping that the beginning is enough.',
    (url) => `${url}/metadata`,
  ],
  [
    'empty',
    'node-samlp/enhanced-sp-post',
    'The Recipient is empty, hoping to be taken for one that is absent.',
    () => '',
  ],
]

const forRecipient = ([name, base, what, change, more = []]: Recipient): Edited => ({
  name: `recipient-${name}`,
  base,
  what,
  edit: (xml) => setAttribute(xml, DATA, 'Recipient', change),
  expectFail: [RECIPIENT, ...more],
})

const setMethod = (xml: string, method: string) => setAttribute(xml, 'SubjectConfirmation', 'Method', method)

const confirmationOf = (xml: string) =>
  /<(?:\w+:)?SubjectConfirmation [\s\S]*?<\/(?:\w+:)?SubjectConfirmation>/.exec(xml)?.[0] ?? ''

const CONFIRMATIONS: Edited[] = [
  {
    name: 'recipient-missing',
    base: 'entra/both',
    what: 'The confirmation names no Recipient, as if it fitted every tenant.',
    edit: (xml) => dropAttribute(xml, DATA, 'Recipient'),
    expectFail: [ENTRA_CLAIMS, RECIPIENT],
  },
  {
    name: 'confirmation-holder-of-key',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The subject has to prove a key, and whoever stole the assertion hopes that nobody asks for the proof.',
    edit: (xml) => setMethod(xml, 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key'),
    expectFail: [BEARER],
  },
  {
    name: 'confirmation-sender-vouches',
    base: 'salesforce/usual',
    what: 'Some sender vouches for the subject, hoping that any method will do.',
    edit: (xml) => setMethod(xml, 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches'),
    expectFail: [BEARER],
  },
  {
    name: 'confirmation-of-saml-1',
    base: 'node-samlp/base-sp-post',
    what: 'The method is the bearer of SAML 1.',
    edit: (xml) => setMethod(xml, 'urn:oasis:names:tc:SAML:1.0:cm:bearer'),
    expectFail: [BEARER],
  },
  {
    name: 'confirmation-missing',
    base: 'node-samlp/base-sp-redirect',
    what: 'Nothing confirms the subject, hoping that what is absent need not hold.',
    edit: (xml) => replace(xml, confirmationOf(xml), ''),
    expectFail: [BEARER],
  },
  {
    name: 'confirmation-without-data',
    base: 'entra/both',
    what: 'The confirmation has no data, so that it names neither Recipient nor end.',
    edit: (xml) => replace(xml, /<(?:\w+:)?SubjectConfirmationData [^>]*\/>/, ''),
    expectFail: [ENTRA_CLAIMS, IN_TIME, RECIPIENT],
  },
  {
    name: 'confirmation-expired',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The confirmation ended an hour ago, and the Conditions still hold.',
    edit: (xml) => setAttribute(xml, DATA, 'NotOnOrAfter', '2026-11-22T10:01:37Z'),
    expectFail: [IN_TIME],
  },
  {
    name: 'confirmation-in-the-future',
    base: 'node-samlp/base-sp-redirect',
    what: 'The confirmation holds from tomorrow on: a stock of logins for later.',
    edit: (xml) => {
      const later = setAttribute(xml, DATA, 'NotOnOrAfter', '2026-11-24T00:00:00Z')
      return replace(later, `<saml:${DATA} `, `<saml:${DATA} NotBefore="2026-11-23T00:00:00Z" `)
    },
    expectFail: [IN_TIME],
  },
  {
    name: 'confirmation-without-end',
    base: 'salesforce/usual',
    what: 'The confirmation has no NotOnOrAfter, so that it could be used for ever.',
    edit: (xml) => dropAttribute(xml, DATA, 'NotOnOrAfter'),
    expectFail: [IN_TIME],
  },
  {
    name: 'confirmation-ends-never',
    base: 'entra/both',
    what: 'NotOnOrAfter of the confirmation is no time, hoping that a comparison with it never fails.',
    edit: (xml) => setAttribute(xml, DATA, 'NotOnOrAfter', 'never'),
    expectFail: [ENTRA_CLAIMS, SCHEMA],
  },
  {
    name: 'confirmations-each-half-right',
    base: 'simplesamlphp/base-sp-post',
    what: 'One confirmation is for another tenant and one has expired, hoping that each is asked only what it can answer.',
    edit: (xml) => {
      const genuine = confirmationOf(xml)
      const expired = setAttribute(genuine, DATA, 'NotOnOrAfter', '2026-11-22T10:00:00Z')
      return replace(xml, genuine, setAttribute(genuine, DATA, 'Recipient', otherTenant) + expired)
    },
    expectFail: [IN_TIME],
  },
  {
    name: 'confirmation-answers-another-request',
    base: 'entra/usual',
    what: 'The assertion answers a request of the attacker, in a Response to one of the victim.',
    edit: (xml) => setAttribute(xml, DATA, 'InResponseTo', '_request-of-the-attacker'),
    expectFail: [ENTRA_CLAIMS, SAME_REQUEST],
  },
  {
    name: 'confirmation-answers-a-request-in-an-unsolicited-response',
    base: 'salesforce/both',
    what: 'A stolen answer to a request is sent as if nobody had asked.',
    edit: (xml) => dropAttribute(xml, 'Response', 'InResponseTo'),
    expectFail: ['idp-initiated-has-redirect-url', SAME_REQUEST],
  },
]

const ENCRYPTED =
  '<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>'
const OTHER_ENTITY = 'urn:attacker:service-provider'

const SUBJECTS: Edited[] = [
  {
    name: 'subject-missing',
    base: 'node-samlp/enhanced-sp-redirect',
    what: 'There is no Subject, hoping for a worker without a name.',
    edit: (xml) => dropElement(xml, 'Subject'),
    expectFail: [BEARER, NAME_ID],
  },
  {
    name: 'subject-twice',
    base: 'node-samlp/base-sp-redirect',
    what: 'A second Subject names another user, hoping that the last one counts.',
    edit: (xml) => {
      const subject = elementOf(xml, 'Subject')
      return replace(xml, subject, subject + setText(subject, 'NameID', 'root@example.com'))
    },
    expectFail: [SCHEMA],
  },
  {
    name: 'name-id-missing',
    base: 'salesforce/enhanced',
    what: 'The Subject has no NameID, hoping for a worker without a name.',
    edit: (xml) => dropElement(xml, 'NameID'),
    expectFail: [NAME_ID],
  },
  {
    name: 'name-id-empty',
    base: 'entra/enhanced',
    what: 'The NameID is empty, hoping for a worker without a name.',
    edit: (xml) => setText(xml, 'NameID', ''),
    expectFail: [ENTRA_CLAIMS, NAME_ID],
  },
  {
    name: 'name-id-of-white-space',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The NameID is white space, which looks like a name to a computer alone.',
    edit: (xml) => setText(xml, 'NameID', ' \n\t '),
    expectFail: [NAME_ID],
  },
  {
    name: 'name-id-of-65-characters',
    base: 'node-samlp/enhanced-sp-post',
    what: 'The NameID is one character longer than a worker name, hoping to be cut to the name of somebody else.',
    edit: (xml) => setText(xml, 'NameID', `${'a'.repeat(53)}@example.com`),
    expectFail: ['name-id-within-limit'],
  },
  {
    name: 'name-id-twice',
    base: 'salesforce/usual',
    what: 'A second NameID names another user, hoping that the last one counts.',
    edit: (xml) => {
      const nameId = elementOf(xml, 'NameID')
      return replace(xml, nameId, nameId + setText(nameId, 'NameID', 'root@example.com'))
    },
    expectFail: [SCHEMA],
  },
  {
    name: 'name-id-encrypted',
    base: 'salesforce/both',
    what: 'The name is encrypted, hoping that nobody looks who it is.',
    edit: (xml) => replace(xml, elementOf(xml, 'NameID'), `<saml:EncryptedID>${ENCRYPTED}</saml:EncryptedID>`),
    expectFail: ['assertion-not-encrypted'],
  },
  {
    name: 'sp-name-qualifier-of-another-service-provider',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The name was given to the user for another service provider, where somebody else may have it.',
    edit: (xml) => setAttribute(xml, 'NameID', 'SPNameQualifier', OTHER_ENTITY),
    expectFail: ['sp-name-qualifier-matches'],
  },
  {
    name: 'sp-name-qualifier-of-a-persistent-name',
    base: 'simplesamlphp/enhanced-sp-redirect',
    what: 'A persistent name was given to the user for another service provider.',
    edit: (xml) =>
      setAttribute(
        setAttribute(xml, 'NameID', 'SPNameQualifier', OTHER_ENTITY),
        'NameID',
        'Format',
        'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      ),
    expectFail: ['sp-name-qualifier-matches'],
  },
]

/** Messages of the right IdP whose subject is nobody, or was not confirmed for this door and time. */
export const PROTOCOL_SUBJECT: Attack[] = signedAnew('protocol', [
  ...RECIPIENTS.map(forRecipient),
  ...CONFIRMATIONS,
  ...SUBJECTS,
])
