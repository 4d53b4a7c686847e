import type { Flavour } from '../../domain/response-style.ts'
import { adfs } from './adfs.ts'
import { auth0 } from './auth0.ts'
import { entra } from './entra.ts'
import { google } from './google.ts'
import { keycloak } from './keycloak.ts'
import { okta } from './okta.ts'
import { plain } from './plain.ts'
import { salesforce } from './salesforce.ts'

/** Every hand that the built-in IdP writes. */
export const FLAVOURS: readonly Flavour[] = [plain, entra, okta, google, salesforce, auth0, adfs, keycloak]
