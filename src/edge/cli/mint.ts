import { type IssuedResponse, issueResponse, productOfStyle, requireCompatible } from '../../app/idp/issue.ts'
import { createKeyring } from '../../app/idp/keyring.ts'
import { requireFault, requireResponseStyle } from '../../app/idp/login-request.ts'
import { writeLogin } from '../../core/bundle/write-bundle.ts'
import { readConnection } from '../../core/connection/connection.ts'
import { asPosted, targetFor } from '../../core/connection/judge-target.ts'
import { GENERATIONS, type Generation, NO_PRIOR_STATE } from '../../core/domain/login.ts'
import { parseInstant } from '../../core/domain/time.ts'
import { HarnessError } from '../../core/errors.ts'
import { acsUrl, ENDPOINTS, entityId, sidPrefixOf } from '../../core/flex/endpoints.ts'
import type { Fault } from '../../core/mutations/faults/fault.ts'
import { FAULT_GROUPS } from '../../core/mutations/faults/index.ts'
import { VERSION } from '../../version.ts'
import type { Define } from './define.ts'
import { readUserFlag } from './idp-user.ts'
import { readInput } from './read-input.ts'
import { writeOutput } from './write-output.ts'

/** The flags of `mint` as they were given. */
export interface MintFlags {
  product: string
  account?: string
  connection?: string
  generation?: string
  user?: string
  fault?: string
  listFaults?: boolean
  acs?: string
  audience?: string
  inResponseTo?: string
  relayState?: string
  now?: string
  key?: string
  format: string
  output?: string
}

/** `mint`: one signed response in a product's shape. */
export const define: Define = (command) => {
  command
    .option('--product <id>', 'whose hand it is written in', 'plain')
    .option('--account <AC>', 'the account SID of the tenant (legacy, preview)')
    .option('--connection <JQ>', 'the SSO connection SID of the tenant (enhanced)')
    .option('--generation <name>', 'legacy, preview or enhanced')
    .option('--user <file>', 'JSON object: email, fullName, roles, claims, nameId')
    .option('--fault <name>', 'what goes wrong')
    .option('--list-faults', 'list what can go wrong')
    .option('--acs <url>', "Destination and Recipient (default: the tenant's real one)")
    .option('--audience <uri>', "Audience (default: the tenant's real one)")
    .option('--in-response-to <id>', 'the ID of the AuthnRequest that it answers')
    .option('--relay-state <text>', 'RelayState, in a bundle')
    .option('--now <ISO8601>', 'the time of the login (default: now)')
    .option('--key <file>', 'RSA private key (PEM) to sign with (default: a new one)')
    .option('--format <name>', 'xml, base64, or a bundle, which has all that check needs', 'xml')
    .option('-o, --output <file>', 'write it there instead of to standard output')
    .action(async (flags: MintFlags) => {
      writeOutput(flags.listFaults ? listFaults() : await mint(flags), flags.output)
    })
}

/** Every fault by its group, with what it is. */
export function listFaults(): string {
  const width = Math.max(...FAULT_GROUPS.flatMap(({ faults }) => faults.map(({ name }) => name.length)))
  const lines = FAULT_GROUPS.flatMap(({ title, faults }) => [
    `${title}:`,
    ...faults.map((fault) => `  ${fault.name.padEnd(width)}  ${fault.title}`),
    '',
  ])
  return `${lines.join('\n')}`
}

/** A response that was minted, and what it was made for. */
interface Minted {
  issued: IssuedResponse
  generation: Generation
  sid: string
  acs: string
  audience: string
  product: string
  relayState: string | null
  now: Date
}

const FORMATS = new Map<string, (minted: Minted) => string>([
  ['xml', ({ issued }) => `${issued.xml}\n`],
  ['base64', ({ issued }) => `${issued.samlResponse}\n`],
  ['bundle', bundleOf],
])

/** Mints a response. @throws HarnessError */
export async function mint(flags: MintFlags): Promise<string> {
  const write = FORMATS.get(flags.format)
  if (write === undefined)
    throw new HarnessError(
      'INVALID_REQUEST',
      `There is no format '${flags.format}'.`,
      `Use one of ${[...FORMATS.keys()].join(', ')}.`,
    )
  const { generation, sid } = readTenant(flags)
  const flavour = requireResponseStyle(flags.product)
  const fault = readFault(flags.fault)
  requireCompatible(fault, flavour, generation)
  const now = readNow(flags.now)
  const { acs = acsUrl(generation, sid), audience = entityId(generation, sid), inResponseTo = null } = flags
  const login = { user: readUserFlag(flags.user), tenant: sid, acsUrl: acs, entityId: audience, inResponseTo, now }
  const keyring = createKeyring(flags.key === undefined ? null : readInput(flags.key).toString('utf8'))
  const issued = await issueResponse(keyring, flavour, login, fault)
  const relayState = flags.relayState ?? null
  return write({ issued, generation, sid, acs, audience, product: productOfStyle(flavour), relayState, now })
}

function readTenant({ account, connection, generation }: MintFlags): { generation: Generation; sid: string } {
  const sid = connection ?? account ?? ''
  const chosen = GENERATIONS.find((each) => each === (generation ?? (connection === undefined ? 'legacy' : 'enhanced')))
  if (chosen && sidPrefixOf(sid) === ENDPOINTS[chosen].sidPrefix && (account === undefined || connection === undefined))
    return { generation: chosen, sid }
  const hint =
    'Give --account AC… (legacy, --generation preview) or --connection JQ… (enhanced), with 32 hexadecimal digits.'
  throw new HarnessError('INVALID_REQUEST', 'It is not clear which tenant the response is for.', hint)
}

function readFault(name: string | undefined): Fault | null {
  const fault = name === undefined ? null : requireFault(name)
  if (!fault?.bringing) return fault
  const hint = `Let it be brought: flex-iam-mock login --fault ${fault.name}.`
  throw new HarnessError('INVALID_REQUEST', `The fault ${fault.name} is not in the response: ${fault.title}`, hint)
}

function readNow(text: string | undefined): Date {
  const now = text === undefined ? new Date() : parseInstant(text)
  if (now) return now
  throw new HarnessError('INVALID_REQUEST', `--now ${text} is no time.`, 'Use ISO 8601: 2026-11-22T10:00:00Z.')
}

function bundleOf({ issued, generation, sid, acs, audience, product, relayState, now }: Minted): string {
  const connection = readConnection({ sid, product, idpIssuer: issued.issuer, certificates: issued.trusted })
  const settings = { ...targetFor(generation, sid, connection), acs: [acs], audience }
  const posted = asPosted([issued.samlResponse], relayState, settings)
  return writeLogin({ id: null, posted, settings, before: NO_PRIOR_STATE, now }, [['version', VERSION]])
}
