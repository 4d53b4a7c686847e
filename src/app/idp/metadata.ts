import { base64OfPem } from '../../core/domain/pem.ts'
import { BINDING, NAME_ID_FORMAT, NAMESPACE } from '../../core/domain/saml-names.ts'
import { escapeText, writeElement } from '../../core/domain/xml.ts'
import type { IdpIdentity } from './issue.ts'

/** Writes the SAML 2.0 metadata of the built-in IdP (saml-metadata-2.0, 2.4.3). */
export function writeIdpMetadata({ issuer, certificate }: IdpIdentity, ssoUrl: string): string {
  const base64 = base64OfPem(certificate)
  const keyInfo = writeElement('ds:KeyInfo', { 'xmlns:ds': NAMESPACE.signature }, [
    writeElement('ds:X509Data', {}, [writeElement('ds:X509Certificate', {}, [base64])]),
  ])
  const services = [BINDING.redirect, BINDING.post].map((binding) =>
    writeElement('md:SingleSignOnService', { Binding: binding, Location: ssoUrl }),
  )
  return writeElement('md:EntityDescriptor', { 'xmlns:md': NAMESPACE.metadata, entityID: issuer }, [
    writeElement(
      'md:IDPSSODescriptor',
      { WantAuthnRequestsSigned: 'false', protocolSupportEnumeration: NAMESPACE.protocol },
      [
        writeElement('md:KeyDescriptor', { use: 'signing' }, [keyInfo]),
        writeElement('md:NameIDFormat', {}, [escapeText(NAME_ID_FORMAT.emailAddress)]),
        ...services,
      ],
    ),
  ])
}
