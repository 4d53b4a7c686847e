import { dirname, resolve } from 'node:path'
import { type Bundle, looksLikeBundle, readBundle } from '../../core/bundle/bundle.ts'
import { GENERATIONS } from '../../core/domain/login.ts'
import { HarnessError } from '../../core/errors.ts'
import { acsPath } from '../../core/flex/endpoints.ts'
import type { CapturedMessage } from '../../core/inputs/captured-message.ts'
import { readCapturedMessages } from '../../core/inputs/formats.ts'
import type { Recording } from '../../core/judge/recorded-login.ts'
import { readIdpMetadata } from '../../core/saml/idp-metadata.ts'
import type { CheckResponseSettings } from '../library/check-response.ts'
import { readInput } from './read-input.ts'

/** The flags of `check` that say what a message is held against. */
export interface CheckFlags {
  idpCert: string[]
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
  now?: string
  product?: string
}

/** A message, and the settings that came with it: a bundle brings its own, which flags override. */
export interface Capture {
  message: CapturedMessage
  settings: CheckResponseSettings
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
function settingsWith({ relayState, at }: CapturedMessage): CheckResponseSettings {
  return { relayState, ...(at === null ? {} : { now: at }) }
}

/** The settings that the flags give, with the files read that they name. */
export function readFlags({ idpCert, idpMetadata, clockSkew, ...flags }: CheckFlags): CheckResponseSettings {
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
export function settingsOf({ message, settings }: Capture, given: CheckResponseSettings): CheckResponseSettings {
  const known = withoutOtherTrust(namesTenant(given) ? withoutTenant(settings) : settings, given)
  const all = { ...known, ...given }
  const flags = namesTenant(all) || message.url === null ? null : flagsForTenantIn(message.url)
  if (flags === null) return all
  throw new HarnessError(
    'INVALID_REQUEST',
    'Neither --account nor --connection says which tenant it is for.',
    `The message was sent to ${message.url}: if that is your tenant, add ${flags}.`,
  )
}

/** What was known of a login counts as long as no flag names another tenant. */
export function recordingOf({ recording }: Capture, given: CheckResponseSettings): Recording | null {
  return namesTenant(given) ? null : recording
}

const namesTenant = ({ account, connection }: CheckResponseSettings) =>
  account !== undefined || connection !== undefined

/** The flags name another tenant, so nothing that the file says of its own counts. */
function withoutTenant(settings: CheckResponseSettings): CheckResponseSettings {
  const { account: _, connection: __, generation: ___, ...rest } = settings
  return rest
}

/** The flags say whose signature counts, so nothing that the file says of it does. */
function withoutOtherTrust(settings: CheckResponseSettings, given: CheckResponseSettings): CheckResponseSettings {
  if (!given.trustEmbedded && given.certificates === undefined) return settings
  const { certificates: _, trustEmbedded: __, ...rest } = settings
  return rest
}

/** The flags for the tenant whose ACS a URL is, or null. A URL from a file is a hint for people, never a setting. */
function flagsForTenantIn(url: string): string | null {
  const sid = /(?:AC|JQ)[0-9a-fA-F]{32}/.exec(url)?.[0] ?? ''
  const generation = GENERATIONS.find((each) => sid !== '' && url.includes(acsPath(each, sid)))
  const flag = sid.startsWith('JQ') ? '--connection' : '--account'
  return generation === undefined ? null : `${flag} ${sid}${generation === 'preview' ? ' --generation preview' : ''}`
}

function readMetadataFile(path: string, now: string | undefined): { idpIssuer: string; certificates: string[] } {
  const { idpIssuer, certificates } = readIdpMetadata(readInput(path), now === undefined ? new Date() : new Date(now))
  return { idpIssuer, certificates }
}

/** PEM as it is; the binary form (DER) as base64. */
function readCertificateFile(content: Buffer): string {
  return content[0] === 0x30 ? content.toString('base64') : content.toString('utf8')
}
