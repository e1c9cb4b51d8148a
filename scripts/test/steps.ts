/** One step of `npm test`: a program, what it printed, whether it passed and how long it took. */
import { type ChildProcess, spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

export interface Step {
  name: string
  command: string
  args: string[]
  env?: Record<string, string>
  /** A further look at the output of a step that exited with 0: what is wrong with it, if anything. */
  check?: (output: string) => string | undefined
  /** Print the output as it comes, but not before `after`; without it the output is only returned. */
  live?: { after: Promise<void>; write: (text: string) => void }
}

export interface StepResult {
  passed: boolean
  seconds: number
  output: string
}

const running = new Set<ChildProcess>()
const KILL_AFTER_MS = 10_000

/** Runs a step in `root` with node_modules/.bin first in the path. Never throws: a program that cannot start has failed. */
export async function runStep(root: string, step: Step): Promise<StepResult> {
  const began = Date.now()
  let held = ''
  let output = ''
  let open = false
  const take = (text: string) => {
    if (step.live === undefined) output += text
    else if (open) step.live.write(text)
    else held += text
  }
  const release = async (live: NonNullable<Step['live']>) => {
    await live.after
    open = true
    live.write(held)
  }
  const released = step.live === undefined ? undefined : release(step.live)
  const code = await run(root, step, take)
  await released
  const problem = code === 0 ? step.check?.(output) : `${step.command} ended with ${code}.`
  if (problem !== undefined) output += `\n${problem}\n`
  return { passed: problem === undefined, seconds: (Date.now() - began) / 1_000, output }
}

/** Ends what is running: politely, and after ten seconds for good. */
export function stopSteps(): void {
  for (const child of running) {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref()
  }
}

function run(root: string, step: Step, take: (text: string) => void): Promise<number | string> {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      cwd: root,
      // Hundreds of processes load the same modules: compiled once, they start in half the time.
      env: {
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
        ...process.env,
        ...step.env,
        PATH: path,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    running.add(child)
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve(code ?? signal ?? 'nothing')
    })
  })
}
