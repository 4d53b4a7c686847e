import { LIMITS } from '../domain/message.ts'
import type { Remedy } from '../domain/remedy.ts'
import { PATH_IS_AN_ACS } from './acs-path.ts'
import { verificationOf } from './broken-signature.ts'
import { describeChange } from './changed-message.ts'
import { blocked, expectThat, fail, notApplicable, onMessage, pass } from './check.ts'
import { ENDPOINT_CHECKS } from './endpoint.ts'
import type { Facts } from './facts.ts'
import { describeCarried, EXPLANATIONS } from './foreign-messages.ts'

const decodes = (kind: string) => (facts: Facts) => {
  const fault = facts.message.decodeFault
  if (fault?.kind !== kind) return pass()
  const { expected, received, because } = fault
  return fail({ expected, received, location: 'form field SAMLResponse', ...(because ? { because } : {}) })
}

const SAVE_CONNECTION =
  'Save a connection for this SID with the Identity Provider Issuer and the X.509 certificate of the IdP.'
const THEN_SAVE = `Then ${SAVE_CONNECTION.replace('Save', 'save')}`

const HTML_FIX =
  'Send the SAMLResponse field of the form that the IdP posts. This is a web page, such as a login or error page.'

/** Which tenant it is for, and whether the message can be read at all. */
export const TRANSPORT_CHECKS = [
  PATH_IS_AN_ACS,
  onMessage({
    id: 'tenant-is-configured',
    title: 'The tenant has a connection with an issuer and a certificate',
    denial: 'The tenant has no connection with an issuer and a certificate.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'errors/70251' },
    confidence: 'observed',
    remedy: { side: 'console', field: 'certificates', from: 'certificate' },
    fix: SAVE_CONNECTION,
    twilio: { at: 'tenant' },
    run: ({ settings: { sid, connection, trust }, message }) => {
      if (sid === '') return blocked('door-is-an-acs', 'The URL does not name a tenant.')
      if (trust !== 'configured') return notApplicable('Judged without a connection.')
      const change = describeChange(verificationOf({ message }))
      const expected = `a connection for ${sid} with an issuer and a certificate`
      const besides = change && { because: change.because, fix: `${change.fix} ${THEN_SAVE}`, remedy: NOWHERE }
      if (connection === null) return fail({ expected, received: 'no connection for this SID', ...besides })
      const missing = [
        connection.idpIssuer ? [] : ['no issuer'],
        connection.certificates.length > 0 ? [] : ['no certificate'],
      ].flat()
      const received = `a connection with ${missing.join(' and ')}`
      return expectThat(missing.length === 0, { expected, received, ...besides })
    },
  }),
  ...ENDPOINT_CHECKS,
  onMessage({
    id: 'response-within-size-limit',
    title: 'The message is within the size limit',
    denial: 'The message exceeds the size limit.',
    severity: 'error',
    enforcedBy: 'standard',
    reference: { document: 'saml-bindings-2.0', section: '3.5.4' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'described' } },
    fix: 'Send fewer claims. A response of this size usually contains a long list of groups or a picture.',
    twilio: { at: 'reading' },
    run: decodes('size'),
  }),
  onMessage({
    id: 'response-field-present',
    title: 'The form has one SAMLResponse field',
    denial: 'The form does not have one SAMLResponse field.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-bindings-2.0', section: '3.5.4' },
    confidence: 'inferred',
    needs: ['response-within-size-limit', 'posted-with-post-binding'],
    remedy: { side: 'idp', setting: 'protocol', to: { as: 'described' } },
    fix: 'Post an HTML form with one SAMLResponse field (HTTP-POST binding).',
    twilio: { at: 'reading' },
    run: (facts) => describeCarried(decodes('field')(facts), facts.posted),
  }),
  onMessage({
    id: 'response-is-base64',
    title: 'SAMLResponse is base64',
    denial: 'SAMLResponse is not base64.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-bindings-2.0', section: '3.5.4' },
    confidence: 'inferred',
    needs: ['response-field-present'],
    remedy: { side: 'none' },
    fix: 'Base64-encode the XML once, and percent-encode the form value.',
    twilio: { at: 'reading' },
    run: decodes('base64'),
  }),
  onMessage({
    id: 'xml-has-no-doctype',
    title: 'The XML has no document type declaration',
    denial: 'The XML has a document type declaration.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '1.3' },
    confidence: 'inferred',
    needs: ['response-is-base64'],
    remedy: { side: 'none' },
    fix: 'Remove the DOCTYPE. SAML messages have none, and entities in one are an attack.',
    twilio: { at: 'reading' },
    run: ({ message: { gate, xml } }) => {
      const at = gate?.doctypeAt ?? -1
      if (at < 0) return pass()
      const isPage = /^[\s\ufeff]*<!doctype\s+html\b/i.test((xml ?? '').slice(0, 1_000))
      return fail({
        expected: 'no document type declaration',
        received: isPage ? 'an HTML page' : `<!DOCTYPE at byte ${at}`,
        location: `byte ${at}`,
        ...(isPage ? { fix: HTML_FIX } : {}),
      })
    },
  }),
  onMessage({
    id: 'xml-within-limits',
    title: 'The XML is within the limits for depth and size',
    denial: 'The XML exceeds the limits for depth and size.',
    severity: 'error',
    enforcedBy: 'standard',
    reference: { document: 'saml-core-2.0', section: '1.3' },
    confidence: 'inferred',
    needs: ['xml-has-no-doctype'],
    remedy: { side: 'none' },
    fix: 'Send a normal SAML response: no IdP comes near these limits.',
    twilio: { at: 'reading' },
    run: ({ message: { gate } }) => {
      const fault = gate?.limitFault
      if (!fault) return pass()
      return fail({
        expected: `at most ${LIMITS[fault.limit]} (${fault.limit})`,
        received: `at least ${fault.received} (${fault.limit})`,
      })
    },
  }),
  onMessage({
    id: 'xml-is-well-formed',
    title: 'The decoded field is well-formed XML in UTF-8',
    denial: 'The decoded field is not well-formed XML in UTF-8.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'xml-1.0', section: '2.1' },
    confidence: 'inferred',
    needs: ['xml-within-limits'],
    remedy: { side: 'none' },
    fix: 'Send the XML exactly as it was signed. It was truncated or re-encoded, or characters in it were replaced.',
    twilio: { at: 'reading' },
    run: ({ message: { gate, syntaxFault } }) => {
      if (gate?.encodingFault) return fail({ expected: 'a UTF-8 document', received: gate.encodingFault })
      if (!syntaxFault) return pass()
      const location = syntaxFault.line ? { location: `line ${syntaxFault.line}` } : {}
      return fail({ expected: 'well-formed XML', received: syntaxFault.message, ...location })
    },
  }),
  onMessage({
    id: 'document-is-saml-response',
    title: 'The document is a SAML 2.0 Response',
    denial: 'The document is not a SAML 2.0 Response.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '3.3.3' },
    confidence: 'inferred',
    needs: ['xml-is-well-formed'],
    remedy: { side: 'idp', setting: 'protocol', to: { as: 'described' } },
    fix: 'Set this application in the IdP to SAML 2.0 with the HTTP-POST binding.',
    twilio: { at: 'reading' },
    run: ({ message: { response, document } }) =>
      expectThat(response !== null, {
        expected: 'samlp:Response',
        received: document ?? 'no document',
        location: '/',
        ...OTHER_DOCUMENTS.find(([pattern]) => pattern.test(document ?? ''))?.[1],
      }),
  }),
]

const NOWHERE: Remedy = { side: 'none' }
/** Other SAML 2.0 documents that are sent instead of a response, by their description. */
const OTHER_DOCUMENTS: [document: RegExp, advice: { fix: string; remedy: Remedy }][] = [
  [/a SAML 2\.0 logout message/, EXPLANATIONS.LogoutRequest],
  [/a SAML 2\.0 request/, EXPLANATIONS.SAMLRequest],
  [
    /SAML 2\.0 metadata/,
    {
      fix: 'Send what the IdP posts after a login. This is metadata, which describes one side to the other.',
      remedy: NOWHERE,
    },
  ],
  [
    /a bare SAML 2\.0 assertion/,
    {
      fix: 'Configure the IdP to send the assertion inside a samlp:Response (Web Browser SSO profile).',
      remedy: NOWHERE,
    },
  ],
]
