import type { Response } from 'express'

/** Sends what a stranger wrote: a browser may only save it. */
export function sendFile(response: Response, type: string, content: string | Buffer, name?: string): void {
  response.type(type).set('Content-Security-Policy', 'sandbox')
  response.set('Content-Disposition', name === undefined ? 'attachment' : `attachment; filename="${name}"`)
  response.send(content)
}
