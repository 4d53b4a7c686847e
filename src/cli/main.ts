#!/usr/bin/env node
import { runCommandLine } from './run.ts'

// A reader that has seen enough, such as head, closes the pipe: nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})

process.exitCode = await runCommandLine(process.argv)
