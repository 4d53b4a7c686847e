// Prints the commands of pipeline files (GitHub Actions, GitLab CI) as one shell script, without those that install.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const stepsOf = ({ jobs, ...rest }) =>
  jobs
    ? Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
    : Object.values(rest).flatMap(({ script = [] }) => script)

for (const file of process.argv.slice(2)) {
  const steps = stepsOf(parse(readFileSync(file, 'utf8'))).filter((step) => step !== 'npm ci')
  if (steps.length === 0) throw new Error(`${file} has no steps`)
  process.stdout.write(`set -e\n${steps.join('\n')}\n`)
}
