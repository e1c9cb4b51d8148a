import { readFile } from 'node:fs/promises'
import { CliError } from './failure.ts'

const BYTES_MAX = 1024 * 1024

/**
 * A JSON object from a file, or from standard input for "-".
 * @param what "credentials": its content is never repeated in an error, because it may be a secret
 */
export async function readObject(path: string, what: string): Promise<Record<string, unknown>> {
  const where = path === '-' ? 'standard input' : path
  const text = (path === '-' ? await readStandardInput(what) : await readText(path, what)).replace(/^\ufeff/, '')
  if (Buffer.byteLength(text) > BYTES_MAX) throw notUsable(`The limit of 1 MiB is exceeded: the ${what} in ${where}.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    // The parser's own words quote the text around the fault.
    const place = /line \d+ column \d+/.exec((error as Error).message)?.[0]
    throw notUsable(`This is not JSON: the ${what} in ${where}${place === undefined ? '' : `, see ${place}`}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw notUsable(`The ${what} in ${where} must be one JSON object, such as {"name": "value"}.`)
  }
  return value as Record<string, unknown>
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw notUsable(`The ${what} could not be read: ${(error as Error).message}.`)
  }
}

async function readStandardInput(what: string): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(`Type the ${what} as JSON, then Ctrl-D:\n`)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > BYTES_MAX) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

function notUsable(message: string): CliError {
  return new CliError('INPUT', message)
}
