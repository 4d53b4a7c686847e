import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { type CheckResponseSettings, checkResponse } from '../check-response.ts'
import { HarnessError } from '../errors.ts'
import { looksLikeBundle, readBundle } from '../inputs/bundle.ts'
import { readCapturedMessage } from '../inputs/message.ts'
import type { Paint } from '../report/format.ts'
import { FORMATS } from '../report/index.ts'
import { readIdpMetadata } from '../saml/idp-metadata.ts'

interface CheckFlags {
  idpCert: string[]
  idpIssuer?: string
  idpMetadata?: string
  account?: string
  connection?: string
  generation?: 'legacy' | 'preview' | 'enhanced'
  acs?: string[]
  audience?: string
  signaturePolicy?: 'both' | 'response' | 'assertion' | 'either'
  clockSkew?: number
  now?: string
  product?: string
  format: string
  output?: string
}

/** `check FILE|-`: the verdict on a captured message, without server and store. */
export function addCheckCommand(program: Command, outcome: { exitCode: number }): void {
  const collect = (value: string, list: string[] = []) => [...list, value]
  program
    .command('check')
    .description('judge a captured SAMLResponse: XML, base64, a form body or a bundle')
    .argument('<file>', 'the file, or - for standard input')
    .option('--idp-cert <file>', "the IdP's signing certificate (repeatable)", collect, [])
    .option('--idp-issuer <id>', "the IdP's entity ID, as in Identity Provider Issuer")
    .option('--idp-metadata <file>', "the IdP's metadata XML, instead of issuer and certificates")
    .option('--account <AC>', 'the account SID of the tenant (legacy, preview)')
    .option('--connection <JQ>', 'the SSO connection SID of the tenant (enhanced)')
    .option('--generation <name>', 'legacy, preview or enhanced')
    .option('--acs <url>', "accepted Destination and Recipient instead of the tenant's real one (repeatable)", collect)
    .option('--audience <uri>', "accepted Audience instead of the tenant's real one")
    .option('--signature-policy <name>', 'both, response, assertion or either')
    .option('--clock-skew <seconds>', 'tolerance between the clocks', (text) =>
      /^\d+$/.test(text) ? Number(text) : Number.NaN,
    )
    .option('--now <ISO8601>', 'judge at this time')
    .option('--product <id>', 'the IdP product')
    .option('--format <name>', [...FORMATS.keys()].join(', '), 'text')
    .option('-o, --output <file>', 'write the report there instead of to standard output')
    .action(async (file: string, flags: CheckFlags) => {
      outcome.exitCode = await check(file, flags)
    })
}

async function check(
  file: string,
  { idpCert, idpMetadata, clockSkew, format, output, ...flags }: CheckFlags,
): Promise<number> {
  const render = FORMATS.get(format)
  if (render === undefined)
    throw new HarnessError(
      'INVALID_REQUEST',
      `There is no format '${format}'.`,
      `Use one of ${[...FORMATS.keys()].join(', ')}.`,
    )
  const certificates = idpCert.map((path) => readCertificateFile(readInput(path)))
  const given = {
    ...(idpMetadata === undefined ? {} : readMetadataFile(idpMetadata, flags.now)),
    ...flags,
    ...(certificates.length > 0 ? { certificates } : {}),
    ...(clockSkew === undefined ? {} : { clockSkewSeconds: clockSkew }),
  }
  const { samlResponse, settings } = readMessageFile(file)
  const report = await checkResponse(samlResponse, {
    ...(namesTenant(flags) ? withoutTenant(settings) : settings),
    ...given,
  })
  const paint = output === undefined && process.stdout.isTTY && process.stdout.hasColors() ? { paint: colour } : {}
  write(render([report], { ...paint, file: file === '-' ? null : file }), output)
  return report.outcome === 'accepted' ? 0 : 1
}

const namesTenant = ({ account, connection }: Pick<CheckFlags, 'account' | 'connection'>) =>
  account !== undefined || connection !== undefined

/** The flags name another tenant, so nothing that the file says of its own counts. */
function withoutTenant(settings: CheckResponseSettings): CheckResponseSettings {
  const { account: _, connection: __, generation: ___, ...rest } = settings
  return rest
}

/** A message, and the settings that came with it: a bundle brings its own, which flags override. */
function readMessageFile(file: string): { samlResponse: string; settings: CheckResponseSettings } {
  const content = readInput(file)
  const text = content.toString('utf8')
  if (looksLikeBundle(text)) return readBundle(text, (path) => readInput(resolve(dirname(file), path)).toString('utf8'))
  const { samlResponse, relayState } = readCapturedMessage(content)
  return { samlResponse, settings: { relayState } }
}

function readMetadataFile(path: string, now: string | undefined): { idpIssuer: string; certificates: string[] } {
  const { idpIssuer, certificates } = readIdpMetadata(readInput(path), now === undefined ? new Date() : new Date(now))
  return { idpIssuer, certificates }
}

/** PEM as it is; the binary form (DER) as base64. */
function readCertificateFile(content: Buffer): string {
  return content[0] === 0x30 ? content.toString('base64') : content.toString('utf8')
}

function write(text: string, output: string | undefined): void {
  if (output === undefined) return void process.stdout.write(text)
  try {
    writeFileSync(output, text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const hint = 'Check the folder and its permissions.'
    throw new HarnessError('INVALID_REQUEST', `${output} cannot be written: ${reason}`, hint, { cause })
  }
}

function readInput(path: string): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new HarnessError(
      'UNREADABLE_INPUT',
      `${path === '-' ? 'Standard input' : path} cannot be read: ${reason}`,
      'Check the name and the permissions of the file.',
      { cause },
    )
  }
}

const CODES = { red: 31, green: 32, yellow: 33 }
const colour: Paint = (text, name) => `\u001b[${CODES[name]}m${text}\u001b[0m`
