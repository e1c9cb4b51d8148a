/**
 * The command line in a process that stays. It runs one command after another, each with its own arguments, environment
 * and standard input, as src/cli/main.ts does. A start takes most of the time of a command.
 */
import { Readable } from 'node:stream'
import { report } from '../../../src/cli/failure.ts'
import { createProgram } from '../../../src/cli/program.ts'
import { type WarmAnswer, type WarmRequest, END } from './warm.ts'

process.on('disconnect', () => process.exit())
process.on('message', (request: WarmRequest) => void run(request))

async function run({ args, env, input }: WarmRequest): Promise<void> {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
  Object.assign(process.env, env)
  process.argv.splice(2, Infinity, ...args)
  process.exitCode = undefined
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true })
  try {
    await createProgram().parseAsync(process.argv)
  } catch (error) {
    process.exitCode = report(error, process.argv.includes('--json'))
  }
  const code = process.exitCode ?? 0
  // Both are pipes: the reader knows by this that it has read everything.
  process.stdout.write(END)
  process.stderr.write(END)
  process.send?.({ code } satisfies WarmAnswer)
}
