/**
 * Generators and checkers of the published package, in the folder tools/. It has its own lock, because they need an older TypeScript.
 * The first test of a long run that needs them installs them.
 */
import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './installed.ts'

const TOOLS = join(ROOT, 'tools')
const execute = promisify(execFile)

/** Runs a program of tools/ that is written for Node; fails with what it has printed. */
export async function runTool(name: string, args: string[], cwd: string): Promise<string> {
  const path = await programOf(name)
  if (path === undefined) throw new Error(`tools/ has no ${name}`)
  return run(process.execPath, [path, ...args], cwd)
}

/** The path of a program of tools/, undefined where this machine has none of it. */
export async function programOf(name: string): Promise<string | undefined> {
  if (!existsSync(join(TOOLS, 'node_modules/.package-lock.json')))
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], TOOLS)
  // The scripts that put these two into place do not run; the programs lie in the packages of this machine.
  const own = { bun: '@oven/bun-*/bin/bun', deno: '@deno/*/deno' }[name]
  const found = own === undefined ? [`.bin/${name}`] : globSync(own, { cwd: join(TOOLS, 'node_modules') })
  const path = join(TOOLS, 'node_modules', found[0] ?? 'none')
  return existsSync(path) ? path : undefined
}

async function run(command: string, args: string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await execute(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
    throw new Error(`${message}\n${stdout}\n${stderr}`, { cause: error })
  }
}
