import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SignedEvidence } from '../../../src/app/selftest/judges/xml-crypto.ts'
import type { SignedElement } from '../../../src/core/domain/saml.ts'
import { NAMESPACE } from '../../../src/core/domain/saml-names.ts'

const named = (namespace: string, name: string) => `*[local-name()='${name}' and namespace-uri()='${namespace}']`
const RESPONSE = `/${named(NAMESPACE.protocol, 'Response')}`
const SIGNATURE = `${named(NAMESPACE.signature, 'Signature')}[1]`
const PATHS: Record<SignedElement, string> = {
  Response: `${RESPONSE}/${SIGNATURE}`,
  Assertion: `${RESPONSE}/${named(NAMESPACE.assertion, 'Assertion')}[1]/${SIGNATURE}`,
}
const FLAGS = [
  // Neither keys nor documents that the message itself offers.
  ...['--enabled-key-data', 'key-name', '--enabled-reference-uris', 'empty,same-doc'],
  ...['--id-attr:ID', `${NAMESPACE.protocol}:Response`],
  ...['--id-attr:ID', `${NAMESPACE.assertion}:Assertion`],
]

/** Runs xmlsec1 with standard input and gives whether it ends well; a bomb that makes it print a megabyte is stopped. */
function run(args: string[], input: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = execFile('xmlsec1', args, (error) => {
      if (error?.code !== 'ENOENT') resolve(error === null)
      else reject(new Error('xmlsec1 does not run: install it (Debian: apt-get install xmlsec1)', { cause: error }))
    })
    child.stdin?.on('error', () => undefined) // it may end before it has read everything
    child.stdin?.end(input)
  })
}

/** xmlsec1 as a judge; `close` removes the key files that it reads. */
export function openXmlsec1() {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-xmlsec1-'))
  const files = new Map<string, string>()
  const fileOf = (certificate: string) => {
    const file = files.get(certificate) ?? join(folder, `${files.size}.crt`)
    if (!files.has(certificate)) writeFileSync(file, certificate)
    files.set(certificate, file)
    return file
  }
  return {
    /** Whether xmlsec1, trusting the configured certificates alone, finds a good signature at this place. */
    async says({ bytes, certificates }: SignedEvidence, over: SignedElement): Promise<boolean> {
      for (const certificate of certificates) {
        const key = ['--pubkey-cert-pem', fileOf(certificate)]
        if (await run(['--verify', ...FLAGS, ...key, '--node-xpath', PATHS[over], '-'], bytes)) return true
      }
      return false
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}
