import { BINDING, NAMESPACE } from '../domain/saml-names.ts'
import { parseInstant } from '../domain/time.ts'
import { HarnessError } from '../errors.ts'
import { attributeOf, elementsOf, textOf, type XmlElement } from './canonical.ts'
import { readCertificate } from './certificate.ts'
import { openTree } from './open-tree.ts'

/** What a connection needs from the metadata of an IdP. `certificates` are bare base64, only the signing ones. */
export interface IdentityProviderDescription {
  idpIssuer: string
  /** Absent if the metadata names none that Flex could use. */
  ssoUrl?: string
  certificates: string[]
}

/** The bindings in the order of preference of Flex, which sends its requests by redirect. */
const BINDINGS: readonly string[] = [BINDING.redirect, BINDING.post]

/**
 * Reads the SAML 2.0 metadata of one IdP (saml-metadata-2.0): an EntityDescriptor, or an EntitiesDescriptor with one IdP
 * in it. Keys for signing and keys without `use` count. No URL in it is fetched, and its own signature is ignored.
 * @throws HarnessError UNREADABLE_INPUT, INVALID_CONFIG (not a certificate)
 */
export function readIdpMetadata(content: Buffer, now: Date): IdentityProviderDescription {
  const [found, ...more] = findIdentityProviders(openMetadata(content))
  if (found === undefined) {
    throw unreadable(
      'It does not describe a SAML 2.0 identity provider',
      'Export the metadata of the IdP, not that of a service provider.',
    )
  }
  if (more.length > 0) {
    const names = [found, ...more].map(({ entity }) => attributeOf(entity, 'entityID')).join(', ')
    throw unreadable(
      `It describes several identity providers: ${names}`,
      'Use the metadata of the IdP that signs people in to Flex.',
    )
  }
  const { entity, around } = found
  const descriptors = idpDescriptors(entity)
  for (const each of [...around, entity, ...descriptors]) refuseExpired(each, now)
  const certificates = [...new Set(descriptors.flatMap(signingCertificates))]
  if (certificates.length === 0)
    throw unreadable('It has no signing certificate', 'Enter issuer and certificate by hand.')
  const ssoUrl = descriptors.flatMap(findSsoUrls)[0]
  return { idpIssuer: attributeOf(entity, 'entityID') ?? '', ...(ssoUrl === undefined ? {} : { ssoUrl }), certificates }
}

function openMetadata(content: Buffer): XmlElement {
  const { tree, fault } = openTree(content)
  if (tree) return tree
  throw unreadable(fault, 'Save the metadata XML of the IdP unchanged, without a DOCTYPE, in UTF-8.')
}

/** The identity providers of a document, each with the EntitiesDescriptor elements around it. */
function findIdentityProviders(
  root: XmlElement,
  around: XmlElement[] = [],
): { entity: XmlElement; around: XmlElement[] }[] {
  if (root.namespace !== NAMESPACE.metadata) return []
  if (root.localName === 'EntityDescriptor') return idpDescriptors(root).length > 0 ? [{ entity: root, around }] : []
  if (root.localName !== 'EntitiesDescriptor') return []
  return elementsOf(root).flatMap((child) => findIdentityProviders(child, [...around, root]))
}

function idpDescriptors(entity: XmlElement): XmlElement[] {
  const speaksSaml2 = (descriptor: XmlElement) =>
    (attributeOf(descriptor, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(NAMESPACE.protocol)
  return elementsOf(entity, NAMESPACE.metadata, 'IDPSSODescriptor').filter(speaksSaml2)
}

function refuseExpired(element: XmlElement, now: Date): void {
  const until = attributeOf(element, 'validUntil')
  if (until === null) return
  const end = parseInstant(until)
  if (end !== null && end.getTime() > now.getTime()) return
  throw unreadable(`It was valid until ${until}`, 'Export it again, or enter issuer and certificate by hand.')
}

function findSsoUrls(descriptor: XmlElement): string[] {
  const services = elementsOf(descriptor, NAMESPACE.metadata, 'SingleSignOnService')
  return BINDINGS.flatMap((binding) =>
    services.filter((service) => attributeOf(service, 'Binding') === binding),
  ).flatMap((service) => attributeOf(service, 'Location') ?? [])
}

function signingCertificates(descriptor: XmlElement): string[] {
  const keys = elementsOf(descriptor, NAMESPACE.metadata, 'KeyDescriptor').filter(
    (key) => (attributeOf(key, 'use') ?? 'signing') === 'signing',
  )
  const certificates = keys
    .flatMap((key) => elementsOf(key, NAMESPACE.signature, 'KeyInfo'))
    .flatMap((info) => elementsOf(info, NAMESPACE.signature, 'X509Data'))
    .flatMap((data) => elementsOf(data, NAMESPACE.signature, 'X509Certificate'))
    .map((certificate) => textOf(certificate).replace(/\s+/g, ''))
  certificates.forEach(readCertificate)
  return certificates
}

function unreadable(message: string, hint: string): HarnessError {
  return new HarnessError('UNREADABLE_INPUT', `The metadata cannot be used. ${message}.`, hint)
}
