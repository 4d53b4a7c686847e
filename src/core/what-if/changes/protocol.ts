import { BEARER, NAME_ID_FORMAT } from '../../domain/saml-names.ts'
import { supposeAssertion, supposeResponse } from '../hypothetical.ts'
import { FAR_AHEAD, NO_DATA, type ProposedChange } from './change.ts'

/** What a change cures that makes another message of it altogether. */
export const PROTOCOL: ProposedChange[] = [
  {
    setting: 'protocol',
    side: 'idp',
    cures: ['version-is-2-0', 'conditions-are-present', 'authn-statement-is-present', 'subject-confirmation-is-bearer'],
    describe: () => ({ from: null, to: 'the Web Browser SSO profile of SAML 2.0' }),
    apply: (judged) =>
      supposeAssertion(
        supposeResponse(judged, () => ({ version: '2.0' })),
        ({ conditions, authnStatements: [statement], confirmations }) => ({
          version: '2.0',
          conditions: conditions ?? {
            notBefore: null,
            notOnOrAfter: null,
            audienceRestrictions: [[judged.settings.audience]],
          },
          authnStatements: [statement ?? { authnInstant: null, sessionIndex: null, sessionNotOnOrAfter: null }],
          confirmations: confirmations.some(({ method }) => method === BEARER)
            ? confirmations
            : [
                {
                  method: BEARER,
                  data: { ...NO_DATA, recipient: judged.settings.acs[0] ?? '', notOnOrAfter: FAR_AHEAD },
                },
              ],
        }),
      ),
  },
  {
    setting: 'protocol',
    side: 'idp',
    cures: ['posted-with-post-binding', 'response-field-present', 'document-is-saml-response'],
    describe: ({ message: { document } }) =>
      /SAML 2\.0 (logout|request|metadata)/.test(document ?? '')
        ? null
        : { from: document, to: 'SAML 2.0 with the HTTP-POST binding' },
    apply: null,
  },
  {
    setting: 'nameId',
    side: 'idp',
    cures: ['status-is-success'],
    describe: ({ message: { response } }) =>
      response?.status?.codes.some((code) => code.endsWith(':InvalidNameIDPolicy'))
        ? { from: 'not the format that was asked for', to: `the e-mail address, as ${NAME_ID_FORMAT.emailAddress}` }
        : null,
    apply: null,
  },
  {
    setting: 'assignment',
    side: 'idp',
    cures: ['status-is-success'],
    describe: () => ({ from: 'the IdP refused this sign-in', to: 'a user who may use the application' }),
    apply: null,
  },
  {
    setting: 'claims',
    side: 'idp',
    cures: ['response-within-size-limit'],
    describe: () => ({ from: 'too many or too long', to: 'full_name, email and roles' }),
    apply: null,
  },
]
