import { type ComponentChild, h } from 'preact'
import { render } from 'preact-render-to-string'

/** A whole page around its content. The renderer escapes all text; nothing is ever put in as markup. */
export function renderPage(title: string, content: ComponentChild[]): string {
  const head = h('head', null, [
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', null, `${title} · flex-iam-mock`),
    h('link', { rel: 'stylesheet', href: '/assets/style.css' }),
  ])
  return `<!doctype html>${render(h('html', { lang: 'en' }, head, h('body', null, h('main', null, content))))}`
}
