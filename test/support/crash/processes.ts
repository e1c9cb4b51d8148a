/** The service's processes as the crash test runs them: started, killed without warning, started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const READY_MS_MAX = 90_000
const OUTPUT_MAX = 20_000
const SHOWN_MAX = 2_500

export interface Managed {
  name: string
  /** Starts it, again and again while the database is away, until it answers. */
  up(): Promise<void>
  /** Begins a start and returns at once. */
  launch(): void
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
  /** Its last output, for a person who wants to know what happened. */
  output(): string
  /** Exits that we did not cause, after it had answered. */
  unexpected: string[]
}

export function managed(name: string, args: string[], env: Record<string, string>, readyUrl: string): Managed {
  let child: ChildProcess | undefined
  let output = ''
  let ready = false
  const unexpected: string[] = []

  function launch(): void {
    if (child !== undefined) return
    ready = false
    const started = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_MAX)
    }
    started.stdout.on('data', keep)
    started.stderr.on('data', keep)
    started.once('exit', (code, signal) => {
      if (child === started) child = undefined
      if (signal !== 'SIGKILL' && ready)
        unexpected.push(`${name} ended by itself (${signal ?? code}):\n${output.slice(-SHOWN_MAX)}`)
    })
    child = started
  }

  return {
    name,
    unexpected,
    launch,
    output: () => output,
    async up() {
      const deadline = performance.now() + READY_MS_MAX
      while (performance.now() < deadline) {
        launch()
        if (await answers(readyUrl)) {
          ready = true
          return
        }
        await sleep(25)
      }
      throw new Error(`${name} did not come up:\n${output.slice(-SHOWN_MAX)}`)
    },
    async kill() {
      const dying = child
      if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return
      const gone = new Promise((resolve) => dying.once('exit', resolve))
      dying.kill('SIGKILL')
      await gone
      child = undefined
    },
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) })
    await answer.arrayBuffer()
    return answer.status < 500
  } catch {
    return false
  }
}

/** Ports below those that systems hand out: while a killed process restarts, no other test may be given its port. */
const PORTS = { from: 20_000, to: 25_000 }
const taken = new Set<number>()

/** A port nobody listens on right now, and another one at each call. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from))
    if (taken.has(port) || !(await canListen(port))) continue
    taken.add(port)
    return port
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
