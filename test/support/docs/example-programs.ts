/**
 * Runs the examples of a guide in a language, as they are printed and in their order, in one program. After each of them the
 * program waits until it may go on, because a reader is slower than the workers of the service.
 */
import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TabTitle } from '../../../src/docs/tabs.ts'

const run = promisify(execFile)
const RUN_MS_MAX = 300_000
const MARK = '\u001e'

type Programmed = Exclude<TabTitle, 'curl' | 'CLI'>

interface Language {
  /** Why its examples are not run here; false where they are. */
  absent(): string | false
  /** Writes the program. @returns the command that runs it */
  build(folder: string, examples: readonly string[]): Promise<[command: string, ...args: string[]]>
}

const LANGUAGES: Record<Programmed, Language> = {
  Python: {
    absent: () => absent('python3', 'python3'),
    async build(folder, examples) {
      const wait = 'print("\\x1e", flush=True)\ninput()'
      await writeFile(join(folder, 'program.py'), examples.map((example) => `${example}\n${wait}\n`).join('\n'))
      return ['python3', 'program.py']
    },
  },
  'C#': {
    absent: () => absent('mcs', 'mono-mcs libmono-system-net-http4.0-cil'),
    async build(folder, [session = '', ...examples]) {
      const wait = 'Console.WriteLine("\\x1e"); Console.ReadLine();'
      // One scope for each example: two of them may use one name.
      const steps = [wait, ...examples.map((example) => `{\n${example}\n${wait}\n}`)].join('\n')
      const program = `using System; using System.IO; using System.Threading.Tasks;
static class Program {
static async Task Run() {
${steps}
}
static void Main() { Run().GetAwaiter().GetResult(); }
}`
      await writeFile(join(folder, 'Saatava.cs'), session)
      await writeFile(join(folder, 'Program.cs'), program)
      const files = ['-r:System.Net.Http.dll', '-out:program.exe', 'Saatava.cs', 'Program.cs']
      await run('mcs', files, { cwd: folder })
      return ['mono', 'program.exe']
    },
  },
  TypeScript: {
    absent: () => false,
    async build(folder, examples) {
      await linkPackage(folder)
      const wait = `console.log('\\x1e')\nawait new Promise((go) => process.stdin.once('data', go))`
      const text = `${examples.join(`\n${wait}\n`)}\n${wait}\nprocess.exit()\n`
      await writeFile(join(folder, 'package.json'), '{"type": "module"}')
      await writeFile(join(folder, 'program.ts'), text)
      return [process.execPath, 'program.ts']
    },
  },
}

/** The package by its name, from its sources: what is published is built from them. Node strips no types below node_modules. */
export async function linkPackage(folder: string): Promise<void> {
  const source = join(import.meta.dirname, '../../../packages/client/src/index.ts')
  await mkdir(join(folder, 'saatava-client'))
  await mkdir(join(folder, 'node_modules'))
  await writeFile(join(folder, 'saatava-client/package.json'), '{"type": "module", "exports": "./index.ts"}')
  await writeFile(join(folder, 'saatava-client/index.ts'), `export * from ${JSON.stringify(source)}\n`)
  await symlink(join(folder, 'saatava-client'), join(folder, 'node_modules/saatava-client'))
}

export const PROGRAMMED = Object.keys(LANGUAGES) as Programmed[]

export function examplesAbsent(title: Programmed): string | false {
  return LANGUAGES[title].absent()
}

function absent(command: string, packages: string): string | false {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
    return false
  } catch {
    return `there is no ${command}: apt-get install -y ${packages}`
  }
}

/** @returns the output of each example; @throws Error with everything that was printed, where one fails */
export async function runExamples(
  title: Programmed,
  folder: string,
  examples: readonly string[],
  settled: () => Promise<void>,
): Promise<string[]> {
  const [command, ...args] = await LANGUAGES[title].build(folder, examples)
  const program = spawn(command, args, { cwd: folder, timeout: RUN_MS_MAX })
  let output = ''
  let errors = ''
  let going = Promise.resolve()
  program.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (text.includes(MARK)) going = going.then(settled).then(() => void program.stdin.write('\n'))
  })
  program.stdin.on('error', () => undefined)
  const code = await new Promise<number | null>((resolve, reject) => {
    program.on('error', reject).on('close', resolve)
  })
  await going
  const outputs = output.split(MARK).map((text) => text.trim())
  if (code !== 0) throw new Error(`example ${outputs.length} of ${examples.length} in ${title}:\n${output}\n${errors}`)
  return outputs.slice(0, -1)
}
