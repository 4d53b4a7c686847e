import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Something that nobody may touch: a file and a server that tell it, and a count of who connected. */
export interface Canary {
  /** What the file holds and the server answers, well-formed as XML, as text and as declarations. */
  secret: string
  file: string
  fileUrl: string
  url: string
  connections: () => number
}

const SECRET = 'canary-7d1f5c0e'

/** Sets out a canary, hands it to a test, and takes it away whatever happens. */
export async function withCanary(test: (canary: Canary) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  const file = join(folder, 'secret.xml')
  writeFileSync(file, `<secret>${SECRET}</secret>`)
  let connections = 0
  const server = createServer((_request, response) => response.end(`<secret>${SECRET}</secret>`))
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/secret.xml`
  try {
    await test({ secret: SECRET, file, fileUrl: pathToFileURL(file).href, url, connections: () => connections })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  }
}
