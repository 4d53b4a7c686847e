import { changeConnection, readConnection } from '../../core/connection/connection.ts'
import type { Connection } from '../../core/domain/login.ts'
import type { Store } from '../../store/index.ts'

/** The IdP for a connection to trust. Certificates as PEM. */
export interface TrustedIdp {
  product: string
  issuer: string
  certificates: string[]
  ssoUrl: string
  /** Every issuer that the same IdP uses for the tenant. */
  issuers: string[]
}

/**
 * Makes the connection of a tenant trust the built-in IdP, and creates it if there is none. A connection that is set up
 * for another IdP stays as it is. Returns the connection.
 */
export function trustIdp(store: Store, sid: string, idp: TrustedIdp, now: Date): Promise<Connection> {
  const { product, issuer: idpIssuer, certificates, ssoUrl, issuers } = idp
  const trusted = { product, idpIssuer, certificates, ssoUrl }
  return store.transaction(async (operations) => {
    const known = await operations.loadConnection(sid)
    if (known?.idpIssuer && !issuers.includes(known.idpIssuer)) return known
    const isSame = known?.idpIssuer === idpIssuer && known.product === product
    const policy = isSame ? {} : { signaturePolicy: null } // what the product's guide requires
    const changed = known ? changeConnection(known, { ...trusted, ...policy }) : readConnection({ sid, ...trusted })
    if (JSON.stringify(changed) !== JSON.stringify(known)) await operations.saveConnection(changed, now)
    return changed
  })
}
