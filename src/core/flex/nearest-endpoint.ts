/** Why a path is not an ACS, and the sentence that corrects the Reply URL. */
export interface EndpointMiss {
  difference: string
  fix: string
}

type Row = [path: RegExp, difference: string, fix: string]

/** Things that do not belong in any URL. */
const SPELLING: Row[] = [
  [
    /[{}<>[\]]|%(7b|7d|3c|3e|5b|5d|e2%80%a6)|\.{3}|:sid\b|\b(ac|jq)x+\b|account_?sid|your[-_]/i,
    'it contains a placeholder instead of the SID',
    'Replace the placeholder in the Reply URL in the IdP with the SID of the tenant.',
  ],
  [/%2f/i, 'its slashes are percent-encoded (%2F)', 'Enter the Reply URL in the IdP without percent-encoding.'],
  [
    /%3f/i,
    'the ? before the query is percent-encoded (%3F)',
    'Enter the Reply URL in the IdP without percent-encoding.',
  ],
  [/\/\//, 'it has a double slash', 'Remove one of the two slashes from the Reply URL in the IdP.'],
  [
    /%20|%09|%0[ad]/i,
    'it contains white space',
    'Remove the white space from the Reply URL in the IdP. It was probably copied with the URL.',
  ],
]

/** Other URLs of Twilio and of the harness that are mistaken for the ACS. */
const PLACES: Row[] = [
  [
    /^\/v2\//i,
    'paths under /v2/ belong to Twilio Frontline, another product',
    'Set the Reply URL in the IdP to the ACS URL of Flex. The one under /v2/ is for Frontline.',
  ],
  [
    /\/saml2?\/metadata\/?$|^\/samlp\//i,
    'it is the metadata URL; messages go to the ACS',
    'Set the Reply URL in the IdP to the ACS URL. The one that ends with metadata is the Entity ID or the metadata URL.',
  ],
  [
    /\/authenticate\/?$/i,
    'logins start there; the answer goes to the ACS',
    'Set the Reply URL in the IdP to the ACS URL. The one that ends with authenticate is for Flex itself.',
  ],
  [
    /^\/login\/(ac|jq)/i,
    'it is the login link for people; the IdP posts to the ACS',
    'Set the Reply URL in the IdP to the ACS URL, and give the login link only to people.',
  ],
  [
    /^\/(console|service-login)(\/|$)|^\/us1\/|single-sign-on/i,
    'it is the URL of a page of the Twilio Console',
    'Set the Reply URL in the IdP to the ACS URL that this page of the Console shows, not to the URL of the page.',
  ],
  [
    /^\/(agent-desktop|flex|logins)(\/|$)/i,
    'people are redirected there after a login; the IdP posts to the ACS',
    'Set the Reply URL in the IdP to the ACS URL. The page after a login is the Default Redirect URL of the connection.',
  ],
  [/^\/(\?|$)/, 'it is only the host; the path is missing', 'Add the path of the ACS to the Reply URL in the IdP.'],
]

const WHOLE_SID = 'Copy the complete SID from the Flex Console into the Reply URL in the IdP.'

/** The SID: without its prefix, truncated, or of the wrong kind. */
const SIDS: Row[] = [
  [
    /\/accounts?\/[0-9a-f]{32}(\/|$)/i,
    'the SID does not start with AC',
    'Add AC before the 32 digits in the Reply URL in the IdP.',
  ],
  [
    /\?connection=[0-9a-f]{32}$/i,
    'the SID does not start with JQ',
    'Add JQ before the 32 digits in the Reply URL in the IdP.',
  ],
  [
    /\/accounts?\/jq/i,
    'it contains the SID of an SSO connection (JQ) in the path for accounts (AC)',
    'Set the Reply URL in the IdP to the enhanced ACS URL, the only one with a JQ.',
  ],
  [
    /\?connection=ac/i,
    'it contains the SID of an account (AC) instead of one of an SSO connection (JQ)',
    'Copy the SID of the SSO connection from the Flex Console into the Reply URL in the IdP. It starts with JQ.',
  ],
  [
    /\/[Aa]ccounts?\/(ac|aC|Ac)[0-9a-fA-F]{32}|=(jq|jQ|Jq)[0-9a-fA-F]{32}$/,
    'the prefix of the SID is not in upper case',
    'Write the AC or JQ in the Reply URL in the IdP in upper case.',
  ],
  [
    /(\/accounts?\/ac|=jq)[0-9a-f]{0,31}(\/|$)/i,
    'the SID is too short: it must have 32 digits after its two letters',
    WHOLE_SID,
  ],
  [
    /(\/accounts?\/ac|=jq)[0-9a-f]{33}/i,
    'the SID is too long: it must have 32 digits after its two letters',
    WHOLE_SID,
  ],
  [
    /(\/accounts?\/|=)(?!ac|jq)[a-z]{2}[0-9a-f]{32}(\/|$)/i,
    'the SID is of another kind; the SID of a tenant starts with AC or JQ',
    'Use the SID of the account (AC) or, for enhanced SSO, of the SSO connection (JQ) in the Reply URL in the IdP.',
  ],
  [
    /(\/accounts?\/ac|=jq)[0-9a-z]*[g-z]/i,
    'the SID contains characters other than 0 to 9 and a to f',
    'Copy the SID from the Flex Console into the Reply URL in the IdP instead of typing it.',
  ],
]

/** The path around the SID. */
const SHAPES: Row[] = [
  [
    /^\/login\/callback\/?$/i,
    '?connection= with the SID of the SSO connection is missing',
    'Add ?connection= and the JQ to the Reply URL in the IdP. It identifies the tenant.',
  ],
  [
    /^\/login\/callback\b/i,
    'the SID must follow ?connection=',
    'Add ?connection= and the JQ after /login/callback in the Reply URL in the IdP.',
  ],
  [
    /jq[0-9a-f]{32}/i,
    'the path of enhanced SSO is /login/callback',
    'Add /login/callback before ?connection= in the Reply URL in the IdP.',
  ],
  [
    /^\/(v1\/iam|iam\/v1)\//i,
    'it mixes the path of preview (/iam) with that of legacy (/v1)',
    'Use only one of /v1 and /iam in the Reply URL in the IdP: /v1 with iam.twilio.com, /iam with preview.twilio.com.',
  ],
  [
    /^\/(v1|iam)\/accounts\/ac[0-9a-f]{32}\/?$/i,
    '/saml2 at the end is missing',
    'Add /saml2 to the end of the Reply URL in the IdP.',
  ],
  [
    /^\/(v1|iam)\/accounts\/ac[0-9a-f]{32}\//i,
    'the SID is not followed by /saml2',
    'End the Reply URL in the IdP with /saml2.',
  ],
  [
    /^\/accounts?\/ac[0-9a-f]{32}/i,
    '/v1 at the start is missing',
    'Add /v1 before /Accounts in the Reply URL in the IdP.',
  ],
  [
    /^\/(v1|iam)\/account\//i,
    'it contains /Account/ instead of /Accounts/',
    'Write /Accounts/ (plural) in the Reply URL in the IdP.',
  ],
  [
    /^\/(v1|iam)(\/accounts)?(\/saml2?)?\/?$/i,
    'the SID of the account is missing',
    'Add /Accounts/ and the account SID before /saml2 in the Reply URL in the IdP.',
  ],
  [
    /ac[0-9a-f]{32}/i,
    'the path around the SID is not that of an ACS',
    'Set the Reply URL in the IdP to exactly the ACS URL.',
  ],
]

const ROWS = [...SPELLING, ...PLACES, ...SIDS, ...SHAPES]
const STRANGER: EndpointMiss = {
  difference: 'this is not a Flex path',
  fix: 'Set the Reply URL in the IdP to the ACS URL. The current one belongs to another service or application.',
}

/** The nearest ACS, and how this path differs from it. */
export function missOf(path: string): EndpointMiss {
  const [, difference, fix] = ROWS.find(([pattern]) => pattern.test(path)) ?? []
  return difference === undefined || fix === undefined ? STRANGER : { difference, fix }
}
