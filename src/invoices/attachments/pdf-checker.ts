/**
 * Checks PDFs of strangers in separate processes, each with a limited heap, for a limited time, without our environment's
 * secrets and without the right to write files. One that runs out of time or memory is killed and the document refused;
 * the next document gets a new one. A thread would not do: where a single array outgrows a thread's heap, Node ends the
 * whole process.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CHECK_HEAP_MIB, CHECK_TIMEOUT_MS } from './limits.ts'
import { type PdfFault, TOO_COMPLEX, headFault } from './pdf-head.ts'

const PROGRAM = fileURLToPath(new URL('pdf-process.ts', import.meta.url))

export interface PdfChecker {
  /** Undefined: a PDF that can be appended or printed. Waits for its turn; its time begins when that has come. */
  check(bytes: Uint8Array): Promise<PdfFault | undefined>
  /** The text of a PDF that has been checked; undefined where it cannot be read, or not in time. */
  text(bytes: Uint8Array): Promise<string | undefined>
  close(): Promise<void>
}

export interface PdfQuestion {
  want: 'fault' | 'text'
  bytes: Uint8Array
}

interface PdfAnswer {
  fault?: PdfFault | undefined
  text?: string | undefined
}

export interface PdfCheckerOptions {
  /** Number of documents that are checked at once; each has a separate process, of 100 to 200 MB and at worst of 500. */
  threads: number
  timeoutMs?: number
}

export function createPdfChecker({ threads, timeoutMs = CHECK_TIMEOUT_MS }: PdfCheckerOptions): PdfChecker {
  const idle: ChildProcess[] = []
  const busy = new Set<ChildProcess>()
  const waiting: (() => void)[] = []
  let running = 0
  let closed = false

  async function turn(): Promise<void> {
    if (running < threads) running++
    else await new Promise<void>((go) => waiting.push(go))
  }

  // The place goes to the next in line, so `running` stays as it is.
  function done(): void {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }

  async function look(question: PdfQuestion): Promise<PdfAnswer | 'died'> {
    if (closed) throw new Error('The PDF checker is closed')
    const child = alive(idle) ?? open()
    busy.add(child)
    const answer = await ask(child, question, timeoutMs)
    busy.delete(child)
    // Killed by us: that says nothing about the document.
    if (closed) throw new Error('The PDF checker was closed before it had a result')
    if (answer !== 'died') idle.push(child)
    return answer
  }

  async function inTurn(question: PdfQuestion): Promise<PdfAnswer | 'died'> {
    await turn()
    try {
      return await look(question)
    } finally {
      done()
    }
  }

  return {
    check: async (bytes) => {
      const wrong = headFault(bytes)
      if (wrong !== undefined) return wrong
      const answer = await inTurn({ want: 'fault', bytes })
      return answer === 'died' ? TOO_COMPLEX : answer.fault
    },
    text: async (bytes) => {
      const answer = await inTurn({ want: 'text', bytes })
      return answer === 'died' ? undefined : answer.text
    },
    close: async () => {
      closed = true
      for (const go of waiting.splice(0)) go()
      await Promise.all([...idle.splice(0), ...busy].map((child) => kill(child)))
    },
  }
}

function alive(idle: ChildProcess[]): ChildProcess | undefined {
  for (let child = idle.pop(); child !== undefined; child = idle.pop()) if (child.connected) return child
}

function open(): ChildProcess {
  const child = fork(PROGRAM, [], {
    execArgv: [`--max-old-space-size=${CHECK_HEAP_MIB}`, '--permission', '--allow-fs-read=*', '--allow-worker'],
    env: {},
    serialization: 'advanced',
    // The library warns of what it mends on the console, and V8 of its end; nobody reads it there.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.on('error', () => undefined)
  keep(child, false)
  return child
}

/** Whether this process waits for that one before it ends: only while a document is being looked at. */
function keep(child: ChildProcess, wanted: boolean): void {
  const kept = wanted ? 'ref' : 'unref'
  child[kept]()
  child.channel?.[kept]()
}

function ask(child: ChildProcess, question: PdfQuestion, timeoutMs: number): Promise<PdfAnswer | 'died'> {
  return new Promise((resolve) => {
    const end = (answer: PdfAnswer | 'died') => {
      clearTimeout(timer)
      child.off('message', answered).off('exit', died)
      keep(child, false)
      resolve(answer)
    }
    const answered = (message: unknown) => end(message as PdfAnswer)
    const died = () => end('died')
    const timer = setTimeout(() => void child.kill('SIGKILL'), timeoutMs)
    keep(child, true)
    child.on('message', answered).on('exit', died)
    child.send(question, (error) => {
      if (error) child.kill('SIGKILL')
    })
  })
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
