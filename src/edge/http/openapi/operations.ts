import { CONNECTION_OPERATIONS } from './connections.ts'
import { FLEX_OPERATIONS } from './flex.ts'
import { HARNESS_OPERATIONS } from './harness.ts'
import { IDP_OPERATIONS } from './idp.ts'
import { LOGIN_OPERATIONS } from './logins.ts'
import type { Operations } from './operation.ts'
import { QUESTION_OPERATIONS } from './questions.ts'
import { SIGN_IN_OPERATIONS } from './sign-in.ts'
import { TASKROUTER_OPERATIONS } from './taskrouter.ts'
import { WORKER_OPERATIONS } from './workers.ts'

/** Every route there is. A test holds this table to the routes that are mounted. */
export const OPERATIONS: Operations = {
  ...FLEX_OPERATIONS,
  ...SIGN_IN_OPERATIONS,
  ...LOGIN_OPERATIONS,
  ...WORKER_OPERATIONS,
  ...CONNECTION_OPERATIONS,
  ...QUESTION_OPERATIONS,
  ...IDP_OPERATIONS,
  ...HARNESS_OPERATIONS,
  ...TASKROUTER_OPERATIONS,
}
