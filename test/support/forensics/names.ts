import { readMessage } from '../../../src/core/saml/read.ts'

/** What is found out of each signature of a message, judged with these certificates (PEM). */
export const signaturesOf = (xml: string, certificates: string[]) =>
  readMessage([Buffer.from(xml).toString('base64')], null, certificates).verification?.signatures ?? []

/** What is found out of each signature, by the element that it is over. */
export const namesOf = (xml: string, certificates: string[]) =>
  signaturesOf(xml, certificates).map(({ valid, forensics }) => (valid ? 'valid' : (forensics?.alteration ?? null)))
