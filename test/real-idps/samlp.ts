import { createPublicKey } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import samlify from 'samlify'
import { findPort, makeFolder, runServer } from './process.ts'
import { NAMESPACED, PASSWORD, PEOPLE, type RealIdp, type Wishes } from './real-idp.ts'

const SERVER = fileURLToPath(new URL('samlp/idp.js', import.meta.url))
const PLAIN = Object.fromEntries(Object.keys(NAMESPACED).map((name) => [name, name]))

/** Starts npm's samlp, which test/real-idps/samlp/ installs. It reads no metadata: samlify does so in its stead. */
export async function startSamlp(): Promise<RealIdp> {
  const folder = await makeFolder()
  const url = `http://localhost:${await findPort()}`
  const people = Object.entries(PEOPLE).map(([name, attributes]) => [name, { password: PASSWORD, attributes }])
  await writeFile(join(folder, 'people.json'), JSON.stringify(Object.fromEntries(people)))
  const metadataUrl = `${url}/metadata`
  const env = { IDP_FOLDER: folder, IDP_URL: url, NODE_NO_WARNINGS: '1' }
  const stop = await runServer([process.execPath, SERVER], env, folder, metadataUrl)
  return {
    metadataUrl,
    trust: async (spMetadataUrl, wishes) => {
      const metadata = await (await fetch(spMetadataUrl)).text()
      const encryptFor = wishes.encrypts ? await readFile(join(folder, 'sp.crt'), 'utf8') : null
      const provider = { ...readServiceProvider(metadata), ...optionsFor(wishes, encryptFor) }
      await writeFile(join(folder, 'provider.json'), JSON.stringify(provider))
    },
    portalLink: (_entityId, relayState) => `${url}/sso?${new URLSearchParams({ RelayState: relayState })}`,
    [Symbol.asyncDispose]: stop,
  }
}

function readServiceProvider(metadata: string) {
  const { entityMeta } = samlify.ServiceProvider({ metadata })
  return {
    entityId: entityMeta.getEntityID(),
    acsUrl: entityMeta.getAssertionConsumerService('post'),
    nameIdFormat: [entityMeta.getNameIDFormat()].flat()[0],
  }
}

/** The options of samlp; it signs the assertion alone unless told otherwise. */
function optionsFor(
  { signs = 'both', algorithm, namespaced, key, options }: Wishes,
  encryptFor: string | null,
): Record<string, unknown> {
  return {
    key: key ?? 'idp',
    claimNames: namespaced ? NAMESPACED : PLAIN,
    signResponse: signs === 'both' || signs === 'response',
    signAssertion: signs === 'both' || signs === 'assertion',
    ...(algorithm && { signatureAlgorithm: algorithm, digestAlgorithm: 'sha1' }),
    ...(encryptFor && {
      encryptionCert: encryptFor,
      encryptionPublicKey: createPublicKey(encryptFor).export({ type: 'spki', format: 'pem' }),
    }),
    ...options,
  }
}
