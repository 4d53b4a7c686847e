import type { MessageChange } from '../../domain/idp.ts'
import type { Fault } from './fault.ts'

const field = (change: (samlResponse: string) => string): MessageChange => ({ field: change })
const sent = (change: (xml: string) => string): MessageChange => ({ signed: change })
const END = /<\/\w+:Response>\s*$/

/** What happens on the way, and what is no SAML response at all. */
export const TRANSPORT_FAULTS: Fault[] = [
  {
    name: 'field-empty',
    title: 'The field SAMLResponse is empty.',
    finding: 'response-field-present',
    change: field(() => ''),
  },
  {
    name: 'base64-for-urls',
    title: 'The field is in the base64 alphabet for URLs.',
    finding: 'response-is-base64',
    change: field((base64) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')),
  },
  {
    name: 'plus-signs-lost',
    title: 'Each + of the field became a blank on the way, as where a form is not percent-encoded.',
    finding: 'response-is-base64',
    change: field((base64) => base64.replaceAll('+', ' ')),
  },
  {
    name: 'base64-with-junk',
    title: 'There is something in the field that is no base64.',
    finding: 'response-is-base64',
    change: field((base64) => `${base64.slice(0, 8)}*${base64.slice(8)}`),
  },
  {
    name: 'xml-not-encoded',
    title: 'The field is XML, not base64.',
    finding: 'response-is-base64',
    change: field((base64) => Buffer.from(base64, 'base64').toString('utf8')),
  },
  {
    name: 'xml-truncated',
    title: 'The XML was cut off.',
    finding: 'xml-is-well-formed',
    change: sent((xml) => xml.slice(0, -20)),
  },
  {
    name: 'doctype',
    title: 'The XML has a document type declaration.',
    finding: 'xml-has-no-doctype',
    change: sent((xml) => xml.replace(/(<\w+:Response[\s>])/, '<!DOCTYPE Response>$1')),
  },
  {
    name: 'nested-too-deep',
    title: 'Elements are nested 70 deep.',
    finding: 'xml-within-limits',
    change: sent((xml) => xml.replace(END, (end) => '<a>'.repeat(70) + '</a>'.repeat(70) + end)),
  },
  {
    name: 'logout-response',
    title: 'It is a LogoutResponse.',
    finding: 'document-is-saml-response',
    change: sent((xml) =>
      xml
        .replace(/<(\w+):Response([\s>])/, '<$1:LogoutResponse$2')
        .replace(/<\/(\w+):Response>/, '</$1:LogoutResponse>'),
    ),
  },
  {
    name: 'html-page',
    title: 'It is a page of HTML.',
    finding: 'document-is-saml-response',
    change: sent(() => '<html><body><h1>Sign in</h1></body></html>'),
  },
  {
    name: 'too-large',
    title: 'It is larger than 192 KiB.',
    finding: 'response-within-size-limit',
    change: sent((xml) => xml.replace(END, (end) => `<!--${'x'.repeat(195_000)}-->${end}`)),
  },
  {
    name: 'posted-with-get',
    title: 'It came by GET, as the HTTP-Redirect binding would bring it.',
    finding: 'posted-with-post-binding',
    bringing: { method: 'GET' },
  },
  {
    name: 'path-with-slash',
    title: 'The ACS path has a slash more at its end.',
    finding: 'acs-path-is-exact',
    bringing: { path: (path) => path.replace(/(\?|$)/, '/$1') },
  },
  {
    name: 'path-in-other-case',
    title: 'The ACS path is in capitals.',
    finding: 'acs-path-is-exact',
    bringing: { path: (path) => path.replace(/\/(saml2|callback)/, (match) => match.toUpperCase()) },
  },
  {
    name: 'replayed',
    title: 'It is posted twice.',
    finding: 'assertion-not-replayed',
    bringing: { times: 2 },
  },
  {
    name: 'posted-to-preview',
    title: 'It is posted to the preview URL of the account, though the connection names the iam one.',
    finding: 'door-matches-connection',
    also: ['destination-matches-acs', 'audience-names-entity-id'],
    generations: ['legacy'],
    bringing: { path: (path) => path.replace('/v1/', '/iam/') },
  },
  {
    name: 'relay-state-cut',
    title: 'The RelayState of the request comes back cut to 80 characters, the most that SAML asks an IdP to keep.',
    finding: 'relay-state-comes-back',
    generations: ['legacy', 'preview'],
    bringing: { relayState: (sent) => sent.slice(0, 80) },
    answersRequest: true,
  },
  {
    name: 'relay-state-lost',
    title: 'The RelayState of the request does not come back.',
    finding: 'relay-state-comes-back',
    bringing: { relayState: () => '' },
    answersRequest: true,
  },
  {
    name: 'relay-state-too-long',
    title: 'RelayState has more than 8 KB.',
    finding: 'relay-state-is-usable',
    bringing: { relayState: () => 'r'.repeat(8_193) },
  },
  {
    name: 'relay-state-elsewhere',
    title: 'RelayState is a URL that the connection does not trust.',
    finding: 'relay-state-is-usable',
    bringing: { relayState: () => 'https://elsewhere.example.com/' },
  },
]
