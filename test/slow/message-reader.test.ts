import { expect, jest, test } from '@jest/globals'
import { createThreadedReader, INLINE_READER, type MessageReader } from '../../src/app/reading/message-reader.ts'
import { startHarness } from '../../src/edge/library/start.ts'
import { caseOf } from '../support/fixture-cases.ts'

const { posted, settings, message } = caseOf('responses/entra/both')

async function withThread(run: (examiner: MessageReader) => Promise<void>): Promise<void> {
  const examiner = createThreadedReader(OBEDIENT)
  try {
    await run(examiner)
  } finally {
    await examiner.close()
  }
}

/** A thread that does to each message what the message asks for. */
const OBEDIENT = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ id, posted: { fields: [wish] } }) => {
      if (wish === 'end') process.exit(1)
      if (wish === 'throw') throw new Error('thrown')
      if (wish === 'mistake') parentPort.postMessage({ id, mistake: new Error('told') })
      if (wish === 'answer') parentPort.postMessage({ id, message: 'answered' })
    })`)}`,
)

test.each([
  ['end', 'the thread that reads messages has ended'],
  ['throw', 'thrown'],
  ['mistake', 'told'],
])('a message that makes the thread %s fails, and the next one is read', (wish, reason) =>
  withThread(async ({ examine: ask }) => {
    const askFor = async (field: string) => ask({ ...posted, fields: [field] }, settings)
    await expect(askFor(wish)).rejects.toThrow(reason)
    await expect(askFor('answer')).resolves.toBe('answered')
  }),
)

test('if the thread ends, all its pending messages fail', () =>
  withThread(async ({ examine: ask }) => {
    const asked = ['wait', 'wait', 'end', 'answer'].map(async (field) => ask({ ...posted, fields: [field] }, settings))
    const reasons = (await Promise.allSettled(asked)).map(({ status }) => status)
    expect(reasons).toEqual(Array(4).fill('rejected'))
  }))

test('while much waits for the thread, messages are read in place, and later by the thread again', () =>
  withThread(async ({ examine: ask }) => {
    const askFor = (field: string, relayState = '') => ask({ ...posted, fields: [field], relayState }, settings)
    const long = Array.from({ length: 21 }, () => askFor('answer', 'x'.repeat(200_000)))
    expect(ask(posted, settings)).toEqual(message)
    expect(await Promise.all(long)).toEqual(Array(21).fill('answered'))
    expect(await askFor('answer')).toBe('answered')
  }))

test('many small messages can wait for the thread', () =>
  withThread(async ({ examine: ask }) => {
    const asked = Array.from({ length: 500 }, () => ask({ ...posted, fields: ['answer'] }, settings))
    expect(await Promise.all(asked)).toEqual(Array(500).fill('answered'))
  }))

test.each([
  ['whose store cannot be opened', { db: '/nowhere/store.db' }],
  ['whose address is none of this machine', { host: '192.0.2.1' }],
  ['whose seed cannot be sown', { seed: { connections: [{ sid: 'AC1' }] } }],
  ['that is closed', null],
])('a harness %s leaves no thread behind', async (_which, options) => {
  const close = jest.fn(async () => undefined)
  const started = startHarness((options ?? {}) as never, { ...INLINE_READER, close })
  if (options === null) await (await started).close()
  else await expect(started).rejects.toHaveProperty('hint')
  expect(close).toHaveBeenCalledTimes(1)
})
