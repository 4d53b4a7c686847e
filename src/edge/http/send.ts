import type { Request, Response } from 'express'
import { openEventStream } from './event-stream.ts'
import type { Reply } from './reply.ts'

/** The only place where a reply is written to an Express response. */
export function send(reply: Reply, request: Request, response: Response): void {
  response.status(reply.status).set(reply.headers ?? {})
  if ('json' in reply) response.json(reply.json)
  else if ('html' in reply) response.type('html').send(reply.html)
  else if ('content' in reply) response.type(reply.type).send(reply.content)
  else if ('problem' in reply) response.type('application/problem+json').send(JSON.stringify(reply.problem))
  else if ('redirect' in reply) response.redirect(reply.status, reply.redirect)
  else if ('location' in reply) response.location(reply.location).end()
  else if ('methods' in reply) sendMethods(reply.methods, response)
  else if ('events' in reply) sendEvents(reply, request, response)
  else response.end()
}

function sendMethods(methods: string, response: Response): void {
  response.set('Allow', methods).setHeader('Content-Type', 'text/plain') // Express would add a charset
  response.setHeader('Content-Length', Buffer.byteLength(methods)).end(methods)
}

function sendEvents({ events }: Extract<Reply, { events: unknown }>, { method }: Request, response: Response): void {
  if (response.destroyed) return // the client has already disconnected
  const stream = openEventStream(response)
  if (method === 'HEAD') stream.end()
  else events(stream)
}
