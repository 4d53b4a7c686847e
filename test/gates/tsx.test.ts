import { expect, test } from '@jest/globals'
import { h } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import { Greeting } from './greeting.tsx'

test('a component in TSX compiles, renders and escapes what it shows', () => {
  expect(renderToStaticMarkup(h(Greeting, { name: '<b>Ada</b>' }))).toBe(
    '<p class="greeting">Hello, &lt;b>Ada&lt;/b></p>',
  )
  expect(renderToStaticMarkup(h(Greeting, { name: 'Ada', roles: ['agent', 'admin'] }))).toBe(
    '<p class="greeting">Hello, Ada</p><ul><li>agent</li><li>admin</li></ul>',
  )
})
