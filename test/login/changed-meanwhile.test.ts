import { expect, test } from '@jest/globals'
import { INLINE_READER, type MessageReader } from '../../src/app/reading/message-reader.ts'
import type { FlexIamMock } from '../../src/edge/library/handle.ts'
import { startHarness } from '../../src/edge/library/start.ts'
import { loadFixture } from '../support/fixtures.ts'
import { postFixture, prepare, send } from '../support/harness.ts'

const LOGIN = loadFixture('responses/entra/both')

/** Reads each message only when it is let go. */
function holdBack() {
  const held: (() => void)[] = []
  let tell: (() => void) | undefined
  const examiner: MessageReader = {
    ...INLINE_READER,
    examine: async (posted, settings) => {
      const message = INLINE_READER.examine(posted, settings)
      await new Promise<void>((resolve) => {
        held.push(resolve)
        tell?.()
      })
      return message
    },
  }
  const holds = (number: number) =>
    new Promise<void>((resolve) => {
      tell = () => held.length === number && resolve()
      tell()
    })
  return { examiner, holds, letGo: () => held.forEach((each) => void each()) }
}

/** Posts the login, changes something while it is read, and gives what is answered and kept. */
async function loginDuring(change: (harness: FlexIamMock, sid: string) => Promise<unknown>, times = 1, more = {}) {
  const { examiner, holds, letGo } = holdBack()
  const harness = await startHarness({}, examiner)
  try {
    const sid = await prepare(harness, LOGIN, more)
    const posted = Array.from({ length: times }, () => postFixture(harness, LOGIN))
    await holds(times)
    await change(harness, sid)
    letGo()
    const answers = await Promise.all(posted)
    const logins = (await harness.logins.list()).map(({ outcome, firstCause }) => firstCause ?? outcome)
    const workers = (await harness.workers.list()).length
    const report = await harness.logins.latest()
    return { statuses: answers.map(({ status }) => status), answers, logins, workers, report }
  } finally {
    await harness.close()
  }
}

const change = (harness: FlexIamMock, method: string, path: string, body?: unknown) =>
  send(`${harness.url}/api/v1/${path}`, method, body)

test.each<[string, (harness: FlexIamMock, sid: string) => Promise<unknown>, number, string]>([
  [
    'whose connection is deleted',
    (harness, sid) => change(harness, 'DELETE', `connections/${sid}`),
    403,
    'tenant-is-configured',
  ],
  [
    'when everything is forgotten',
    async (harness) => {
      await change(harness, 'POST', 'reset')
      harness.clock.freeze(new Date(LOGIN.settings.now))
    },
    403,
    'tenant-is-configured',
  ],
  [
    'whose connection loses its certificates',
    (harness, sid) => change(harness, 'PATCH', `connections/${sid}`, { certificates: [] }),
    403,
    'tenant-is-configured',
  ],
  [
    'whose connection gets another issuer',
    (harness, sid) => change(harness, 'PATCH', `connections/${sid}`, { idpIssuer: 'https://other.example.com' }),
    401,
    'response-issuer-matches',
  ],
])(
  'a login %s while it is read is judged by the state after reading, and creates no worker',
  async (_how, changed, status, cause) => {
    const { statuses, logins, workers } = await loginDuring(changed)
    expect({ statuses, logins, workers }).toEqual({ statuses: [status], logins: [cause], workers: 0 })
  },
)

test('a login whose certificate is saved while it is read is accepted, and returns to where the connection then says', async () => {
  const { certificates } = LOGIN.settings
  const saved = { certificates, defaultRedirectUrl: 'https://flex.twilio.com/desk' }
  const { statuses, answers, workers, report } = await loginDuring(
    (harness, sid) => change(harness, 'PATCH', `connections/${sid}`, saved),
    1,
    { certificates: [] },
  )
  expect({ statuses, workers, outcome: report?.outcome }).toEqual({ statuses: [303], workers: 1, outcome: 'accepted' })
  expect(answers[0]?.headers.get('location')).toMatch(/^https:\/\/flex\.twilio\.com\/desk/)
})

test('if the clock is set during a login, the login is judged and recorded at the new time', async () => {
  const now = '2040-01-01T00:00:00.000Z'
  const { statuses, workers, report } = await loginDuring((harness) => change(harness, 'PUT', 'clock', { now }))
  expect({ statuses, workers }).toEqual({ statuses: [401], workers: 0 })
  expect([report?.judged.now, report?.receivedAt]).toEqual([now, now])
})

test('if a message arrives many times before it is read once, one is accepted', async () => {
  const { statuses, logins, workers } = await loginDuring(async () => undefined, 20)
  expect(statuses.toSorted()).toEqual([200, ...Array(19).fill(401)])
  expect(logins.toSorted()).toEqual(['accepted', ...Array(19).fill('assertion-not-replayed')])
  expect(workers).toBe(1)
})
