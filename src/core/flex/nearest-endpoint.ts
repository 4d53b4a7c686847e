/** How a path misses every ACS, and the sentence that sets the Reply URL right. */
export interface EndpointMiss {
  difference: string
  fix: string
}

type Row = [path: RegExp, difference: string, fix: string]

/** What belongs in no URL. */
const SPELLING: Row[] = [
  [
    /[{}<>[\]]|%(7b|7d|3c|3e|5b|5d|e2%80%a6)|\.{3}|:sid\b|\b(ac|jq)x+\b|account_?sid|your[-_]/i,
    'a placeholder stands where the SID belongs',
    'Put the SID of the tenant in place of the placeholder in the Reply URL of the IdP.',
  ],
  [
    /%2f/i,
    'its slashes are percent-encoded (%2F)',
    'Enter the Reply URL in the IdP as it is: something percent-encoded it once too often.',
  ],
  [
    /%3f/i,
    'the ? before the query is percent-encoded (%3F)',
    'Enter the Reply URL in the IdP as it is: something percent-encoded it once too often.',
  ],
  [
    /\/\//,
    'it has a doubled slash',
    'Take one of the two slashes out of the Reply URL in the IdP: what stands before it ended with one already.',
  ],
  [
    /%20|%09|%0[ad]/i,
    'it has white space in it',
    'Take the white space out of the Reply URL in the IdP: it came along when the URL was copied.',
  ],
]

/** Other places of Twilio and of this harness that are taken for the ACS. */
const PLACES: Row[] = [
  [
    /^\/v2\//i,
    'a path under /v2/ belongs to Twilio Frontline, another product',
    'Give the IdP the Reply URL of Flex: the one under /v2/ is for Frontline.',
  ],
  [
    /\/saml2?\/metadata\/?$|^\/samlp\//i,
    'it is the URL of the metadata; messages go to the ACS',
    'Give the IdP the ACS URL as Reply URL: what ends in metadata is the Entity ID or the address of the metadata.',
  ],
  [
    /\/authenticate\/?$/i,
    'a login begins there; the answer goes to the ACS',
    'Give the IdP the ACS URL as Reply URL: the one that ends in authenticate is for Flex itself.',
  ],
  [
    /^\/login\/(ac|jq)/i,
    'it is the login link, which people open; the IdP posts to the ACS',
    'Give the login link to people, and the ACS URL to the IdP as Reply URL.',
  ],
  [
    /^\/(console|service-login)(\/|$)|^\/us1\/|single-sign-on/i,
    'it is the address of a page of the Twilio Console',
    'Give the IdP the ACS URL that this page of the Console shows as Reply URL, not the address of the page.',
  ],
  [
    /^\/(agent-desktop|flex|logins)(\/|$)/i,
    'people land there after a login; the IdP posts to the ACS',
    'Give the IdP the ACS URL as Reply URL; where people land is the default redirect URL of the connection.',
  ],
  [
    /^\/(\?|$)/,
    'it is the bare host: the path is missing',
    'Add the path of the ACS to the Reply URL in the IdP: the host alone is not enough.',
  ],
]

const WHOLE_SID = 'Copy the whole SID from the Flex Console into the Reply URL of the IdP.'

/** The SID: without its letters, cut, or of another kind. */
const SIDS: Row[] = [
  [
    /\/accounts?\/[0-9a-f]{32}(\/|$)/i,
    'the SID lacks the AC at its beginning',
    'Put AC before the 32 digits in the Reply URL of the IdP.',
  ],
  [
    /\?connection=[0-9a-f]{32}$/i,
    'the SID lacks the JQ at its beginning',
    'Put JQ before the 32 digits in the Reply URL of the IdP.',
  ],
  [
    /\/accounts?\/jq/i,
    'the SID of an SSO connection (JQ) stands in the path of accounts (AC)',
    'Give the IdP the enhanced ACS URL as Reply URL: a JQ goes with no other.',
  ],
  [
    /\?connection=ac/i,
    'the SID of an account (AC) stands where that of an SSO connection (JQ) belongs',
    'Copy the SID of the SSO connection from the Flex Console into the Reply URL of the IdP: it begins with JQ.',
  ],
  [
    /\/[Aa]ccounts?\/(ac|aC|Ac)[0-9a-fA-F]{32}|=(jq|jQ|Jq)[0-9a-fA-F]{32}$/,
    'the letters at the beginning of the SID are not in upper case',
    'Write the AC or JQ in upper case in the Reply URL of the IdP: something turned it into lower case.',
  ],
  [/(\/accounts?\/ac|=jq)[0-9a-f]{0,31}(\/|$)/i, 'the SID is cut: 32 digits belong behind its two letters', WHOLE_SID],
  [/(\/accounts?\/ac|=jq)[0-9a-f]{33}/i, 'the SID is too long: 32 digits belong behind its two letters', WHOLE_SID],
  [
    /(\/accounts?\/|=)(?!ac|jq)[a-z]{2}[0-9a-f]{32}(\/|$)/i,
    'the SID is of another kind: tenants have AC or JQ',
    'Put the account SID (AC) or, on enhanced SSO, that of the SSO connection (JQ) into the Reply URL of the IdP.',
  ],
  [
    /(\/accounts?\/ac|=jq)[0-9a-z]*[g-z]/i,
    'the SID holds other characters than 0 to 9 and a to f',
    'Copy the SID from the Flex Console instead of typing it into the Reply URL of the IdP.',
  ],
]

/** The words around the SID. */
const SHAPES: Row[] = [
  [
    /^\/login\/callback\/?$/i,
    '?connection= with the SID of the SSO connection is missing',
    'Add ?connection= and the JQ to the Reply URL in the IdP: without it nobody knows whose login it is.',
  ],
  [
    /^\/login\/callback\b/i,
    'the SID belongs behind ?connection=',
    'Write ?connection= and then the JQ behind /login/callback in the Reply URL of the IdP.',
  ],
  [
    /jq[0-9a-f]{32}/i,
    'the path of enhanced SSO is /login/callback',
    'Write /login/callback before ?connection= in the Reply URL of the IdP.',
  ],
  [
    /^\/(v1\/iam|iam\/v1)\//i,
    'it mixes the path of the preview (/iam) with that of today (/v1)',
    'Keep one of /v1 and /iam in the Reply URL of the IdP: /v1 with iam.twilio.com, /iam with preview.twilio.com.',
  ],
  [
    /^\/(v1|iam)\/accounts\/ac[0-9a-f]{32}\/?$/i,
    '/saml2 at the end is missing',
    'Add /saml2 to the end of the Reply URL in the IdP.',
  ],
  [
    /^\/(v1|iam)\/accounts\/ac[0-9a-f]{32}\//i,
    'what follows the SID is not /saml2',
    'Let the Reply URL in the IdP end with /saml2.',
  ],
  [
    /^\/accounts?\/ac[0-9a-f]{32}/i,
    '/v1 at the beginning is missing',
    'Put /v1 before /Accounts in the Reply URL of the IdP.',
  ],
  [
    /^\/(v1|iam)\/account\//i,
    'it has /Account/ where /Accounts/ belongs',
    'Write /Accounts/, with an s, in the Reply URL of the IdP.',
  ],
  [
    /^\/(v1|iam)(\/accounts)?(\/saml2?)?\/?$/i,
    'the SID of the account is missing',
    'Put /Accounts/ and the account SID before /saml2 in the Reply URL of the IdP.',
  ],
  [
    /ac[0-9a-f]{32}/i,
    'what stands around the SID is the path of something else',
    'Give the IdP the ACS URL as Reply URL, letter for letter.',
  ],
]

const ROWS = [...SPELLING, ...PLACES, ...SIDS, ...SHAPES]
const STRANGER: EndpointMiss = {
  difference: 'it looks like no path of Flex',
  fix: 'Give the IdP the ACS URL as Reply URL: this one is of another service, or of another application.',
}

/** What the nearest door would be, and how this path misses it. */
export function missOf(path: string): EndpointMiss {
  const [, difference, fix] = ROWS.find(([pattern]) => pattern.test(path)) ?? []
  return difference === undefined || fix === undefined ? STRANGER : { difference, fix }
}
