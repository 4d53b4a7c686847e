import { BINDING } from '../domain/saml-names.ts'
/** What SP metadata says. `acsUrl` is where the IdP posts to, `entityId` what it names as Audience. */
export interface ServiceProviderDescription {
  entityId: string
  acsUrl: string
  nameIdFormats: string[]
}

/** Writes SAML 2.0 metadata of a service provider (saml-metadata-2.0, 2.4.4). samlify is loaded at the first call. */
export async function serviceProviderMetadata({
  entityId,
  acsUrl,
  nameIdFormats,
}: ServiceProviderDescription): Promise<string> {
  const { ServiceProvider } = await import('samlify')
  const provider = ServiceProvider({
    entityID: entityId,
    authnRequestsSigned: false,
    wantAssertionsSigned: true,
    nameIDFormat: nameIdFormats,
    assertionConsumerService: [{ Binding: BINDING.post, Location: acsUrl, isDefault: true }],
  })
  return provider.getMetadata()
}
