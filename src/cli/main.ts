/** `npx saatava`. Exit codes: 0 done, 1 it could not be done, 2 it was asked for in the wrong way. */
import { report } from './failure.ts'
import { createProgram } from './program.ts'

// `saatava token list | head` closes our output early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await createProgram().parseAsync(process.argv)
} catch (error) {
  process.exitCode = report(error, process.argv.includes('--json'))
}
