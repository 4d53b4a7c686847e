import { h } from 'preact'

/** The link to the style sheet that every page has. */
export const STYLE_SHEET = [h('link', { rel: 'stylesheet', href: '/assets/style.css' })]
