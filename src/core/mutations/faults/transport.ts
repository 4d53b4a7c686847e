import type { MessageChange } from '../../domain/idp.ts'
import type { Mutation } from '../mutation.ts'

const field = (change: (samlResponse: string) => string): MessageChange => ({ field: change })
const sent = (change: (xml: string) => string): MessageChange => ({ signed: change })
const END = /<\/\w+:Response>\s*$/

/** Faults on the way, and messages that are not SAML responses. */
export const TRANSPORT_FAULTS: Mutation[] = [
  {
    name: 'field-empty',
    title: 'The field SAMLResponse is empty.',
    raises: ['response-field-present'],
    change: field(() => ''),
  },
  {
    name: 'base64-for-urls',
    title: 'The field SAMLResponse is base64url instead of base64.',
    raises: ['response-is-base64'],
    change: field((base64) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')),
  },
  {
    name: 'plus-signs-lost',
    title: 'Each + in the field SAMLResponse became a space, as in a form that is not percent-encoded.',
    raises: ['response-is-base64'],
    change: field((base64) => base64.replaceAll('+', ' ')),
  },
  {
    name: 'base64-with-junk',
    title: 'The field SAMLResponse has a character that is not base64.',
    raises: ['response-is-base64'],
    change: field((base64) => `${base64.slice(0, 8)}*${base64.slice(8)}`),
  },
  {
    name: 'xml-not-encoded',
    title: 'The field SAMLResponse is XML, not base64.',
    raises: ['response-is-base64'],
    change: field((base64) => Buffer.from(base64, 'base64').toString('utf8')),
  },
  {
    name: 'xml-truncated',
    title: 'The XML was cut off.',
    raises: ['xml-is-well-formed'],
    change: sent((xml) => xml.slice(0, -20)),
  },
  {
    name: 'doctype',
    title: 'The XML has a document type declaration.',
    raises: ['xml-has-no-doctype'],
    change: sent((xml) => xml.replace(/(<\w+:Response[\s>])/, '<!DOCTYPE Response>$1')),
  },
  {
    name: 'nested-too-deep',
    title: 'Elements are nested 70 deep.',
    raises: ['xml-within-limits'],
    change: sent((xml) => xml.replace(END, (end) => '<a>'.repeat(70) + '</a>'.repeat(70) + end)),
  },
  {
    name: 'logout-response',
    title: 'The message is a LogoutResponse.',
    raises: ['document-is-saml-response'],
    change: sent((xml) =>
      xml
        .replace(/<(\w+):Response([\s>])/, '<$1:LogoutResponse$2')
        .replace(/<\/(\w+):Response>/, '</$1:LogoutResponse>'),
    ),
  },
  {
    name: 'html-page',
    title: 'The message is an HTML page.',
    raises: ['document-is-saml-response'],
    change: sent(() => '<html><body><h1>Sign in</h1></body></html>'),
  },
  {
    name: 'too-large',
    title: 'The message is larger than 192 KiB.',
    raises: ['response-within-size-limit'],
    change: sent((xml) => xml.replace(END, (end) => `<!--${'x'.repeat(195_000)}-->${end}`)),
  },
  {
    name: 'posted-with-get',
    title: 'The response arrives by GET, as with the HTTP-Redirect binding.',
    raises: ['posted-with-post-binding'],
    delivery: { method: 'GET' },
  },
  {
    name: 'path-with-slash',
    title: 'The ACS path has an extra trailing slash.',
    raises: ['acs-path-is-exact'],
    delivery: { path: (path) => path.replace(/(\?|$)/, '/$1') },
  },
  {
    name: 'path-in-other-case',
    title: 'The ACS path is in capital letters.',
    raises: ['acs-path-is-exact'],
    delivery: { path: (path) => path.replace(/\/(saml2|callback)/, (match) => match.toUpperCase()) },
  },
  {
    name: 'replayed',
    title: 'The response is posted twice.',
    raises: ['assertion-not-replayed'],
    delivery: { times: 2 },
  },
  {
    name: 'posted-to-preview',
    title: "The response is posted to the account's preview URL, but the connection uses the iam URL.",
    raises: ['door-matches-connection', 'destination-matches-acs', 'audience-names-entity-id'],
    generations: ['legacy'],
    delivery: { path: (path) => path.replace('/v1/', '/iam/') },
  },
  {
    name: 'relay-state-cut',
    title: 'The RelayState of the request comes back cut to 80 characters, the most that SAML requires an IdP to keep.',
    raises: ['relay-state-comes-back'],
    generations: ['legacy', 'preview'],
    delivery: { relayState: (sent) => sent.slice(0, 80) },
    answersRequest: true,
  },
  {
    name: 'relay-state-lost',
    title: 'The RelayState of the request does not come back.',
    raises: ['relay-state-comes-back'],
    delivery: { relayState: () => '' },
    answersRequest: true,
  },
  {
    name: 'relay-state-too-long',
    title: 'RelayState is longer than 8 KB.',
    raises: ['relay-state-is-usable'],
    delivery: { relayState: () => 'r'.repeat(8_193) },
  },
  {
    name: 'relay-state-elsewhere',
    title: 'RelayState is a URL that the connection does not trust.',
    raises: ['relay-state-is-usable'],
    delivery: { relayState: () => 'https://elsewhere.example.com/' },
  },
]
