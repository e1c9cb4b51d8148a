/** Sends commands to the process of warm-process.ts, which starts at the first of them and ends with the test file. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Ran } from './run.ts'

export interface WarmRequest {
  args: string[]
  env: Record<string, string>
  input: string
}

export interface WarmAnswer {
  code: number
}

/** Ends the output of a command. */
export const END = '\u0000end of output\u0000'

const PROCESS = fileURLToPath(new URL('warm-process.ts', import.meta.url))
let warm: ChildProcess | undefined
let busy = false

/** Whether a command runs there now; it takes one at a time. */
export function isBusy(): boolean {
  return busy
}

/** Runs a command there. Fails when the process ends instead of answering. */
export async function runWarm(request: WarmRequest, msMax: number): Promise<Ran> {
  busy = true
  const child = (warm ??= start())
  child.ref()
  child.channel?.ref()
  const timer = setTimeout(() => child.kill('SIGKILL'), msMax)
  let onExit: (code: number | null) => void = () => undefined
  try {
    const ended = new Promise<never>((_, reject) => {
      onExit = (code) => reject(new Error(`the command line ended with ${code}: ${request.args.join(' ')}`))
      child.once('exit', onExit)
    })
    ended.catch(() => undefined)
    const answered = new Promise<WarmAnswer>((resolve) => child.once('message', resolve as (answer: unknown) => void))
    const all = Promise.all([answered, outputOf(child.stdout), outputOf(child.stderr)])
    child.send(request)
    const [{ code }, stdout, stderr] = await Promise.race([all, ended])
    return { code, stdout, stderr }
  } finally {
    clearTimeout(timer)
    child.off('exit', onExit)
    release(child)
    busy = false
  }
}

function start(): ChildProcess {
  const child = fork(PROCESS, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] })
  child.stdout?.setEncoding('utf8')
  child.stderr?.setEncoding('utf8')
  child.once('exit', () => (warm = undefined))
  return child
}

/** Between two commands it does not keep the test file running. */
function release(child: ChildProcess): void {
  child.removeAllListeners('message')
  child.unref()
  child.channel?.unref()
  for (const stream of [child.stdout, child.stderr]) (stream as { unref?(): void } | null)?.unref?.()
}

function outputOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const take = (chunk: string) => {
      text += chunk
      if (!text.endsWith(END)) return
      stream?.off('data', take)
      resolve(text.slice(0, -END.length))
    }
    ;(stream as { ref?(): void } | null)?.ref?.()
    stream?.on('data', take)
  })
}
