import { checkPrimeSync, createPrivateKey, createPublicKey } from 'node:crypto'

const E = 65_537n

function readNumber(bytes) {
  return BigInt(`0x${bytes.toString('hex')}`)
}

function writeNumber(number) {
  const hex = number.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

/** A prime of that many bits, the first one after a drawn number that is suitable for RSA. */
function findPrime(draw, bits) {
  const bytes = draw(bits / 8)
  bytes[0] |= 0xc0 // so that the product of two has twice as many bits
  bytes[bytes.length - 1] |= 1
  for (let candidate = readNumber(bytes); ; candidate += 2n)
    if (candidate % E !== 1n && checkPrimeSync(candidate)) return candidate
}

function inverse(number, modulus) {
  let [r0, r1, t0, t1] = [modulus, number % modulus, 0n, 1n]
  while (r1 !== 0n) {
    const quotient = r0 / r1
    ;[r0, r1, t0, t1] = [r1, r0 - quotient * r1, t1, t0 - quotient * t1]
  }
  return ((t0 % modulus) + modulus) % modulus
}

/** An RSA key pair from drawn bytes: good enough for a recording, and for nothing else. */
export function makeSeededRsaKey(draw, bits) {
  const [p, q] = [findPrime(draw, bits / 2), findPrime(draw, bits / 2)]
  const d = inverse(E, (p - 1n) * (q - 1n))
  const parts = { n: p * q, e: E, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  const key = Object.fromEntries(Object.entries(parts).map(([name, number]) => [name, writeNumber(number)]))
  const privateKey = createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...key } })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
