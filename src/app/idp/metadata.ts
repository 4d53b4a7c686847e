import { NAMESPACE } from '../../core/saml/names.ts'
import type { IdpIdentity } from './issue.ts'
import { element, text } from './xml.ts'

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
const BINDINGS = ['HTTP-Redirect', 'HTTP-POST'].map((name) => `urn:oasis:names:tc:SAML:2.0:bindings:${name}`)
const EMAIL_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'

/** Writes the SAML 2.0 metadata of the built-in IdP (saml-metadata-2.0, 2.4.3). */
export function writeIdpMetadata({ issuer, certificate }: IdpIdentity, ssoUrl: string): string {
  const base64 = certificate.replace(/-----[A-Z ]+-----|\s/g, '')
  const keyInfo = element('ds:KeyInfo', { 'xmlns:ds': NAMESPACE.signature }, [
    element('ds:X509Data', {}, [element('ds:X509Certificate', {}, [base64])]),
  ])
  const services = BINDINGS.map((binding) => element('md:SingleSignOnService', { Binding: binding, Location: ssoUrl }))
  return element('md:EntityDescriptor', { 'xmlns:md': METADATA, entityID: issuer }, [
    element(
      'md:IDPSSODescriptor',
      { WantAuthnRequestsSigned: 'false', protocolSupportEnumeration: NAMESPACE.protocol },
      [
        element('md:KeyDescriptor', { use: 'signing' }, [keyInfo]),
        element('md:NameIDFormat', {}, [text(EMAIL_ADDRESS)]),
        ...services,
      ],
    ),
  ])
}
