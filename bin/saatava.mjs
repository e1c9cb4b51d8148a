#!/usr/bin/env node
// Installs what is missing, then runs the command line on the Node that npm installed: the machine's own may be older.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeBinary, setupOrExit } from '../scripts/setup.mjs'

setupOrExit()
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(root, 'src', 'cli', 'main.ts')
// Compiled modules are kept, so that from the second command on it starts in half the time.
const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env }
// Limits V8's young generation to 24 MB: V8's default takes 100 MB more than all of a bank's file needs
// (bench/payments.ts).
const flags = ['--max-semi-space-size=8']
const child = spawn(nodeBinary(), [...flags, main, ...process.argv.slice(2)], { stdio: 'inherit', env })

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
  process.on(signal, () => {
    // A terminal sends Ctrl-C to the child itself; a second SIGINT would read as impatience.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    child.kill(signal)
  })
}
child.once('error', (error) => {
  process.stderr.write(`The command line could not be started: ${error.message}\n`)
  process.exit(1)
})
child.once('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
