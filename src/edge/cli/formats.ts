import type { Render } from '../../core/report/format.ts'
import { renderGithub } from '../../core/report/github.ts'
import { renderJson } from '../../core/report/json.ts'
import { renderJunit } from '../../core/report/junit.ts'
import { renderText } from '../../core/report/text.ts'
import { renderHtml } from '../pages/html.tsx'

/** Every format of a Report, by the name that `--format` takes. */
export const FORMATS: ReadonlyMap<string, Render> = new Map([
  ['text', renderText],
  ['json', renderJson],
  ['junit', renderJunit],
  ['github', renderGithub],
  ['html', renderHtml],
])
