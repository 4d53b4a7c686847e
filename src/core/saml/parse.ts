import type { LocatedId } from '../domain/message.ts'
import type {
  Assertion,
  AuthnStatement,
  Conditions,
  NameId,
  SamlAttribute,
  SamlResponse,
  Status,
  SubjectConfirmation,
} from '../domain/saml.ts'
import { NAMESPACE } from '../domain/saml-names.ts'
import {
  attributeOf,
  elementsIn,
  elementsOf,
  locator,
  textOf,
  type XmlAttribute,
  type XmlElement,
} from './canonical.ts'

const saml = (parent: XmlElement | undefined, name: string): XmlElement[] =>
  parent === undefined ? [] : elementsOf(parent, NAMESPACE.assertion, name)
const samlp = (parent: XmlElement | undefined, name: string): XmlElement[] =>
  parent === undefined ? [] : elementsOf(parent, NAMESPACE.protocol, name)
const text = (element: XmlElement | undefined): string | null => (element === undefined ? null : textOf(element))

/** True for a `samlp:Response`, the only document that the HTTP-POST binding brings to an ACS. */
export function isSamlResponse(root: XmlElement): boolean {
  return root.namespace === NAMESPACE.protocol && root.localName === 'Response'
}

/** Reads a `samlp:Response` (SAML Core 3.3.3). Never fails: what is absent is null or empty, and a check says so. */
export function parseResponse(root: XmlElement): SamlResponse {
  const assertions = saml(root, 'Assertion')
  return {
    id: attributeOf(root, 'ID'),
    version: attributeOf(root, 'Version'),
    issueInstant: attributeOf(root, 'IssueInstant'),
    destination: attributeOf(root, 'Destination'),
    inResponseTo: attributeOf(root, 'InResponseTo'),
    issuer: text(saml(root, 'Issuer')[0]),
    status: parseStatus(samlp(root, 'Status')[0]),
    assertions: assertions.length,
    encryptedAssertions: saml(root, 'EncryptedAssertion').length,
    assertion: assertions[0] ? parseAssertion(assertions[0]) : null,
  }
}

function parseStatus(status: XmlElement | undefined): Status | null {
  if (status === undefined) return null
  const codes: string[] = []
  for (let code = samlp(status, 'StatusCode')[0]; code !== undefined; code = samlp(code, 'StatusCode')[0]) {
    codes.push(attributeOf(code, 'Value') ?? '')
  }
  return { codes, message: text(samlp(status, 'StatusMessage')[0]) }
}

/** Reads a `saml:Assertion` (SAML Core 2.3.3) from whichever tree is given: as sent, or as signed. */
export function parseAssertion(assertion: XmlElement): Assertion {
  const subject = saml(assertion, 'Subject')[0]
  const statements = saml(assertion, 'AttributeStatement')
  return {
    id: attributeOf(assertion, 'ID'),
    version: attributeOf(assertion, 'Version'),
    issueInstant: attributeOf(assertion, 'IssueInstant'),
    issuer: text(saml(assertion, 'Issuer')[0]),
    nameId: parseNameId(saml(subject, 'NameID')[0]),
    hasEncryptedId: saml(subject, 'EncryptedID').length > 0,
    confirmations: saml(subject, 'SubjectConfirmation').map(parseConfirmation),
    conditions: parseConditions(saml(assertion, 'Conditions')[0]),
    authnStatements: saml(assertion, 'AuthnStatement').map(parseAuthnStatement),
    attributes: statements.flatMap((statement) => saml(statement, 'Attribute')).map(parseAttribute),
    encryptedAttributes: statements.flatMap((statement) => saml(statement, 'EncryptedAttribute')).length,
  }
}

function parseNameId(nameId: XmlElement | undefined): NameId | null {
  if (nameId === undefined) return null
  return {
    value: textOf(nameId),
    format: attributeOf(nameId, 'Format'),
    nameQualifier: attributeOf(nameId, 'NameQualifier'),
    spNameQualifier: attributeOf(nameId, 'SPNameQualifier'),
  }
}

function parseConfirmation(confirmation: XmlElement): SubjectConfirmation {
  const data = saml(confirmation, 'SubjectConfirmationData')[0]
  return {
    method: attributeOf(confirmation, 'Method'),
    data: data
      ? {
          recipient: attributeOf(data, 'Recipient'),
          notBefore: attributeOf(data, 'NotBefore'),
          notOnOrAfter: attributeOf(data, 'NotOnOrAfter'),
          inResponseTo: attributeOf(data, 'InResponseTo'),
        }
      : null,
  }
}

function parseConditions(conditions: XmlElement | undefined): Conditions | null {
  if (conditions === undefined) return null
  return {
    notBefore: attributeOf(conditions, 'NotBefore'),
    notOnOrAfter: attributeOf(conditions, 'NotOnOrAfter'),
    audienceRestrictions: saml(conditions, 'AudienceRestriction').map((restriction) =>
      saml(restriction, 'Audience').map(textOf),
    ),
  }
}

function parseAuthnStatement(statement: XmlElement): AuthnStatement {
  return {
    authnInstant: attributeOf(statement, 'AuthnInstant'),
    sessionIndex: attributeOf(statement, 'SessionIndex'),
    sessionNotOnOrAfter: attributeOf(statement, 'SessionNotOnOrAfter'),
  }
}

function parseAttribute(attribute: XmlElement): SamlAttribute {
  return {
    name: attributeOf(attribute, 'Name') ?? '',
    nameFormat: attributeOf(attribute, 'NameFormat'),
    friendlyName: attributeOf(attribute, 'FriendlyName'),
    values: saml(attribute, 'AttributeValue').map(textOf),
  }
}

const TYPED_NAMESPACES = new Set<string>(Object.values(NAMESPACE))

/** Latin letters, digits and a little more: no ID of this form is wrong by itself. */
const PLAIN_NAME = /^[A-Za-z_][\w.-]*$/

/** Every ID of a document, in any spelling that some library takes for an ID. */
export function collectIds(root: XmlElement): LocatedId[] {
  const found = elementsIn(root).flatMap((element) =>
    element.attributes.filter(isId).map(({ namespace, localName, value }) => {
      const typed = namespace === '' && /^(ID|Id)$/.test(localName) && TYPED_NAMESPACES.has(element.namespace)
      return { value, typed, element, localName }
    }),
  )
  const locate = locator(root)
  const areSound = new Set(found.map(({ value }) => value)).size === found.length && found.every(isPlain)
  return found.map(({ value, typed, element, localName }) => {
    return { value, typed, location: areSound ? '' : `${locate(element)}/@${localName}` }
  })
}

const isId = ({ localName }: XmlAttribute) => localName.length === 2 && /^id$/i.test(localName)
const isPlain = ({ value }: Pick<LocatedId, 'value'>) => PLAIN_NAME.test(value)

/** What a document that is no SAML 2.0 response seems to be, in words. */
export function describeDocument(root: XmlElement): string {
  const known = KNOWN_DOCUMENTS.find(([pattern]) => pattern.test(`{${root.namespace}}${root.localName}`))
  return known ? `${root.qualifiedName} (${known[1]})` : `${root.qualifiedName} in namespace '${root.namespace}'`
}

const KNOWN_DOCUMENTS: [RegExp, string][] = [
  [/SAML:2\.0:protocol\}LogoutRe/, 'a SAML 2.0 logout message'],
  [/SAML:2\.0:protocol\}AuthnRequest/, 'a SAML 2.0 request: it goes to the IdP, not to the service provider'],
  [/SAML:2\.0:protocol\}/, 'another SAML 2.0 protocol message'],
  [/SAML:2\.0:assertion\}/, 'a bare SAML 2.0 assertion without its response'],
  [/SAML:2\.0:metadata\}/, 'SAML 2.0 metadata'],
  [/SAML:1\.[01]:/, 'a SAML 1.1 message'],
  [/ws-sx|2005\/02\/trust\}/, 'a WS-Federation or WS-Trust token response'],
  [/soap|envelope/i, 'a SOAP message'],
  [/\}html$/i, 'an HTML page'],
]
