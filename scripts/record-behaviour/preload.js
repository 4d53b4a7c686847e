// Loaded with `node --import` before the product: every random value comes from a seed, and the clock shows a given time.
//   RECORD_SEED   the seed (default: '')
//   RECORD_TIME   where the clock starts, ISO 8601
//   RECORD_CLOCK  frozen (default), or running: for commands that wait until a deadline
// A process that records many cases sets seed and time for each of them: globalThis[Symbol.for('record-behaviour')].
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { promisify } from 'node:util'
import { makeSeededRsaKey } from './seeded-keys.js'

const START = Date.parse(process.env.RECORD_TIME ?? '2026-12-01T10:00:00Z')
const isRunning = process.env.RECORD_CLOCK === 'running'

const state = { seed: process.env.RECORD_SEED ?? '', block: 0, time: START }

/** Bytes that depend on the seed and on how many were drawn before. */
function drawFrom(source, length) {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, () => {
    source.block += 1
    return crypto.createHash('sha256').update(`${source.seed}\n${source.block}`).digest()
  })
  return Buffer.concat(blocks, length)
}
const draw = (length) => drawFrom(state, length)

function fill(view, offset = 0, size = undefined) {
  const bytes = ArrayBuffer.isView(view)
    ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    : new Uint8Array(view)
  const end = size === undefined ? bytes.length : offset + size
  bytes.set(draw(end - offset), offset)
  return view
}

/** A function of node:crypto that is synchronous, or asynchronous with a callback. */
const answering =
  (compute) =>
  (...given) => {
    const callback = typeof given.at(-1) === 'function' ? given.pop() : null
    const value = compute(...given)
    if (callback === null) return value
    setImmediate(callback, null, value)
  }

function drawInteger(first, second) {
  const [from, to] = second === undefined ? [0, first] : [first, second]
  return from + (draw(6).readUIntBE(0, 6) % (to - from))
}

function drawUuid() {
  const bytes = draw(16)
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

let keyPairs = 0

/** Keys are created once and live as long as the process: they depend only on how many came before, not on the case. */
function makeKeyPair({ modulusLength }) {
  keyPairs += 1
  const source = { seed: `key pair ${keyPairs}`, block: 0 }
  return makeSeededRsaKey((length) => drawFrom(source, length), modulusLength)
}

const { generateKeyPair: generateRealKeyPair } = crypto
function generateKeyPair(type, options, callback) {
  if (type !== 'rsa') return generateRealKeyPair(type, options, callback)
  const { publicKey, privateKey } = makeKeyPair(options)
  setImmediate(callback, null, publicKey, privateKey)
}
Object.defineProperty(generateKeyPair, promisify.custom, {
  value: async (type, options) =>
    type === 'rsa' ? makeKeyPair(options) : promisify(generateRealKeyPair)(type, options),
})

const SEEDED = {
  generateKeyPair,
  randomBytes: answering(draw),
  randomInt: answering(drawInteger),
  randomUUID: drawUuid,
  randomFillSync: fill,
  randomFill: answering(fill),
}
/** For the Web Crypto API, which getRandomValues of node:crypto also uses. */
const SEEDED_WEB = { randomUUID: drawUuid, getRandomValues: (view) => fill(view) }

function replace(object, functions) {
  for (const [name, value] of Object.entries(functions))
    Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true })
}

replace(crypto, SEEDED)
replace(Object.getPrototypeOf(globalThis.crypto), SEEDED_WEB)
Math.random = () => draw(6).readUIntBE(0, 6) / 2 ** 48
syncBuiltinESMExports()

const RealDate = Date
const now = () => state.time + (isRunning ? Math.floor(performance.now()) : 0)
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, wanted) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, wanted === globalThis.Date ? target : wanted),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

globalThis[Symbol.for('record-behaviour')] = {
  /** Starts the random values of one case, so that they do not depend on earlier cases. */
  seed: (text) => Object.assign(state, { seed: text, block: 0 }),
  setTime: (text) => Object.assign(state, { time: text === undefined ? START : RealDate.parse(text) }),
}
