/** A program's folder with saatava-client installed: built from the sources, without the network. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const PACKAGE = join(ROOT, 'packages/client')
const TSC = join(ROOT, 'node_modules/.bin/tsc')
const execute = promisify(execFile)

export interface Installed {
  folder: string
  /** Folder of the package in it. */
  package: string
  /** Runs a program in the folder; fails with what it has printed. */
  run(command: string, args: string[], env?: Record<string, string>): Promise<string>
  remove(): Promise<void>
}

export async function installClient(): Promise<Installed> {
  // The name of the folder of temporary files may be a link, and modules are known by their real names.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'saatava-client-')))
  const target = join(folder, 'node_modules/saatava-client')
  await mkdir(target, { recursive: true })
  const run: Installed['run'] = async (command, args, env = {}) => {
    try {
      const { stdout } = await execute(command, args, { cwd: folder, env: { ...process.env, ...env } })
      return stdout
    } catch (error) {
      const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
      return assert.fail(`${message}\n${stdout}\n${stderr}`)
    }
  }
  await run(TSC, ['--project', join(PACKAGE, 'tsconfig.build.json'), '--outDir', join(target, 'dist')])
  for (const file of ['package.json', 'README.md', 'LICENSE', 'examples'])
    await cp(join(PACKAGE, file), join(target, file), { recursive: true })
  await symlink(join(ROOT, 'node_modules/@types'), join(folder, 'node_modules/@types'))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  return { folder, package: target, run, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Compiles all TypeScript files of the folder as a careful user would. @param skipLibCheck false: and all declarations */
export async function compileAll({ folder, run }: Installed, { skipLibCheck = true } = {}): Promise<void> {
  const compilerOptions = {
    skipLibCheck,
    ...{ strict: true, noEmit: true, target: 'es2022', module: 'nodenext', types: ['node'] },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, erasableSyntaxOnly: true },
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  await run(TSC, ['--project', folder])
}

/** The TypeScript of the README, one file a block. @returns their names */
export async function writeSnippets({ folder }: Installed): Promise<string[]> {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8')
  const blocks = Array.from(readme.matchAll(/^```ts\n([^]*?)^```$/gm), ([, code = '']) => code)
  const names = blocks.map((_, i) => `snippet-${i + 1}.ts`)
  for (const [i, code] of blocks.entries()) await writeFile(join(folder, names[i] ?? ''), code)
  return names
}
