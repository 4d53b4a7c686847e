import { expect, test } from '@jest/globals'
import { acsUrl, entityId } from '../src/flex/endpoints.ts'
import { aboutOf } from '../src/idp/describe-response.ts'
import { FLAVOURS } from '../src/idp/flavours/index.ts'
import { mintResponse } from '../src/idp/mint.ts'
import { makeSigningKey } from '../src/idp/signing-key.ts'
import { fillTemplate } from '../src/idp/template.ts'
import { checkResponse } from '../src/index.ts'

const AC = 'AC0123456789abcdef0123456789abcdef',
  JQ = 'JQ0123456789abcdef0123456789abcdef'
test.each(FLAVOURS.flatMap((f) => (['legacy', 'enhanced'] as const).map((g) => [f.id, g, f] as const)))(
  '%s %s',
  async (_i, g, flavour) => {
    const tenant = g === 'legacy' ? AC : JQ
    const now = new Date('2026-12-01T10:00:00Z'),
      user = { email: 'ada@example.com', fullName: 'Ada', roles: ['agent'], claims: {} }
    const about = aboutOf({ tenant, user, now })
    const key = await makeSigningKey({
      subject: fillTemplate(flavour.certificateSubject, about),
      notBefore: new Date('2026-01-01'),
      notAfter: new Date('2029-01-01'),
    })
    const { samlResponse, xml } = mintResponse(
      flavour,
      { user, tenant, acsUrl: acsUrl(g, tenant), entityId: entityId(g, tenant), inResponseTo: null, now },
      key,
    )
    const r = await checkResponse(samlResponse, {
      ...(g === 'legacy' ? { account: tenant } : { connection: tenant }),
      idpIssuer: fillTemplate(flavour.issuer, about),
      certificates: [key.certificate],
      now,
      signaturePolicy: flavour.signs.length === 1 ? 'response' : 'both',
    })
    console.log(
      flavour.id,
      r.outcome,
      r.idp,
      r.findings
        .filter((f) => f.status !== 'pass' && f.status !== 'not-applicable')
        .map((f) => f.id + ' ' + f.status + ' ' + f.received + ' ' + f.because),
      r.outcome === 'rejected' ? xml : '',
    )
  },
)
