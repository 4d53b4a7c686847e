import * as samlify from 'samlify'
import type { Assertion } from '../../../src/domain/saml.ts'
import type { Report } from '../../../src/index.ts'
import type { Bundle } from '../../../src/inputs/bundle.ts'
import { readMessage } from '../../../src/saml/read.ts'
import { certificatesOf } from './second-opinion.ts'

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
const NOWHERE = [{ Binding: POST, Location: 'https://idp.example.com' }]

/** What a service provider learns from a message that it accepts. */
interface Login {
  issuer: string | null
  nameId: string | null
  notBefore: string | undefined
  notOnOrAfter: string | undefined
  audiences: string[]
  claims: Map<string, string[]>
}

/** The login that we read from signed bytes; null when we refuse the message. */
export function ourLogin(bundle: Bundle, { outcome }: Report): Login | null {
  const { verification } = readMessage([bundle.samlResponse], null, certificatesOf(bundle))
  return outcome === 'accepted' && verification?.signedAssertion ? loginOf(verification.signedAssertion) : null
}

function loginOf({ issuer, nameId, conditions, attributes }: Assertion): Login {
  const claims: Login['claims'] = new Map()
  for (const { name, values } of attributes) claims.set(name, [...(claims.get(name) ?? []), ...values])
  return {
    issuer,
    nameId: nameId?.value ?? null,
    notBefore: conditions?.notBefore ?? undefined,
    notOnOrAfter: conditions?.notOnOrAfter ?? undefined,
    audiences: conditions?.audienceRestrictions.flat() ?? [],
    claims,
  }
}

/** The login that samlify reads, at the fixture's time and with its skew; null when samlify refuses the message. */
export async function samlifysLogin(bundle: Bundle, { judged }: Report): Promise<Login | null> {
  samlify.setSchemaValidator({ validate: async () => 'the schema is judged by node-xmllint' })
  // samlify compares with the machine's clock: both bounds are moved by as much as the fixture is old.
  const age = Date.now() - Date.parse(bundle.settings.now)
  const skew = judged.clockSkewSeconds * 1_000
  try {
    const sp = samlify.ServiceProvider({
      entityID: judged.audience,
      assertionConsumerService: [{ Binding: POST, Location: judged.acs[0] ?? '' }],
      clockDrifts: [age - skew, age + skew],
    })
    const idp = samlify.IdentityProvider({
      entityID: bundle.settings.idpIssuer ?? '',
      signingCert: certificatesOf(bundle),
      singleSignOnService: NOWHERE,
      singleLogoutService: NOWHERE,
    })
    const { extract } = await sp.parseLoginResponse(idp, 'post', { body: { SAMLResponse: bundle.samlResponse } })
    return readExtract(extract as Extract)
  } catch {
    return null
  }
}

interface Extract {
  issuer?: string | null
  nameID?: string | null
  conditions?: { notBefore?: string; notOnOrAfter?: string } | null
  audience?: string | string[] | null
  attributes?: Record<string, string | string[]>
}

function readExtract({ issuer, nameID, conditions, audience, attributes }: Extract): Login {
  const claims = Object.entries(attributes ?? {}).map(([name, values]) => [name, [values].flat()] as const)
  return {
    issuer: issuer ?? null,
    nameId: nameID ?? null,
    notBefore: conditions?.notBefore,
    notOnOrAfter: conditions?.notOnOrAfter,
    audiences: [audience ?? []].flat(),
    claims: new Map(claims),
  }
}
