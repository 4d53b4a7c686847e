import { offerOf } from '../../../app/connections/adopt.ts'
import { smallestChangeFor } from '../../../app/what-if/what-if.ts'
import { HarnessError } from '../../../core/errors.ts'
import { renderLoginPage } from '../../pages/login-page.tsx'
import { ICON } from '../../pages/page-head.ts'
import { STYLE } from '../../pages/style.ts'
import { pageAnswer, problems, textAnswer } from '../answer.ts'
import { asset, page } from '../reply.ts'
import { route } from '../route.ts'

/** The page of one attempt. */
export const seeLogin = route({
  method: 'GET',
  path: '/logins/{id}',
  id: 'seeLogin',
  tag: 'Flex',
  summary: 'The page of one attempt, for the person who signed in: its id cannot be guessed',
  access: 'open',
  answers: { 200: pageAnswer('The page'), ...problems(400, 404) },
  handle: async ({ params }, { store }) => {
    const attempt = await store.loadAttempt(params.id)
    if (attempt === null) {
      const hint = 'It may have given way to newer ones; sign in again.'
      throw new HarnessError('UNKNOWN_LOGIN', 'There is no such login.', hint)
    }
    return page(200, renderLoginPage(attempt.report, { steps: smallestChangeFor(attempt), offer: offerOf(attempt) }))
  },
})

/** What all pages share. */
export const ASSET_ROUTES = [
  route({
    method: 'GET',
    path: '/assets/style.css',
    id: 'readStyle',
    tag: 'Harness',
    summary: 'The style sheet of all pages',
    access: 'open',
    answers: { 200: textAnswer('The style sheet', 'text/css') },
    handle: () => asset('text/css', STYLE),
  }),
  route({
    method: 'GET',
    path: '/assets/icon.svg',
    id: 'readIcon',
    tag: 'Harness',
    summary: 'The icon of all pages',
    access: 'open',
    answers: { 200: textAnswer('The icon', 'image/svg+xml') },
    handle: () => asset('image/svg+xml', ICON),
  }),
  route({
    method: 'GET',
    path: '/favicon.ico',
    id: 'readFavicon',
    tag: 'Harness',
    summary: 'The same icon, where browsers look for it',
    access: 'open',
    answers: { 200: textAnswer('The icon', 'image/svg+xml') },
    handle: () => asset('image/svg+xml', ICON),
  }),
]
