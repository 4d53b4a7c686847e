import type { Render } from './format.ts'
import { renderGithub } from './github.ts'
import { renderHtml } from './html.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderText } from './text.ts'

/** Every format of a Report, by the name that `--format` takes. */
export const FORMATS: ReadonlyMap<string, Render> = new Map([
  ['text', renderText],
  ['json', renderJson],
  ['junit', renderJunit],
  ['github', renderGithub],
  ['html', renderHtml],
])
