/** PEM: base64 between lines that say what it is. */

/** The base64 of any PEM with one thing in it, such as a key, without lines. */
export const base64OfPem = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '')

/** The base64 of a certificate, PEM or bare. Of anything else the lines stay, so that it is not taken for a certificate. */
export const base64OfCertificate = (text: string): string =>
  text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')

/** The certificates in a text, each as PEM; null where the text has no PEM. */
export const certificatesInPem = (text: string): string[] | null =>
  text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)
