import { h } from 'preact'
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

/** The page for a person who opens an ACS URL in a browser. */
export function renderAcsPage(acsUrl: string, entityId: string, metadataUrl: string): string {
  return renderPage('An ACS URL', PAGE_HEAD, [
    h('h1', null, 'Your identity provider posts here'),
    h(
      'p',
      null,
      'This URL is an Assertion Consumer Service (ACS). It accepts an HTML form with the field SAMLResponse, sent with POST. To see a result, sign in at your identity provider.',
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
