import { foreignKey } from '../response.ts'
import { ENTRA, GOOGLE, issuer, KEYCLOAK, type Row } from './mistake.ts'

const ISSUER_CHECK = 'response-issuer-matches'

/** Who the Console takes for the IdP. */
export const ISSUERS: Row[] = [
  [
    'an Okta sign-on URL as issuer',
    ISSUER_CHECK,
    /single sign-on URL instead of the entity ID/,
    'console idpIssuer',
    issuer('http://www.okta.com/exk1'),
    { idpIssuer: 'https://acme.okta.com/app/acme_flex/exk1/sso/saml' },
  ],
  [
    'a Google sign-on URL as issuer',
    ISSUER_CHECK,
    /single sign-on URL instead of the entity ID/,
    'console idpIssuer',
    issuer(GOOGLE),
    { idpIssuer: 'https://accounts.google.com/o/saml2/idp?idpid=C01' },
  ],
  [
    'the metadata of a realm as issuer',
    ISSUER_CHECK,
    /metadata instead of the entity ID/,
    'console idpIssuer',
    issuer(KEYCLOAK),
    { idpIssuer: `${KEYCLOAK}/protocol/saml/descriptor` },
  ],
  [
    'the federation metadata as issuer',
    ISSUER_CHECK,
    /metadata instead of the entity ID/,
    'console idpIssuer',
    {},
    { idpIssuer: 'https://idp.example.com/FederationMetadata/2007-06/FederationMetadata.xml' },
  ],
  [
    'an Entra issuer without its slash',
    ISSUER_CHECK,
    /only a trailing slash/,
    'console idpIssuer',
    issuer(ENTRA),
    { idpIssuer: ENTRA.slice(0, -1) },
  ],
  [
    'https in the issuer of AD FS',
    ISSUER_CHECK,
    /only http and https/,
    'console idpIssuer',
    issuer('http://fs.example.com/adfs/services/trust'),
    { idpIssuer: 'https://fs.example.com/adfs/services/trust' },
  ],
  [
    'another tenant of Entra',
    ISSUER_CHECK,
    /Microsoft Entra Identifier/,
    'console idpIssuer',
    issuer(ENTRA),
    { idpIssuer: ENTRA.replace('1111', '9999') },
  ],
  [
    'an assertion of another issuer',
    'assertion-issuer-matches',
    /./,
    'idp issuer',
    { assertionIssuer: 'https://other.example.com' },
  ],
  [
    'the key of another application',
    'signing-certificate-is-configured',
    /paste the current one/,
    'console certificates',
    { key: foreignKey() },
  ],
  [
    'a connection without certificate',
    'tenant-is-configured',
    /certificate of the IdP/,
    'console certificates',
    {},
    { certificates: [] },
  ],
  [
    'neither issuer nor certificate',
    'tenant-is-configured',
    /certificate of the IdP/,
    'console idpIssuer, console certificates',
    {},
    { certificates: [], idpIssuer: undefined as never },
  ],
  [
    'a wrong issuer, and no certificate',
    'tenant-is-configured',
    /certificate of the IdP/,
    'console idpIssuer, console certificates',
    {},
    { certificates: [], idpIssuer: 'https://x.example.com' },
  ],
]
