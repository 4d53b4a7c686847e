import { h } from 'preact'
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

/** What a person sees who opens an ACS URL in a browser. */
export function renderAcsPage(acsUrl: string, entityId: string, metadataUrl: string): string {
  return renderPage('An ACS URL', PAGE_HEAD, [
    h('h1', null, 'This is where your identity provider posts'),
    h(
      'p',
      null,
      'It is an Assertion Consumer Service (ACS): it takes an HTML form by POST with the field SAMLResponse, and shows nothing to whoever opens it. Sign in at the identity provider to see what it sends.',
    ),
    h('dl', null, [
      h('dt', null, 'Reply URL (ACS URL)'),
      h('dd', null, h('code', null, acsUrl)),
      h('dt', null, 'Entity ID (Audience)'),
      h('dd', null, h('code', null, entityId)),
      h('dt', null, 'Metadata'),
      h('dd', null, h('a', { href: metadataUrl }, metadataUrl)),
    ]),
  ])
}
