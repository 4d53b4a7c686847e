/** The middle of some numbers. */
export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

const WARM_UP_MS = 1_000

/** Milliseconds for one call once it is warm: the median of several rounds, each about a fifth of a second long. */
export async function timeOf(call, rounds = 5) {
  const times = []
  for (const begun = performance.now(); performance.now() - begun < WARM_UP_MS; ) await call()
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now()
    let calls = 0
    for (; performance.now() - begun < 200; calls += 1) await call()
    times.push((performance.now() - begun) / calls)
  }
  return median(times)
}

/** Milliseconds of processor time for one call, the median of several. */
export async function cpuOf(call, calls = 9) {
  const times = []
  for (let count = 0; count < calls; count += 1) {
    const begun = process.cpuUsage()
    await call()
    const { user, system } = process.cpuUsage(begun)
    times.push((user + system) / 1_000)
  }
  return median(times)
}

/** A table in Markdown. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`
  return `${line(head)}|${'---|'.repeat(head.length)}\n${rows.map(line).join('')}`
}
