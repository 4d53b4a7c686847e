/**
 * How two records of one checkout may differ, and why. Nothing else is masked.
 * `date` headers are left out by harness.js: Node writes them by the machine's clock, whatever Date says.
 */
const MASKS = [
  {
    pattern: /(?<=(?:localhost|127\.0\.0\.1|\[::1\]|port):? ?)\d{5}\b/g,
    with: '18080',
    because: 'a free port, chosen by the system',
  },
  { pattern: /"pid":\d+/g, with: '"pid":0', because: 'the number of a process' },
  { pattern: /"hostname":"[^"]*"/g, with: '"hostname":"host"', because: 'the name of the machine' },
  { pattern: /"responseTime":\d+/g, with: '"responseTime":0', because: 'a duration' },
]

function maskText(text, folder) {
  const withoutFolder = text.replaceAll(folder, '/tmp/record-folder')
  return MASKS.reduce((masked, { pattern, with: replacement }) => masked.replace(pattern, replacement), withoutFolder)
}

/**
 * An answer that names the port in use, as the built-in IdP does when it posts to its own harness: it is
 * replaced by the port of the Host header, and the ETag, a digest of the body, is left out.
 */
export function maskPort({ status, headers, body }, port) {
  const masked = body?.replaceAll(`localhost:${port}`, 'localhost:18080') ?? null
  if (masked === body) return { status, headers, body }
  return { status, headers: headers.filter(([name]) => name !== 'etag'), body: masked }
}

/** Masks every text that a command printed or wrote. */
export function maskOutput(value, folder) {
  if (typeof value === 'string') return maskText(value, folder)
  if (Array.isArray(value)) return value.map((each) => maskOutput(each, folder))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, maskOutput(each, folder)]))
}
