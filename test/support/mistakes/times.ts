import { authnStatement, CONNECTION, conditions, confirmation, type ResponseParts } from '../response.ts'
import { JQ, type Row } from './mistake.ts'

const refused = (code: string): Partial<ResponseParts> => ({
  status: `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"/></samlp:StatusCode>`,
  before: (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/, ''),
  sign: ['Response'],
})
const spanning = (notBefore: string, notOnOrAfter: string) => ({ conditions: conditions({ notBefore, notOnOrAfter }) })
const ENDED = 'not-on-or-after-ahead'

/** Times, refusals, and messages of another kind. */
export const TIMES: Row[] = [
  [
    'a message of two hours ago',
    ENDED,
    /issued 7230 s before it arrived/,
    'idp clock',
    {},
    { now: '2026-12-01T12:00:00Z' },
  ],
  [
    'a clock ten minutes behind',
    ENDED,
    /issued 600 s before it arrived/,
    'idp clock',
    {},
    { now: '2026-12-01T10:09:30Z' },
  ],
  [
    'a clock ten minutes ahead',
    'not-before-reached',
    /clock is ahead/,
    'idp clock',
    {},
    { now: '2026-12-01T09:49:30Z' },
  ],
  [
    'an old message whose session is over',
    ENDED,
    /before it arrived/,
    'idp clock',
    { authnStatement: authnStatement(' SessionNotOnOrAfter="2026-12-01T10:05:00Z"') },
    { now: '2026-12-01T12:00:00Z' },
  ],
  [
    'a lifetime that begins later',
    'not-before-reached',
    /the clocks agree and the lifetime is wrong/,
    'idp lifetime',
    spanning('2026-12-01T11:59:00Z', '2026-12-01T12:05:00Z'),
  ],
  [
    'a time that is none',
    ENDED,
    /not a valid SAML time/,
    'idp lifetime',
    { conditions: conditions({ audience: `urn:flex:${CONNECTION}`, notOnOrAfter: '2026-12-01 10:05' }) },
    JQ,
  ],
  [
    'a confirmation without end',
    'subject-confirmation-in-time',
    /send a NotOnOrAfter/,
    'idp lifetime',
    { confirmation: confirmation().replace(/ NotOnOrAfter="[^"]*"/, '') },
  ],
  [
    'a session that is over',
    'session-not-over',
    /8 to 10 hours/,
    'idp session',
    { authnStatement: authnStatement(' SessionNotOnOrAfter="2026-12-01T09:00:00Z"') },
  ],
  ['AD FS has no Name ID', 'status-is-success', /AD FS needs a rule/, 'idp nameId', refused('InvalidNameIDPolicy')],
  ['a user without access', 'status-is-success', /give the user access/, 'idp assignment', refused('RequestDenied')],
  [
    'a logout in place of a login',
    'document-is-saml-response',
    /Remove the logout URL/,
    null,
    { before: (xml) => xml.replaceAll('samlp:Response', 'samlp:LogoutResponse'), sign: [] },
  ],
  [
    'an ID that begins with a digit',
    'ids-are-xml-names',
    /Prefix every ID/,
    null,
    { id: '00ed9a13-1c1c-4c1c-8c1c-00ed9a131c1c' },
  ],
]
