import { expect, test } from '@jest/globals'
import { base64OfPem } from '../../src/core/domain/pem.ts'
import { x509Data } from '../../src/core/mutations/attacks/forge-signature.ts'
import { FORMATS } from '../../src/edge/cli/formats.ts'
import { forgeBoth } from '../support/attacks/forge.ts'
import { fileWith, runCli } from '../support/cli.ts'
import { ACCOUNT, GENUINE, IDP_CERTIFICATE, IDP_KEY, NOW, writeXml } from '../support/response.ts'

const SIGNED = forgeBoth(writeXml(GENUINE), { key: IDP_KEY, keyInfo: x509Data(base64OfPem(IDP_CERTIFICATE)) })
const MESSAGE = Buffer.from(SIGNED).toString('base64')
const CASES: [format: string, flags: string[], exitCode: number][] = [...FORMATS.keys()].flatMap((format) => [
  [format, [], 1],
  [format, ['--trust-embedded'], 0],
])

test.each(CASES)(
  'as a process: %s with %j ends with %i, and prints what it prints in a test',
  async (format, more, exitCode) => {
    const flags = ['--account', ACCOUNT, '--now', NOW, '--format', format, ...more]
    const { stdout } = await runCli(['check', fileWith(MESSAGE), ...flags])
    const spawned = await runCli(['check', '-', ...flags], MESSAGE)
    const withoutFile = (text: string) => text.replace(/,file=[^:,]*/g, '')
    expect(spawned).toMatchObject({ exitCode, stdout: withoutFile(stdout) })
    expect(stdout).toMatch(
      exitCode === 0 ? /Accepted with the certificate in the message/ : /Not verified: no certificate/,
    )
  },
)
