import type { ResponseStyle } from '../../core/domain/response-style.ts'
import type {
  Assertion,
  NameId,
  SamlAttribute,
  SamlResponse,
  Status,
  SubjectConfirmation,
} from '../../core/domain/saml.ts'
import { NAME_ID_FORMAT, NAMESPACE } from '../../core/domain/saml-names.ts'
import { escapeText, writeElement } from '../../core/domain/xml.ts'

/** Writes a response in a response style, unsigned. Reading it gives the same facts again. */
export function writeResponse(response: SamlResponse, style: ResponseStyle): string {
  const { protocol } = style.prefixes
  const { id, version, issueInstant, destination, inResponseTo, issuer, status, assertion } = response
  const declared = {
    [`xmlns:${protocol}`]: NAMESPACE.protocol,
    ...(style.rootDeclares.includes('assertion') ? { [`xmlns:${style.prefixes.assertion}`]: NAMESPACE.assertion } : {}),
    ...(style.rootDeclares.includes('xs') ? { 'xmlns:xs': NAMESPACE.schema } : {}),
  }
  const { consent } = style
  const attributes = {
    ID: id,
    Version: version,
    IssueInstant: issueInstant,
    Destination: destination,
    Consent: consent,
  }
  return (
    style.declaration +
    writeElement(`${protocol}:Response`, { ...declared, ...attributes, InResponseTo: inResponseTo }, [
      issuer === null ? '' : writeIssuer(issuer, style, 'response'),
      status === null ? '' : writeStatus(status, protocol),
      assertion === null ? '' : writeAssertion(assertion, style),
    ])
  )
}

function writeStatus({ codes, message }: Status, prefix: string): string {
  const nested = codes.reduceRight((inner, code) => writeElement(`${prefix}:StatusCode`, { Value: code }, [inner]), '')
  return writeElement(`${prefix}:Status`, {}, [
    nested,
    message === null ? '' : writeElement(`${prefix}:StatusMessage`, {}, [escapeText(message)]),
  ])
}

/** The declaration that an element of the assertion's namespace needs if no parent has it. */
function declaration({ prefixes, rootDeclares }: ResponseStyle): Record<string, string> {
  if (rootDeclares.includes('assertion')) return {}
  return { [prefixes.assertion === '' ? 'xmlns' : `xmlns:${prefixes.assertion}`]: NAMESPACE.assertion }
}

const named = ({ prefixes }: ResponseStyle, localName: string) =>
  prefixes.assertion === '' ? localName : `${prefixes.assertion}:${localName}`

function writeIssuer(issuer: string, style: ResponseStyle, place: 'response' | 'assertion'): string {
  const declared = place === 'response' ? declaration(style) : {}
  return writeElement(
    named(style, 'Issuer'),
    { ...declared, Format: style.issuerHasFormat ? NAME_ID_FORMAT.entity : null },
    [escapeText(issuer)],
  )
}

function writeAssertion(assertion: Assertion, style: ResponseStyle): string {
  const { id, version, issueInstant, issuer, nameId, confirmations, conditions } = assertion
  const name = (localName: string) => named(style, localName)
  const authentication = assertion.authnStatements.map(({ authnInstant, sessionIndex, sessionNotOnOrAfter }) =>
    writeElement(
      name('AuthnStatement'),
      { AuthnInstant: authnInstant, SessionIndex: sessionIndex, SessionNotOnOrAfter: sessionNotOnOrAfter },
      [
        writeElement(name('AuthnContext'), {}, [
          writeElement(name('AuthnContextClassRef'), {}, [escapeText(style.authnContext)]),
        ]),
      ],
    ),
  )
  const attributes =
    assertion.attributes.length === 0
      ? []
      : [
          writeElement(
            name('AttributeStatement'),
            {},
            assertion.attributes.map((each) => writeAttribute(each, style)),
          ),
        ]
  const subject = [
    nameId === null ? '' : writeNameId(nameId, style),
    ...confirmations.map((each) => writeConfirmation(each, style)),
  ]
  const restrictions = (conditions?.audienceRestrictions ?? []).map((audiences) =>
    writeElement(
      name('AudienceRestriction'),
      {},
      audiences.map((audience) => writeElement(name('Audience'), {}, [escapeText(audience)])),
    ),
  )
  const { notBefore = null, notOnOrAfter = null } = conditions ?? {}
  return writeElement(
    name('Assertion'),
    { ...declaration(style), ID: id, IssueInstant: issueInstant, Version: version },
    [
      issuer === null ? '' : writeIssuer(issuer, style, 'assertion'),
      writeElement(name('Subject'), {}, subject),
      conditions === null
        ? ''
        : writeElement(name('Conditions'), { NotBefore: notBefore, NotOnOrAfter: notOnOrAfter }, restrictions),
      ...(style.statements === 'attributes first'
        ? [...attributes, ...authentication]
        : [...authentication, ...attributes]),
    ],
  )
}

function writeNameId({ value, format, nameQualifier, spNameQualifier }: NameId, style: ResponseStyle): string {
  const attributes = { Format: format, NameQualifier: nameQualifier, SPNameQualifier: spNameQualifier }
  return writeElement(named(style, 'NameID'), attributes, [escapeText(value)])
}

function writeConfirmation({ method, data }: SubjectConfirmation, style: ResponseStyle): string {
  const written =
    data &&
    writeElement(named(style, 'SubjectConfirmationData'), {
      InResponseTo: data.inResponseTo,
      NotBefore: data.notBefore,
      NotOnOrAfter: data.notOnOrAfter,
      Recipient: data.recipient,
    })
  return writeElement(named(style, 'SubjectConfirmation'), { Method: method }, [written ?? ''])
}

function writeAttribute({ name, nameFormat, friendlyName, values }: SamlAttribute, style: ResponseStyle): string {
  const { valueType, rootDeclares } = style
  const typed =
    valueType === null
      ? {}
      : {
          ...(rootDeclares.includes('xs') ? {} : { 'xmlns:xs': NAMESPACE.schema }),
          'xmlns:xsi': NAMESPACE.schemaInstance,
          'xsi:type': valueType,
        }
  const written = values.map((value) => writeElement(named(style, 'AttributeValue'), typed, [escapeText(value)]))
  const attributes = { FriendlyName: friendlyName, Name: name, NameFormat: nameFormat }
  return writeElement(named(style, 'Attribute'), attributes, written)
}
