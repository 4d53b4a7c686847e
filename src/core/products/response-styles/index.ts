import type { ResponseStyle } from '../../domain/response-style.ts'
import { adfsStyle } from './adfs.ts'
import { auth0Style } from './auth0.ts'
import { entraStyle } from './entra.ts'
import { googleStyle } from './google.ts'
import { keycloakStyle } from './keycloak.ts'
import { oktaStyle } from './okta.ts'
import { plainStyle } from './plain.ts'
import { salesforceStyle } from './salesforce.ts'

/** Every hand that the built-in IdP writes. */
export const RESPONSE_STYLES: readonly ResponseStyle[] = [
  plainStyle,
  entraStyle,
  oktaStyle,
  googleStyle,
  salesforceStyle,
  auth0Style,
  adfsStyle,
  keycloakStyle,
]
