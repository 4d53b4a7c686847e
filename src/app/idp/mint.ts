import type { IdpLogin, MessageChange, SigningKey } from '../../core/domain/idp.ts'
import type { ResponseStyle } from '../../core/domain/response-style.ts'
import { DIGEST_METHOD, SIGNATURE_METHOD } from '../../core/domain/saml-names.ts'
import { describeResponse } from './describe-response.ts'
import { signResponse } from './sign-response.ts'
import { writeResponse } from './write-response.ts'

/** A message to post, and what it was made from. */
export interface MintedResponse {
  xml: string
  samlResponse: string
}

const SHA_256 = {
  algorithm: SIGNATURE_METHOD.rsaSha256,
  digest: DIGEST_METHOD.sha256,
}

/** Creates one response in a straight line: describe, write, sign, encode. A change can alter each step. */
export function mintResponse(
  style: ResponseStyle,
  login: IdpLogin,
  key: SigningKey,
  change: MessageChange = {},
): MintedResponse {
  const same = <T>(value: T) => value
  const { says = same, written = same, signing = same, signed = same, field = same } = change
  const response = says(describeResponse(style, login), login)
  const plan = signing({ over: style.signs, key, ...SHA_256 })
  const xml = signed(signResponse(written(writeResponse(response, style)), plan, style))
  return { xml, samlResponse: field(Buffer.from(xml).toString('base64')) }
}
