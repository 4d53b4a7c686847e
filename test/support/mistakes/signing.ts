import { GENUINE } from '../response.ts'
import { ENTRA, GOOGLE, issuer, type Row } from './mistake.ts'

/** What is signed, and what is done to it on the way. */
export const SIGNED: Row[] = [
  [
    'Entra signs the assertion alone',
    'response-is-signed',
    /Sign SAML response and assertion/,
    'idp signing',
    { ...issuer(ENTRA), sign: ['Assertion'] },
    { idpIssuer: ENTRA },
  ],
  ['nothing is signed', 'response-is-signed assertion-is-signed', /./, 'idp signing', { sign: [] }],
  [
    'Google signs the response alone, under a policy that it cannot meet',
    'assertion-is-signed',
    /Set the signature policy of the connection to 'response'/,
    'console signaturePolicy',
    { ...issuer(GOOGLE), sign: ['Response'] },
    { idpIssuer: GOOGLE },
  ],
  [
    'Google signs the assertion alone',
    'response-is-signed',
    /Signed response/,
    'console signaturePolicy, idp signing',
    { ...issuer(GOOGLE), sign: ['Assertion'] },
    { idpIssuer: GOOGLE },
  ],
  [
    'Google without Signed response',
    'response-is-signed',
    /Signed response: ticked/,
    'idp signing',
    { ...issuer(GOOGLE), sign: ['Assertion'] },
    { idpIssuer: GOOGLE, product: 'google' },
  ],
  [
    'a proxy indents',
    'response-signature-valid',
    /pretty-printing/,
    null,
    { after: (xml) => xml.replaceAll('><', '>\n  <') },
  ],
  [
    'a proxy writes CR LF',
    'response-signature-valid',
    /pretty-printing|CR LF/,
    null,
    { after: (xml) => xml.replaceAll('><', '>\r\n<') },
  ],
  [
    'a proxy escapes once more',
    'response-signature-valid',
    /escaped twice/,
    null,
    {
      claims: { ...(GENUINE.claims as Record<string, string[]>), full_name: ['Ada & Ida'] },
      after: (xml) => xml.replaceAll('&', '&amp;'),
    },
  ],
  [
    'a proxy reads + as a space',
    'signature-structure-is-safe',
    /form value/,
    null,
    { after: (xml) => xml.replaceAll('+', ' ') },
  ],
  [
    'a proxy rewrites Destination',
    'response-signature-valid',
    /Destination: 'https:\/\/iam\.twilio\.com/,
    null,
    { after: (xml) => xml.replace(/Destination="[^"]*"/, 'Destination="https://proxy.example.com"') },
  ],
  [
    'a SignedInfo that was altered',
    'response-signature-valid',
    /./,
    null,
    { after: (xml) => xml.replace(/Reference URI="#_response"/, 'Reference Id="x" URI="#_response"') },
  ],
]
