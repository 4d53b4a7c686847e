// npm run bench [PART …]: what this harness costs, against the cryptographic floor and against others, all in one run.
// Ratios count: absolute times say more of the machine than of the code.
import { readFileSync } from 'node:fs'
import { benchHttp, benchMemory, benchStart } from './http.js'
import { benchJudge } from './judge.js'
import { benchJunk } from './junk.js'
import { benchLogins } from './logins.js'
import { benchTaskRouter } from './taskrouter.js'

const residentOf = (pid) =>
  Math.round(Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_000)

const PARTS = {
  judge: ['Judging one message in process', benchJudge],
  http: ['A login through HTTP', benchHttp],
  junk: ['The worst messages', benchJunk],
  taskrouter: ['Lists of 15,000 workers', benchTaskRouter],
  logins: ['Lists of 100,000 attempts, and waits', benchLogins],
  start: ['Start', benchStart],
  memory: ['Memory of the server while logins are recorded', () => benchMemory(residentOf)],
}
const asked = process.argv.slice(2)
const unknown = asked.filter((part) => !(part in PARTS))
if (unknown.length > 0) {
  process.stderr.write(`no such part: ${unknown.join(' ')}; there are: ${Object.keys(PARTS).join(' ')}\n`)
  process.exit(2)
}
for (const part of asked.length > 0 ? asked : Object.keys(PARTS)) {
  const [title, bench] = PARTS[part]
  process.stdout.write(`${title}\n\n${await bench()}\n`)
}
