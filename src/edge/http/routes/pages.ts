import { offerOf } from '../../../app/connections/adopt.ts'
import { smallestChangeFor } from '../../../app/what-if/what-if.ts'
import { HarnessError } from '../../../core/errors.ts'
import { renderLoginPage } from '../../pages/login-page.tsx'
import { ICON } from '../../pages/page-head.ts'
import { STYLE } from '../../pages/style.ts'
import { noSuch, pageAnswer, problems, textAnswer } from '../answer.ts'
import { asset, page } from '../reply.ts'
import { route } from '../route.ts'

/** The page of one attempt. */
export const seeLogin = route({
  method: 'GET',
  path: '/logins/{id}',
  id: 'seeLogin',
  tag: 'Flex',
  summary: 'Open the page of an attempt',
  description: 'Anyone who knows the id can open the page. Ids cannot be guessed.',
  access: 'open',
  answers: { 200: pageAnswer('The page'), ...problems(400), ...noSuch('login') },
  handle: async ({ params }, { store }) => {
    const attempt = await store.loadAttempt(params.id)
    if (attempt === null) {
      const hint = 'It may have been removed by the retention limit (--retain). Sign in again.'
      throw new HarnessError('UNKNOWN_LOGIN', 'There is no such login.', hint)
    }
    return page(200, renderLoginPage(attempt.report, { steps: smallestChangeFor(attempt), offer: offerOf(attempt) }))
  },
})

/** The files that all pages share. */
export const ASSET_ROUTES = [
  route({
    method: 'GET',
    path: '/assets/style.css',
    id: 'readStyle',
    tag: 'Harness',
    summary: 'Get the style sheet',
    access: 'open',
    answers: { 200: textAnswer('The style sheet', 'text/css') },
    handle: () => asset('text/css', STYLE),
  }),
  route({
    method: 'GET',
    path: '/assets/icon.svg',
    id: 'readIcon',
    tag: 'Harness',
    summary: 'Get the icon',
    access: 'open',
    answers: { 200: textAnswer('The icon', 'image/svg+xml') },
    handle: () => asset('image/svg+xml', ICON),
  }),
  route({
    method: 'GET',
    path: '/favicon.ico',
    id: 'readFavicon',
    tag: 'Harness',
    summary: 'Get the icon at the path that browsers request by default',
    access: 'open',
    answers: { 200: textAnswer('The icon', 'image/svg+xml') },
    handle: () => asset('image/svg+xml', ICON),
  }),
]
