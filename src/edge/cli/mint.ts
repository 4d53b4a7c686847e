import { type IssuedResponse, issueResponse, requireCompatible } from '../../app/idp/issue.ts'
import { createKeyring } from '../../app/idp/keyring.ts'
import { requireFault, requireResponseStyle } from '../../app/idp/login-request.ts'
import { writeLogin } from '../../core/bundle/write-bundle.ts'
import { readConnection } from '../../core/connection/connection.ts'
import { asPosted, targetFor } from '../../core/connection/judge-target.ts'
import { type Generation, NO_PRIOR_STATE } from '../../core/domain/login.ts'
import { sidPrefixOf } from '../../core/domain/sid.ts'
import { HarnessError } from '../../core/errors.ts'
import { acsUrl, ENDPOINTS, entityId } from '../../core/flex/endpoints.ts'
import { FAULT_GROUPS } from '../../core/mutations/index.ts'
import type { Mutation } from '../../core/mutations/mutation.ts'
import { VERSION } from '../../version.ts'
import type { Define } from './define.ts'
import { readUserFlag } from './idp-user.ts'
import {
  accountOption,
  chosen,
  connectionOption,
  formatOption,
  generationOption,
  nowOption,
  outputOption,
  responseStyleOption,
  TENANT_FLAGS,
  userOption,
} from './options.ts'
import { readInput } from './read-input.ts'
import { requireOther, writeOutput } from './write-output.ts'

/** The flags of `mint` as they were given. */
export interface MintFlags {
  product: string
  account?: string
  connection?: string
  generation?: Generation
  user?: string
  fault?: string
  listFaults?: boolean
  acs?: string
  audience?: string
  inResponseTo?: string
  relayState?: string
  now?: Date
  key?: string
  format: string
  output?: string
}

/** `mint`: one signed response in the style of a product. */
export const define: Define = (command) => {
  command
    .addOption(responseStyleOption())
    .addOption(accountOption().conflicts('connection'))
    .addOption(connectionOption())
    .addOption(generationOption())
    .addOption(userOption())
    .option('--fault <name>', 'fault to inject; --list-faults lists the names')
    .option('--list-faults', 'list the faults')
    .option('--acs <url>', "Destination and Recipient (default: the tenant's real one)")
    .option('--audience <uri>', "Audience (default: the tenant's real one)")
    .option('--in-response-to <id>', 'the ID of the AuthnRequest to answer')
    .option('--relay-state <text>', 'RelayState, in a bundle')
    .addOption(nowOption('the time of the login (default: now)'))
    .option('--key <file>', 'RSA private key (PEM) to sign with (default: a new one)')
    .addOption(formatOption(FORMATS.keys(), 'output format; a bundle contains everything that check needs'))
    .addOption(outputOption())
    .action(async (flags: MintFlags) => {
      requireOther(flags.output, [flags.key, flags.user])
      writeOutput(flags.listFaults ? listFaults() : await mint(flags), flags.output)
    })
}

/** Every fault by group, with its title. */
export function listFaults(): string {
  const width = Math.max(...FAULT_GROUPS.flatMap(({ faults }) => faults.map(({ name }) => name.length)))
  const lines = FAULT_GROUPS.flatMap(({ title, faults }) => [
    `${title}:`,
    ...faults.map((fault) => `  ${fault.name.padEnd(width)}  ${fault.title}`),
    '',
  ])
  return `${lines.join('\n')}`
}

/** A minted response, and what it was made for. */
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
  const write = chosen(FORMATS, flags.format)
  const { generation, sid } = readTenant(flags)
  const style = requireResponseStyle(flags.product)
  const fault = readFault(flags.fault)
  requireCompatible(fault, style, generation)
  const { now = new Date() } = flags
  const { acs = acsUrl(generation, sid), audience = entityId(generation, sid), inResponseTo = null } = flags
  const login = { user: readUserFlag(flags.user), tenant: sid, acsUrl: acs, entityId: audience, inResponseTo, now }
  const keyring = createKeyring(flags.key === undefined ? null : readInput(flags.key).toString('utf8'))
  const issued = await issueResponse(keyring, style, login, fault)
  const relayState = flags.relayState ?? null
  return write({ issued, generation, sid, acs, audience, product: style.product, relayState, now })
}

function readTenant({ account, connection, generation }: MintFlags): { generation: Generation; sid: string } {
  const sid = connection ?? account
  if (sid === undefined)
    throw unclear(
      'Neither --account nor --connection names the tenant.',
      'Pass --account AC… (legacy, or preview with --generation preview) or --connection JQ… (enhanced).',
    )
  const chosen = generation ?? (connection === undefined ? 'legacy' : 'enhanced')
  const { sidPrefix } = ENDPOINTS[chosen]
  if (sidPrefixOf(sid) === sidPrefix) return { generation: chosen, sid }
  const flag = TENANT_FLAGS[sidPrefix]
  throw unclear(`--generation ${chosen} needs ${flag}.`, `Add ${flag} ${sidPrefix}….`)
}

const unclear = (message: string, hint: string) => new HarnessError('INVALID_REQUEST', message, hint)

function readFault(name: string | undefined): Mutation | null {
  const fault = name === undefined ? null : requireFault(name)
  if (!fault?.delivery) return fault
  const hint = `Deliver it with flex-iam-mock login --fault ${fault.name}.`
  throw new HarnessError('INVALID_REQUEST', `The fault ${fault.name} is not in the response: ${fault.title}`, hint)
}

function bundleOf({ issued, generation, sid, acs, audience, product, relayState, now }: Minted): string {
  const connection = readConnection({ sid, product, idpIssuer: issued.issuer, certificates: issued.trusted })
  const settings = { ...targetFor(generation, sid, connection), acs: [acs], audience }
  const posted = asPosted([issued.samlResponse], relayState, settings)
  return writeLogin({ id: null, posted, settings, before: NO_PRIOR_STATE, now }, [['version', VERSION]])
}
