import type { Assertion } from '../../../core/domain/saml.ts'
import { BINDING } from '../../../core/domain/saml-names.ts'

const NOWHERE = [{ Binding: BINDING.post, Location: 'https://idp.example.com' }]

/** What a service provider learns from a message that it accepts. */
export interface Login {
  issuer: string | null
  nameId: string | null
  notBefore: string | undefined
  notOnOrAfter: string | undefined
  audiences: string[]
  claims: Map<string, string[]>
}

/** What a login is judged against: certificates (PEM), service provider and time. */
export interface LoginEvidence {
  samlResponse: string
  certificates: string[]
  idpIssuer: string
  acsUrl: string
  entityId: string
  now: Date
  clockSkewSeconds: number
}

/** The login that an assertion describes. */
export function loginOf({ issuer, nameId, conditions, attributes }: Assertion): Login {
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

/** The login that samlify reads, at the given time and with the given skew; null if samlify refuses the message. */
export async function samlifysLogin(evidence: LoginEvidence): Promise<Login | null> {
  const samlify = await import('samlify')
  samlify.setSchemaValidator({ validate: async () => 'the schema is judged by node-xmllint' })
  // samlify uses the machine's clock, so both bounds are moved by the age of the message.
  const age = Date.now() - evidence.now.getTime()
  const skew = evidence.clockSkewSeconds * 1_000
  try {
    const sp = samlify.ServiceProvider({
      entityID: evidence.entityId,
      assertionConsumerService: [{ Binding: BINDING.post, Location: evidence.acsUrl }],
      clockDrifts: [age - skew, age + skew],
    })
    const idp = samlify.IdentityProvider({
      entityID: evidence.idpIssuer,
      signingCert: evidence.certificates,
      singleSignOnService: NOWHERE,
      singleLogoutService: NOWHERE,
    })
    const { extract } = await sp.parseLoginResponse(idp, 'post', { body: { SAMLResponse: evidence.samlResponse } })
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
