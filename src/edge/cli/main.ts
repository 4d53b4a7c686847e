#!/usr/bin/env node
import { EXIT_USAGE, runCommandLine } from './run.ts'

// A reader that has seen enough, such as head, closes the pipe: nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  process.stderr.write(`flex-iam-mock: What was found cannot be written: ${error.message}\n`)
  process.exit(EXIT_USAGE)
})

try {
  process.exitCode = await runCommandLine(process.argv)
} catch (error) {
  process.exitCode = EXIT_USAGE // 1 would say that a login was refused
  console.error(error)
}
