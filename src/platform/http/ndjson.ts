/** Reads NDJSON as it arrives: line by line, each bounded, blank lines left out. */
import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { AppError } from '../errors.ts'
import { refuseDuplicateKeys } from './duplicate-keys.ts'

const NEWLINE = 10

export interface Line {
  /** Counted from 1, blank ones too. */
  number: number
  bytes: Buffer
}

/** Throws 413 where a line or the whole is longer than allowed; the stream stays open, for there is still an answer to give. */
export async function* linesOf(
  stream: Readable,
  limits: { lineBytesMax: number; totalBytesMax: number },
): AsyncGenerator<Line> {
  let rest: Buffer[] = []
  let restBytes = 0
  let total = 0
  let number = 0
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    total += chunk.length
    if (total > limits.totalBytesMax) throw tooLarge('body', limits.totalBytesMax)
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      rest.push(chunk.subarray(from, end))
      const bytes = Buffer.concat(rest)
      rest = []
      restBytes = 0
      from = end + 1
      number++
      if (bytes.length > limits.lineBytesMax) throw tooLarge(`line ${number}`, limits.lineBytesMax)
      if (!isBlank(bytes)) yield { number, bytes }
    }
    rest.push(chunk.subarray(from))
    restBytes += chunk.length - from
    if (restBytes > limits.lineBytesMax) throw tooLarge(`line ${number + 1}`, limits.lineBytesMax)
  }
  const bytes = Buffer.concat(rest)
  if (!isBlank(bytes)) yield { number: number + 1, bytes }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13)
}

function tooLarge(what: string, max: number): AppError {
  return new AppError('TOO_LARGE', `The ${what} is larger than ${Math.floor(max / 1024 / 1024)} MiB; send it in parts.`)
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** The value of one line. Throws 400 that says what is wrong with it. */
export function jsonOfLine(given: Buffer): unknown {
  // Some programs begin every UTF-8 file with one, and it is never seen.
  const bytes = given.subarray(0, 3).equals(BYTE_ORDER_MARK) ? given.subarray(3) : given
  if (!isUtf8(bytes)) throw new AppError('MALFORMED', 'The line is not valid UTF-8.')
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError('MALFORMED', `The line is not JSON: ${(error as Error).message}.`, { cause: error })
  }
  refuseDuplicateKeys(text, value)
  return value
}
