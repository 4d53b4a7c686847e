import type { ComponentChildren } from 'preact'
import { render } from 'preact-render-to-string'

/** A whole page around its content. The renderer escapes all text: nothing of a message is inserted as markup. */
export function renderPage(title: string, head: ComponentChildren, content: ComponentChildren): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        {head}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · flex-iam-mock</title>
      </head>
      <body>
        <main>{content}</main>
      </body>
    </html>
  )
  return `<!doctype html>${render(page)}`
}
