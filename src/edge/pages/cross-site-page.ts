import { h } from 'preact'
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

/** The page for a link from another site. It shows only the target of the link, and no data. */
export function renderCrossSitePage(link: string): string {
  return renderPage('Opened from another site', PAGE_HEAD, [
    h('h1', null, 'Opened from another site'),
    h(
      'p',
      null,
      'A page on another site, or of another port of this machine, opened this address. Follow the link to continue. This step prevents other pages from finding out what is stored here.',
    ),
    h('p', null, ['Continue to ', h('a', { href: link }, link)]),
  ])
}
