import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPort, makeFolder, runServer } from './process.ts'
import { NAMESPACED, PASSWORD, PEOPLE, type RealIdp, type Wishes } from './real-idp.ts'

const CONFIG = fileURLToPath(new URL('simplesamlphp/', import.meta.url))
const WWW = '/usr/share/simplesamlphp/www'
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'

/** Starts Debian's SimpleSAMLphp in PHP's own server. */
export async function startSimpleSamlPhp(): Promise<RealIdp> {
  const folder = await makeFolder()
  const port = await findPort()
  const url = `http://localhost:${port}`
  const people = Object.entries(PEOPLE).map(([name, attributes]) => [`${name}:${PASSWORD}`, attributes])
  await writeFile(join(folder, 'people.json'), JSON.stringify(Object.fromEntries(people)))
  const env = { SIMPLESAMLPHP_CONFIG_DIR: CONFIG, IDP_FOLDER: folder, IDP_URL: url }
  const metadataUrl = `${url}/saml2/idp/metadata.php`
  const stop = await runServer(['php', '-S', `localhost:${port}`, '-t', WWW], env, folder, metadataUrl)
  return {
    metadataUrl,
    trust: async (spMetadataUrl, wishes) => {
      const encryptFor = wishes.encrypts ? await readFile(join(folder, 'sp.crt'), 'utf8') : null
      const provider = { metadataUrl: spMetadataUrl, options: optionsFor(wishes, encryptFor) }
      await writeFile(join(folder, 'provider.json'), JSON.stringify(provider))
    },
    portalLink: (entityId, relayState) =>
      `${url}/saml2/idp/SSOService.php?${new URLSearchParams({ spentityid: entityId, RelayState: relayState })}`,
    [Symbol.asyncDispose]: stop,
  }
}

/** The options of saml20-sp-remote.php, in the words of SimpleSAMLphp. */
function optionsFor(
  { signs, algorithm, encrypts, namespaced, key, options }: Wishes,
  encryptFor: string | null,
): Record<string, unknown> {
  return {
    ...(signs && {
      'saml20.sign.response': signs === 'both' || signs === 'response',
      'saml20.sign.assertion': signs === 'both' || signs === 'assertion',
    }),
    ...(algorithm && { 'signature.algorithm': RSA_SHA1 }),
    ...(key && { 'signature.privatekey': `${key}.key`, 'signature.certificate': `${key}.crt` }),
    ...(namespaced && {
      authproc: { 50: { class: 'core:AttributeMap', ...NAMESPACED } },
      'simplesaml.nameidattribute': NAMESPACED.email,
    }),
    ...(encryptFor && {
      'assertion.encryption': encrypts === 'assertion',
      'nameid.encryption': encrypts === 'NameID',
      certData: encryptFor.replace(/-----[A-Z ]+-----|\s/g, ''),
    }),
    ...options,
  }
}
