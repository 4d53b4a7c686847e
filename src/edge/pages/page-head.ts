import { h } from 'preact'

/** The links to style sheet and icon on every page. */
export const PAGE_HEAD = [
  h('link', { rel: 'stylesheet', href: '/assets/style.css' }),
  h('link', { rel: 'icon', href: '/assets/icon.svg' }),
]

/** The icon in the tab of a page. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#36c"/><path d="M4 8l3 3 5-6" fill="none" stroke="#fff" stroke-width="2"/></svg>'
