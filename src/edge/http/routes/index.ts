import type { DescribedRoute, Route } from '../route.ts'
import { TASKROUTER_OTHER_METHODS, TASKROUTER_ROUTES } from '../taskrouter/routes.ts'
import { acsRoutes } from './acs.ts'
import { describingRoutes } from './api-description.ts'
import { QUESTION_ROUTES } from './check.ts'
import { CONNECTION_ROUTES } from './connections.ts'
import { ENTER_ROUTES } from './enter.ts'
import { readEvents } from './events.ts'
import { FLEX_SIGN_IN_OTHER_METHODS, FLEX_SIGN_IN_ROUTES } from './flex-sign-in.ts'
import { HEALTH_ROUTES } from './health.ts'
import { seeHome } from './home.ts'
import { IDP_ROUTES } from './idp.ts'
import { LANDING_AT_FLEX_HOST, LANDING_ROUTES } from './landing.ts'
import { LOGIN_FILE_ROUTES } from './login-files.ts'
import { adoptLoginSender, compareLogins, latestLogin, loginList, readLogin, waitForNextLogin } from './logins.ts'
import { ASSET_ROUTES, seeLogin } from './pages.ts'
import { loginLink } from './sign-in.ts'
import { STATE_ROUTES } from './state.ts'
import { WHAT_IF_ROUTES } from './what-if.ts'
import { WORKER_ROUTES } from './workers.ts'

const [DOCUMENT, DOCUMENT_PAGE] = describingRoutes(() => ROUTES)

/** Every route, in the order of the document. */
export const ROUTES: readonly DescribedRoute[] = [
  ...acsRoutes('legacy'),
  ...acsRoutes('preview'),
  ...acsRoutes('enhanced'),
  loginLink,
  seeLogin,
  ...FLEX_SIGN_IN_ROUTES,
  ...LANDING_ROUTES,
  loginList,
  waitForNextLogin,
  readEvents,
  latestLogin,
  readLogin,
  ...LOGIN_FILE_ROUTES,
  compareLogins,
  ...WHAT_IF_ROUTES,
  adoptLoginSender,
  ...WORKER_ROUTES,
  ...CONNECTION_ROUTES,
  ...QUESTION_ROUTES,
  ...IDP_ROUTES,
  ...STATE_ROUTES,
  DOCUMENT,
  seeHome,
  DOCUMENT_PAGE,
  ...ENTER_ROUTES,
  ...HEALTH_ROUTES,
  ...ASSET_ROUTES,
  ...TASKROUTER_ROUTES,
]

/** Also the routes that the document omits: other hosts and other methods. */
export const ALL_ROUTES: readonly Route[] = [
  ...ROUTES,
  ...LANDING_AT_FLEX_HOST,
  ...FLEX_SIGN_IN_OTHER_METHODS,
  ...TASKROUTER_OTHER_METHODS,
]
