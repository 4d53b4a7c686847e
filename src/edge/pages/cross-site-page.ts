import { h } from 'preact'
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

/** What a link from another site leads to: nothing but where it goes on. It holds no data. */
export function renderCrossSitePage(link: string): string {
  return renderPage('Opened from another site', PAGE_HEAD, [
    h('h1', null, 'Opened from another site'),
    h(
      'p',
      null,
      'A page of another site, or of another port of this machine, sent your browser here. Nothing is shown until you follow the link yourself, so that no other page can find out what is stored.',
    ),
    h('p', null, ['Continue to ', h('a', { href: link }, link)]),
  ])
}
