/** Runs the real command line in a separate process. */
import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const WAIT_MS = 60_000

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

export type Env = Record<string, string>

/** Starts it with these settings and no others of this process. */
export function startCli(args: string[], env: Env): ChildProcess {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env
  const cache = NODE_COMPILE_CACHE === '' ? {} : { NODE_COMPILE_CACHE }
  return spawn(process.execPath, [MAIN, ...args], { env: { PATH, HOME, ...cache, ...env }, stdio: 'pipe' })
}

export async function runCli(args: string[], env: Env, input = ''): Promise<Ran> {
  const child = startCli(args, env)
  const ran: Ran = { code: null, stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text))
  child.stdin?.end(input)
  const timer = setTimeout(() => child.kill('SIGKILL'), WAIT_MS)
  ran.code = await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  return ran
}

/** Runs it with --json and reads its answer; fails with its own words when it failed. */
export async function json<T = Record<string, unknown>>(args: string[], env: Env, input = ''): Promise<T> {
  const ran = await runCli([...args, '--json'], env, input)
  assert.equal(ran.code, 0, `saatava ${args.join(' ')}: ${ran.stderr}`)
  return JSON.parse(ran.stdout) as T
}

/** Runs it for people; the lines it printed. */
export async function lines(args: string[], env: Env): Promise<string[]> {
  const ran = await runCli(args, env)
  assert.equal(ran.code, 0, `saatava ${args.join(' ')}: ${ran.stderr}`)
  return ran.stdout.trimEnd().split('\n')
}

/** Runs it, and checks that it failed with this exit code, saying this, and printed no result. */
export async function fails(code: 1 | 2, says: RegExp, args: string[], env: Env, input = ''): Promise<Ran> {
  const ran = await runCli(args, env, input)
  assert.equal(ran.code, code, `saatava ${args.join(' ')}: ${ran.stdout}${ran.stderr}`)
  assert.match(ran.stderr, says)
  assert.equal(ran.stdout, '')
  return ran
}

/** The first line of standard output that is JSON and holds this name. */
export function firstJson(child: ChildProcess, name: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      for (const line of text.split('\n').slice(0, -1)) {
        if (line.startsWith('{') && line.includes(`"${name}"`)) resolve(JSON.parse(line) as Record<string, unknown>)
      }
    })
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)))
  })
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve))
}

export async function query<T extends object>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}
