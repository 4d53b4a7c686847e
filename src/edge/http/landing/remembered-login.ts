import type { Request, Response } from 'express'
import type { Report } from '../../../core/domain/report.ts'

const NAME = 'flex-iam-login'
/** As long as a token of Flex lasts. */
export const REMEMBERED_MS = 3_600_000

/** Has the browser remember its accepted login by the id of the attempt, which cannot be guessed. */
export function rememberLogin(response: Response, { id }: Report): void {
  response.append('Set-Cookie', `${NAME}=${id}; Max-Age=${REMEMBERED_MS / 1_000}; Path=/; HttpOnly; SameSite=Lax`)
}

/** The id of the login that the browser remembers. */
export function rememberedLogin(request: Request): string | null {
  return new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1] ?? null
}
