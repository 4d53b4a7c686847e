import { dirname, resolve } from 'node:path'
import { type Bundle, looksLikeBundle, readBundle } from '../../../core/bundle/bundle.ts'
import type { Generation } from '../../../core/domain/login.ts'
import { sidPrefixOf } from '../../../core/domain/sid.ts'
import { HarnessError } from '../../../core/errors.ts'
import { ENDPOINTS, tenantIn } from '../../../core/flex/endpoints.ts'
import type { CapturedMessage } from '../../../core/inputs/captured-message.ts'
import { readCapturedMessages } from '../../../core/inputs/formats.ts'
import type { CheckSettings } from '../../../core/judge/check-response.ts'
import { namesTenant, overrideSettings } from '../../../core/judge/given-settings.ts'
import type { Recording } from '../../../core/judge/recorded-login.ts'
import { printable } from '../../../core/report/printable.ts'
import { readIdpMetadata } from '../../../core/saml/idp-metadata.ts'
import { VERSION } from '../../../version.ts'
import { TENANT_FLAGS } from '../options.ts'
import { readInput } from '../read-input.ts'

/** The flags of `check` that say what a message is held against. */
export interface CheckFlags {
  idpCert?: string[]
  idpIssuer?: string
  idpMetadata?: string
  trustEmbedded?: boolean
  account?: string
  connection?: string
  generation?: 'legacy' | 'preview' | 'enhanced'
  acs?: string[]
  audience?: string
  signaturePolicy?: 'both' | 'response' | 'assertion' | 'either'
  clockSkew?: number
  now?: Date
  product?: string
}

/** A message, and the settings that came with it: a bundle brings its own, which flags override. */
export interface Capture {
  message: CapturedMessage
  settings: CheckSettings
  /** What a bundle says beside: null for what is no bundle. */
  recording: Recording | null
  /** Which version wrote the bundle. */
  version: string | null
  /** What a redacted bundle states. */
  redacted: Bundle['redacted']
}

/** The messages of a file, or of standard input where it is called `-`. */
export function readCaptures(file: string): Capture[] {
  const content = readInput(file)
  const text = content.toString('utf8')
  if (!looksLikeBundle(text)) {
    return readCapturedMessages(content).map((message) => ({
      message,
      settings: settingsWith(message),
      recording: null,
      version: null,
      redacted: null,
    }))
  }
  return [readBundleText(text, file)]
}

/** A bundle, with the files beside it that it names. */
export function readBundleText(text: string, file: string): Capture {
  const { recording, settings, version, redacted } = readBundle(text, (path) =>
    readInput(resolve(dirname(file), path)).toString('utf8'),
  )
  const relayState = settings.relayState ?? null
  const { fields } = recording
  const message = {
    fields,
    relayState,
    binding: 'post',
    url: null,
    at: null,
    found: redacted && describeRedacted(redacted),
  } as const
  return { settings, message, recording, version, redacted }
}

function describeRedacted({ outcome, failed, removed }: NonNullable<Bundle['redacted']>): string {
  const causes = failed.length > 0 ? ` (failed: ${failed.join(', ')})` : ''
  return `a redacted bundle, whose signatures cannot hold: the original was ${outcome}${causes}; removed: ${removed}`
}

/** A message lives for minutes, so it is judged at the time when it was captured. */
function settingsWith({ relayState, at }: CapturedMessage): CheckSettings {
  return { relayState, ...(at === null ? {} : { now: at }) }
}

/** The settings that the flags give, with the files read that they name. */
export function readFlags({ idpCert = [], idpMetadata, clockSkew, ...flags }: CheckFlags): CheckSettings {
  const certificates = idpCert.map((path) => readCertificateFile(readInput(path)))
  return {
    ...(idpMetadata === undefined ? {} : readMetadataFile(idpMetadata, flags.now)),
    ...flags,
    ...(certificates.length > 0 ? { certificates } : {}),
    ...(clockSkew === undefined ? {} : { clockSkewSeconds: clockSkew }),
  }
}

/**
 * What a message is judged by: the flags before what came with it.
 * @throws HarnessError INVALID_REQUEST where no tenant is named; it suggests the one that the message was sent to
 */
export function settingsFor({ message, settings, recording }: Capture, given: CheckSettings): CheckSettings {
  const all = overrideSettings(settings, given)
  if (recording === null || namesTenant(given)) requireTenant(all, message.url)
  return all
}

function requireTenant(settings: CheckSettings, url: string | null): void {
  const { account, connection, generation = connection === undefined ? 'legacy' : 'enhanced' } = settings
  const { sidPrefix } = ENDPOINTS[generation]
  if ((sidPrefix === 'JQ' ? connection : account) !== undefined) return
  if (namesTenant(settings))
    throw unclear(
      `--generation ${generation} needs ${TENANT_FLAGS[sidPrefix]}.`,
      `Add ${TENANT_FLAGS[sidPrefix]} ${sidPrefix}….`,
    )
  const sentTo = url === null ? null : tenantIn(url)
  const hint = sentTo
    ? `The message was sent to ${url}: if that is your tenant, add ${flagsFor(sentTo)}.`
    : 'Add --account AC… (legacy, preview) or --connection JQ… (enhanced): the SID in the ACS URL.'
  throw unclear('Neither --account nor --connection says which tenant it is for.', hint)
}

const unclear = (message: string, hint: string) => new HarnessError('INVALID_REQUEST', message, hint)

function flagsFor({ generation, sid }: { generation: Generation; sid: string }): string {
  const flag = TENANT_FLAGS[sidPrefixOf(sid) ?? 'AC']
  return `${flag} ${sid}${generation === 'preview' ? ' --generation preview' : ''}`
}

function readMetadataFile(path: string, now = new Date()): { idpIssuer: string; certificates: string[] } {
  const { idpIssuer, certificates } = readIdpMetadata(readInput(path), now)
  return { idpIssuer, certificates }
}

/** PEM as it is; the binary form (DER) as base64. */
function readCertificateFile(content: Buffer): string {
  return content[0] === 0x30 ? content.toString('base64') : content.toString('utf8')
}

/** Another version may judge otherwise, so it says that it is another one. */
export function warnOfVersion(captures: { version: string | null }[]): void {
  for (const { version } of captures) {
    if (version === null || version === VERSION) continue
    process.stderr.write(`The bundle was written by version ${printable(version)}; this is ${VERSION}.\n`)
  }
}
