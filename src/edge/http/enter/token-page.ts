import { renderTokenPage, type TokenPage } from '../../pages/token-page.ts'
import { page, type ReplyHeaders } from '../reply.ts'

/** The sign-in page for the admin token. Under no-referrer a browser would send the Origin of its form as null. */
export const tokenPage = <S extends number>(status: S, content: TokenPage, headers: ReplyHeaders = {}) =>
  page(status, renderTokenPage(content), { 'Referrer-Policy': 'same-origin', ...headers })
