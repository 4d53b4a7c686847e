import type { Report } from '../../../core/domain/report.ts'
import { type Call, cookieIn } from '../call.ts'

const NAME = 'flex-iam-login'
/** The lifetime of a Flex token. */
export const REMEMBERED_MS = 3_600_000

/** Makes the browser remember its accepted login by the id of the attempt, which cannot be guessed. */
export const rememberingCookie = ({ id }: Report): string =>
  `${NAME}=${id}; Max-Age=${REMEMBERED_MS / 1_000}; Path=/; HttpOnly; SameSite=Lax`

/** The id of the login that the browser remembers. */
export const rememberedLogin = (call: Call): string | null => cookieIn(call, NAME)
