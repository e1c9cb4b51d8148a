/**
 * Runs the real command line. The first time a test file runs a command, it gets a separate process, which proves that it
 * starts, answers and ends; wrong usage counts as one command. Further runs of the command take the process of warm.ts,
 * unless it is busy. "start" ends its process, and a command without DATABASE_URL starts and stops a database: both always
 * get a separate process, as every command does in the long run.
 */
import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { isBusy, runWarm } from './warm.ts'

const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))
const WAIT_MS = 120_000
const LONG = process.env['SAATAVA_TEST_LONG'] === '1'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

export type Env = Record<string, string>

/** The first words of the commands that this file has run, "sync retry" for example. */
const seen = new Set<string>()

/** Starts it with these settings and no others of this process. */
export function startCli(args: string[], env: Env): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { env: whole(env), stdio: 'pipe' })
}

function whole(env: Env): Env {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env
  return { PATH, HOME, ...(NODE_COMPILE_CACHE === '' ? {} : { NODE_COMPILE_CACHE }), ...env }
}

export async function runCli(args: string[], env: Env, input = '', command = args.slice(0, 2).join(' ')): Promise<Ran> {
  const warm = seen.has(command) && command !== 'start' && 'DATABASE_URL' in env && !LONG && !isBusy()
  seen.add(command)
  return warm ? runWarm({ args, env: whole(env), input }, WAIT_MS) : runAlone(args, env, input)
}

async function runAlone(args: string[], env: Env, input: string): Promise<Ran> {
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
  const ran = await runCli(args, env, input, code === 2 ? 'wrong usage' : undefined)
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
