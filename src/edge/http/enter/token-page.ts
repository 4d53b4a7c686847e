import type { Response } from 'express'
import { renderTokenPage, type TokenPage } from '../../pages/token-page.ts'

/** Sends the page that asks for the admin token. Under no-referrer a browser would send the Origin of its form as null. */
export function sendTokenPage(response: Response, status: number, page: TokenPage): void {
  response
    .status(status)
    .set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' })
    .type('html')
    .send(renderTokenPage(page))
}
