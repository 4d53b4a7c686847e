import { type IncomingHttpHeaders, request } from 'node:http'
import type { FlexIamMock } from '../../src/index.ts'

interface Asked {
  method?: string
  body?: string
  headers?: Record<string, string>
}

/** What came back. */
export interface Answered {
  status: number
  location: string | undefined
  type: string | undefined
  headers: IncomingHttpHeaders
  text: string
}

/** The body of a form. */
export const formOf = (fields: Record<string, string>) => `${new URLSearchParams(fields)}`

/** One request as it is written: fetch would set another Host, and put the path right. */
export function ask(
  { url }: FlexIamMock,
  path: string,
  { method = 'POST', body = '', headers = {} }: Asked = {},
): Promise<Answered> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
    const sent = request({ hostname, port, path, method, headers: { ...type, ...headers } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const { statusCode: status = 0, headers } = answer
        const text = Buffer.concat(chunks).toString()
        resolve({ status, location: headers.location, type: headers['content-type'], headers, text })
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
