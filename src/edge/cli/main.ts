#!/usr/bin/env node
import { EXIT_USAGE, runCommandLine } from './run.ts'

// A reader such as head closes the pipe when it has seen enough. That is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  process.stderr.write(`flex-iam-mock: Cannot write the output: ${error.message}\n`)
  process.exit(EXIT_USAGE)
})

try {
  process.exitCode = await runCommandLine(process.argv)
} catch (error) {
  process.exitCode = EXIT_USAGE // 1 would mean that a login was rejected
  console.error(error)
}
