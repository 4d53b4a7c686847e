import { z } from 'zod'
import type { LoginSummary } from '../../core/domain/report.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import type { StoreOperations } from '../../store/index.ts'
import { loginCriteria } from './login-query.ts'

export const loginFilter = loginCriteria
  .omit({ expect: true })
  .extend({ limit: z.number().int().min(1).max(1_000).default(100) })

/** Which logins are listed; `worker` (a NameID) and `email` match regardless of case. `limit` is 100 by default, at most 1,000. */
export type LoginFilter = z.input<typeof loginFilter>

const HINT = `Correct the criteria named. Logins can be filtered by ${Object.keys(loginFilter.shape).join(', ')}.`

/** Logins, the newest first. @throws HarnessError INVALID_REQUEST */
export async function listLogins(store: StoreOperations, given: LoginFilter): Promise<LoginSummary[]> {
  return (await store.listLogins(parseInput(loginFilter, given, 'the list of logins', HINT))).logins
}
