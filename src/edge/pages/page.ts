import { type ComponentChild, h } from 'preact'
import { render } from 'preact-render-to-string'

/** A whole page around its content. The renderer escapes all text; nothing of a message is ever put in as markup. */
export function renderPage(title: string, head: ComponentChild[], content: ComponentChild[]): string {
  const all = h('head', null, [
    h('meta', { charset: 'utf-8' }),
    ...head,
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', null, `${title} · flex-iam-mock`),
  ])
  return `<!doctype html>${render(h('html', { lang: 'en' }, all, h('body', null, h('main', null, content))))}`
}
