import type { SamlResponse } from '../domain/saml.ts'
import { describeResponse, type IdpLogin } from './describe-response.ts'
import type { Flavour } from './flavour.ts'
import { type SigningPlan, signResponse } from './sign-response.ts'
import type { SigningKey } from './signing-key.ts'
import { writeResponse } from './write-response.ts'

/** What is done differently from a login without fault, at each step of its making. */
export interface Change {
  says?: (response: SamlResponse, login: IdpLogin) => SamlResponse
  written?: (xml: string) => string
  signing?: (plan: SigningPlan) => SigningPlan
  signed?: (xml: string) => string
  /** The form field. */
  field?: (samlResponse: string) => string
}

/** A message as it is posted, and what it was made from. */
export interface MintedResponse {
  xml: string
  samlResponse: string
}

const SHA_256 = {
  algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
}

/** Makes one response, in a straight line: say, write, sign, encode; each step as a change wants it. */
export function mintResponse(flavour: Flavour, login: IdpLogin, key: SigningKey, change: Change = {}): MintedResponse {
  const same = <T>(value: T) => value
  const { says = same, written = same, signing = same, signed = same, field = same } = change
  const response = says(describeResponse(flavour, login), login)
  const plan = signing({ over: flavour.signs, key, ...SHA_256 })
  const xml = signed(signResponse(written(writeResponse(response, flavour)), plan, flavour))
  return { xml, samlResponse: field(Buffer.from(xml).toString('base64')) }
}
