import { IDENTIFIERS, STATUS_SUCCESS } from '../domain/saml-names.ts'
import { parseInstant } from '../domain/time.ts'
import type { TwilioReason } from '../flex/twilio-errors.ts'
import { blocked, expectThat, fail, notApplicable, onAssertion, onResponse, pass } from './check.ts'
import { alteredAfterSigning, isIssuerMissedBySchema, isSameValue, namesMisdirectedUrl } from './consequences.ts'
import { describeNearest } from './difference.ts'
import { skewOf } from './facts.ts'
import { INVALID_ISSUER, judgeIssuer } from './issuer.ts'
import { explainStatus } from './status.ts'

const ONE_ASSERTION: TwilioReason = {
  at: 'number of assertions',
  says: 'SAML Response must contain 1 Assertion.',
}

/** The response around the assertion. */
export const ENVELOPE_CHECKS = [
  onResponse({
    id: 'version-is-2-0',
    title: 'Version is 2.0',
    denial: 'Version is not 2.0.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '3.2.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'protocol', to: { as: 'described' } },
    fix: 'Set the IdP to SAML 2.0.',
    twilio: { at: 'version', says: 'Unsupported SAML Version.' },
    run: ({ response, assertion }) => {
      const wrong = [
        ['/samlp:Response/@Version', response.version],
        ['/samlp:Response/saml:Assertion/@Version', assertion ? assertion.version : '2.0'],
      ].find(([, version]) => version !== '2.0')
      if (wrong === undefined) return pass()
      return fail({ expected: '2.0', received: wrong[1] ?? 'no Version', location: wrong[0] ?? '' })
    },
  }),
  onResponse({
    id: 'status-is-success',
    title: 'The IdP reports success',
    denial: 'The IdP does not report success.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '3.2.2.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'assignment', to: { as: 'described' } },
    fix: 'The IdP itself refused the sign-in. Look up the reason in its sign-in log.',
    twilio: {
      at: 'status',
      says: ({ received }) => `The status code of the Response was not Success, was ${received ?? ''}`,
    },
    run: ({ response: { status } }) => {
      if (status?.codes[0] === STATUS_SUCCESS) return pass()
      const codes = status?.codes.map((code) => code.replace(IDENTIFIERS.status, '')) ?? []
      const received = [codes.join(' / ') || 'no status', status?.message].filter(Boolean).join(': ')
      return fail({
        expected: STATUS_SUCCESS,
        received,
        location: '/samlp:Response/samlp:Status',
        ...explainStatus(status?.codes ?? []),
      })
    },
  }),
  onResponse({
    id: 'one-assertion',
    title: 'There is exactly one assertion',
    denial: 'There is not exactly one assertion.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'java-saml', section: 'SamlResponse.isValid' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'Configure the IdP to send one assertion in each response.',
    twilio: ONE_ASSERTION,
    run: ({ response }) => {
      const count = response.assertions + response.encryptedAssertions
      if (count === 0 && response.status?.codes[0] !== STATUS_SUCCESS)
        return blocked('status-is-success', 'The IdP refused the sign-in, so it sent no assertion.')
      return expectThat(count === 1, {
        expected: 'one assertion',
        received: `${count} assertions`,
        location: '/samlp:Response',
      })
    },
  }),
  onResponse({
    id: 'assertion-not-encrypted',
    title: 'The assertion is not encrypted',
    denial: 'The assertion is encrypted.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration/okta' },
    confidence: 'documented',
    needs: ['one-assertion'],
    remedy: { side: 'idp', setting: 'encryption', to: { choose: 'none' } },
    fix: 'Turn off assertion encryption (Unencrypted): Flex does not support it.',
    twilio: ONE_ASSERTION,
    run: ({ response, assertion }) => {
      const location = '/samlp:Response/saml:EncryptedAssertion'
      if (response.encryptedAssertions > 0)
        return fail({ expected: 'a plain saml:Assertion', received: 'a saml:EncryptedAssertion', location })
      const encrypted = [
        assertion?.hasEncryptedId ? ['an EncryptedID'] : [],
        assertion?.encryptedAttributes ? ['an EncryptedAttribute'] : [],
      ].flat()
      return expectThat(encrypted.length === 0, {
        expected: 'a plain assertion',
        received: `an assertion with ${encrypted.join(' and ')}`,
      })
    },
  }),
  onResponse({
    id: 'response-issuer-matches',
    title: 'The Issuer of the response is the configured IdP',
    denial: 'The Issuer of the response is not the configured IdP.',
    severity: 'error',
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-core-2.0', section: '3.2.2' },
    confidence: { legacy: 'observed', enhanced: 'inferred' },
    needs: ['tenant-is-configured'],
    remedy: { side: 'console', field: 'idpIssuer', from: 'issuer' },
    fix: 'Set the Identity Provider Issuer of the connection to exactly the entity ID of the IdP.',
    twilio: INVALID_ISSUER,
    consequenceOf: alteredAfterSigning('Issuer of the response'),
    run: ({ response: { issuer }, settings }) =>
      issuer === null
        ? notApplicable('The Response has no Issuer, which is optional.')
        : judgeIssuer(issuer, settings, '/samlp:Response/saml:Issuer'),
  }),
  onAssertion({
    id: 'assertion-issuer-matches',
    title: 'The Issuer of the assertion is the configured IdP',
    denial: 'The Issuer of the assertion is not the configured IdP.',
    severity: 'error',
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-core-2.0', section: '2.3.3' },
    confidence: { legacy: 'observed', enhanced: 'inferred' },
    needs: ['tenant-is-configured'],
    remedy: { side: 'console', field: 'idpIssuer', from: 'issuer' },
    fix: 'Set the Identity Provider Issuer of the connection to exactly the entity ID of the IdP.',
    twilio: INVALID_ISSUER,
    consequenceOf: [
      ...alteredAfterSigning('Issuer of the assertion'),
      { of: 'response-issuer-matches', holds: isSameValue },
      { of: 'schema-is-valid', holds: isIssuerMissedBySchema },
    ],
    run: ({ assertion, settings }) =>
      judgeIssuer(assertion.issuer ?? 'no Issuer', settings, '/samlp:Response/saml:Assertion/saml:Issuer'),
  }),
  onResponse({
    id: 'destination-matches-acs',
    title: 'Destination is the ACS URL of this tenant',
    denial: 'Destination is not the ACS URL of this tenant.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '3.2.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'acsUrl', to: { enter: 'acsUrl' } },
    fix: 'Set the Reply URL (ACS URL) of this application in the IdP to the expected value.',
    twilio: {
      at: 'destination',
      says: ({ expected, received }) => `The response was received at ${expected} instead of ${received ?? ''}`,
    },
    consequenceOf: [...alteredAfterSigning('Destination'), { of: 'door-is-an-acs', holds: namesMisdirectedUrl }],
    run: ({ response: { destination }, settings }) =>
      destination === null
        ? pass('The Response has no Destination; SAML Bindings 3.5.5.2 requires one in signed messages.')
        : expectThat(settings.acs.includes(destination), {
            expected: settings.acs.join(' or '),
            received: destination || 'an empty Destination',
            location: '/samlp:Response/@Destination',
            ...describeNearest(settings.acs, destination, settings),
          }),
  }),
  onResponse({
    id: 'destination-is-present',
    title: 'The response names its Destination',
    denial: 'The response does not name its Destination.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'saml-bindings-2.0', section: '3.5.5.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'acsUrl', to: { as: 'described' } },
    fix: 'Configure the IdP to send Destination: SAML requires it in signed messages.',
    run: ({ response: { destination } }) =>
      expectThat(destination !== null, {
        expected: 'a Destination',
        received: 'none',
        location: '/samlp:Response/@Destination',
      }),
  }),
  onResponse({
    id: 'in-response-to-known',
    title: 'InResponseTo, if present, names a request sent for this tenant',
    denial: 'InResponseTo does not name a request sent for this tenant.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'saml-profiles-2.0', section: '4.1.4.3' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'Start at the login link of this tenant, /login/{sid}, and sign in within an hour. If another service provider sent the request, its answer belongs there.',
    tellsOfOneLogin: true,
    run: ({ response: { inResponseTo }, memory: { requested } }) => {
      if (inResponseTo === null) return pass('IdP-initiated login.')
      if (requested === null) return notApplicable('Sent requests are not known here.')
      return expectThat(requested, {
        expected: 'the ID of a request sent for this tenant within the last hour',
        received: inResponseTo,
        location: '/samlp:Response/@InResponseTo',
      })
    },
  }),
  onResponse({
    id: 'idp-initiated-has-redirect-url',
    title: 'An IdP-initiated login has a redirect target',
    denial: 'IdP-initiated logins need a Default Redirect URL.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration' },
    confidence: 'documented',
    needs: ['tenant-is-configured'],
    remedy: { side: 'console', field: 'defaultRedirectUrl', from: null },
    fix: 'Set the Default Redirect URL of the connection, or start from the Flex login link (the Google tile cannot start a login).',
    run: ({ response: { inResponseTo }, settings: { connection } }) => {
      if (inResponseTo !== null) return notApplicable('The response answers a request.')
      return expectThat(connection?.defaultRedirectUrl != null, {
        expected: 'a Default Redirect URL',
        received: 'none on this connection',
      })
    },
  }),
  onResponse({
    id: 'issue-instant-plausible',
    title: 'The response was issued within a day of now',
    denial: 'The response was not issued within a day of now.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'saml-core-2.0', section: '3.2.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'clock', to: { as: 'described' } },
    fix: "Correct the IdP's clock (NTP).",
    tellsOfOneLogin: true,
    run: (facts) => {
      const text = facts.response.issueInstant
      const issued = parseInstant(text)
      const location = '/samlp:Response/@IssueInstant'
      const expected = `within a day of ${facts.now.toISOString()}`
      if (issued === null) return fail({ expected, received: text ?? 'none', location })
      const seconds = Math.round((issued.getTime() - facts.now.getTime()) / 1_000)
      const difference = `the IdP's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}, or the message is old`
      return expectThat(Math.abs(seconds) * 1_000 <= DAY_MS + skewOf(facts), {
        expected,
        received: text ?? '',
        location,
        difference,
      })
    },
  }),
]

const DAY_MS = 86_400_000
