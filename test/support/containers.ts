/** The form that was posted to Flex, and the containers in which people hand it on. */
export interface PostedForm {
  samlResponse: string
  relayState: string
  url: string
  /** ISO 8601. */
  at: string
}

/** The body as a browser sends it: everything but letters, digits and `*-._` is percent-encoded. */
export const bodyOf = ({ samlResponse, relayState }: PostedForm) =>
  new URLSearchParams({ SAMLResponse: samlResponse, RelayState: relayState }).toString()

/** A page that posts the form by itself, with every character escaped that an IdP may escape. */
export function pageOf({ samlResponse, relayState, url }: PostedForm): string {
  const escaped = (text: string) =>
    text.replace(/[^a-z0-9/]/gi, (character) => `&#x${character.charCodeAt(0).toString(16)};`)
  return `<!DOCTYPE html>
<html><head><title>SAMLResponse</title><script>document.write('<form><input name="SAMLResponse" value="eA==">')</script></head>
<!-- <input name="SAMLResponse" value="eA=="> -->
<body onload="document.forms[0].submit()"><FORM METHOD='POST' action="${escaped(url)}">
<input type="hidden" name="SAMLResponse" value="${escaped(samlResponse)}"/><input value='${escaped(relayState)}' name=RelayState type=hidden>
<noscript><input type="submit" value="Go on"></noscript></form></body></html>`
}

interface Entry {
  method?: string
  url?: string
  at?: string
  milliseconds?: number
  postData?: unknown
  queryString?: unknown
  content?: unknown
}

/** One entry of a HAR 1.2, as the network panel writes it. */
export function harEntry({
  method = 'GET',
  url = 'https://app.example.com/',
  at = '2026-01-01T00:00:00.000Z',
  milliseconds = 12.5,
  postData,
  queryString = [],
  content,
}: Entry) {
  return {
    startedDateTime: at,
    time: milliseconds,
    request: {
      method,
      url,
      httpVersion: 'http/2.0',
      headers: [],
      cookies: [],
      queryString,
      headersSize: -1,
      bodySize: -1,
      ...(postData ? { postData } : {}),
    },
    response: { status: 200, statusText: '', headers: [], content: content ?? { size: 0, mimeType: 'text/html' } },
    cache: {},
    timings: {},
  }
}

/** A HAR of the entries, between two that have nothing to do with them. */
export function harOf(...entries: unknown[]): string {
  const log = {
    version: '1.2',
    creator: { name: 'browser', version: '1' },
    entries: [harEntry({}), ...entries, harEntry({})],
  }
  return JSON.stringify({ log }, null, 2)
}

/** The entry of the POST, with the body in one of the ways that browsers write it. */
export const postEntry = (form: PostedForm, postData: Record<string, unknown> = { text: bodyOf(form) }) =>
  harEntry({
    method: 'POST',
    url: form.url,
    at: form.at,
    postData: { mimeType: 'application/x-www-form-urlencoded', ...postData },
  })

/** The entry of the page that posts the form, answered at the form's time. */
export function pageEntry(form: PostedForm, content: Record<string, unknown> = { text: pageOf(form) }) {
  const milliseconds = 2_000
  const at = new Date(Date.parse(form.at) - milliseconds).toISOString()
  return harEntry({
    url: 'https://idp.example.com/sso',
    at,
    milliseconds,
    content: { mimeType: 'text/html', ...content },
  })
}

/** An export of SAML-tracer 1.x, between two requests that have nothing to do with it. */
export function tracerExportOf(form: PostedForm, changes: Record<string, unknown> = {}): string {
  const other = {
    method: 'GET',
    url: 'https://app.example.com/?a=b',
    requestId: '1',
    requestHeaders: [],
    get: [['a', 'b']],
    responseHeaders: [],
  }
  const request = {
    method: 'POST',
    url: form.url,
    requestId: '2',
    requestHeaders: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
    post: [
      ['SAMLResponse', form.samlResponse],
      ['RelayState', form.relayState],
    ],
    protocol: 'SAML-P',
    saml: Buffer.from(form.samlResponse, 'base64').toString('utf8'),
    responseStatus: 303,
    responseStatusText: 'HTTP/2.0 303 See Other',
    responseHeaders: [{ name: 'date', value: new Date(form.at).toUTCString() }],
    ...changes,
  }
  return JSON.stringify({ requests: [other, request, other], timestamp: '2027-01-01T00:00:00.000Z' }, null, 2)
}
