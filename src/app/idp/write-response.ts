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
export function writeResponse(response: SamlResponse, flavour: ResponseStyle): string {
  const { protocol } = flavour.prefixes
  const { id, version, issueInstant, destination, inResponseTo, issuer, status, assertion } = response
  const declared = {
    [`xmlns:${protocol}`]: NAMESPACE.protocol,
    ...(flavour.rootDeclares.includes('assertion')
      ? { [`xmlns:${flavour.prefixes.assertion}`]: NAMESPACE.assertion }
      : {}),
    ...(flavour.rootDeclares.includes('xs') ? { 'xmlns:xs': NAMESPACE.schema } : {}),
  }
  const { consent } = flavour
  const attributes = {
    ID: id,
    Version: version,
    IssueInstant: issueInstant,
    Destination: destination,
    Consent: consent,
  }
  return (
    flavour.declaration +
    writeElement(`${protocol}:Response`, { ...declared, ...attributes, InResponseTo: inResponseTo }, [
      issuer === null ? '' : writeIssuer(issuer, flavour, 'alone'),
      status === null ? '' : writeStatus(status, protocol),
      assertion === null ? '' : writeAssertion(assertion, flavour),
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

function writeIssuer(issuer: string, flavour: ResponseStyle, place: 'alone' | 'within'): string {
  const declared = place === 'alone' ? declaration(flavour) : {}
  return writeElement(
    named(flavour, 'Issuer'),
    { ...declared, Format: flavour.issuerHasFormat ? NAME_ID_FORMAT.entity : null },
    [escapeText(issuer)],
  )
}

function writeAssertion(assertion: Assertion, flavour: ResponseStyle): string {
  const { id, version, issueInstant, issuer, nameId, confirmations, conditions } = assertion
  const name = (localName: string) => named(flavour, localName)
  const authentication = assertion.authnStatements.map(({ authnInstant, sessionIndex, sessionNotOnOrAfter }) =>
    writeElement(
      name('AuthnStatement'),
      { AuthnInstant: authnInstant, SessionIndex: sessionIndex, SessionNotOnOrAfter: sessionNotOnOrAfter },
      [
        writeElement(name('AuthnContext'), {}, [
          writeElement(name('AuthnContextClassRef'), {}, [escapeText(flavour.authnContext)]),
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
            assertion.attributes.map((each) => writeAttribute(each, flavour)),
          ),
        ]
  const subject = [
    nameId === null ? '' : writeNameId(nameId, flavour),
    ...confirmations.map((each) => writeConfirmation(each, flavour)),
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
    { ...declaration(flavour), ID: id, IssueInstant: issueInstant, Version: version },
    [
      issuer === null ? '' : writeIssuer(issuer, flavour, 'within'),
      writeElement(name('Subject'), {}, subject),
      conditions === null
        ? ''
        : writeElement(name('Conditions'), { NotBefore: notBefore, NotOnOrAfter: notOnOrAfter }, restrictions),
      ...(flavour.statements === 'attributes first'
        ? [...attributes, ...authentication]
        : [...authentication, ...attributes]),
    ],
  )
}

function writeNameId({ value, format, nameQualifier, spNameQualifier }: NameId, flavour: ResponseStyle): string {
  const attributes = { Format: format, NameQualifier: nameQualifier, SPNameQualifier: spNameQualifier }
  return writeElement(named(flavour, 'NameID'), attributes, [escapeText(value)])
}

function writeConfirmation({ method, data }: SubjectConfirmation, flavour: ResponseStyle): string {
  const written =
    data &&
    writeElement(named(flavour, 'SubjectConfirmationData'), {
      InResponseTo: data.inResponseTo,
      NotBefore: data.notBefore,
      NotOnOrAfter: data.notOnOrAfter,
      Recipient: data.recipient,
    })
  return writeElement(named(flavour, 'SubjectConfirmation'), { Method: method }, [written ?? ''])
}

function writeAttribute({ name, nameFormat, friendlyName, values }: SamlAttribute, flavour: ResponseStyle): string {
  const { valueType, rootDeclares } = flavour
  const typed =
    valueType === null
      ? {}
      : {
          ...(rootDeclares.includes('xs') ? {} : { 'xmlns:xs': NAMESPACE.schema }),
          'xmlns:xsi': NAMESPACE.schemaInstance,
          'xsi:type': valueType,
        }
  const written = values.map((value) => writeElement(named(flavour, 'AttributeValue'), typed, [escapeText(value)]))
  const attributes = { FriendlyName: friendlyName, Name: name, NameFormat: nameFormat }
  return writeElement(named(flavour, 'Attribute'), attributes, written)
}
