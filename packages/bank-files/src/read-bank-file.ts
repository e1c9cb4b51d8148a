import type { CivilDate } from '@saatava/core/dates.ts'
import { createHash } from 'node:crypto'
import type { BankFileItem } from './bank-file.ts'
import { openReader } from './formats.ts'
import type { FormatReader } from './format-reader.ts'
import { BANK_FILE_LIMITS, type BankFileLimits } from './limits.ts'
import { Output, ReadingStopped } from './output.ts'

export interface ReadBankFileOptions {
  limits?: Partial<BankFileLimits>
  /** Civil date: entries dated far from it are given with a fault and a doubt. Without it, the file's own day alone bounds them. */
  today?: CivilDate
}

/**
 * Reads a bank's file of any size as it comes, in memory that does not grow with it: camt.053 and camt.054 (.001.02 and
 * .08), BgMax, Norwegian OCR giro and KTL, recognised by how the file begins. The cuts between chunks make no difference
 * to the result.
 * @returns a head, entries, statements and faults in the order of the file, and always one end. It throws the errors of the stream alone:
 *   a mistake in a file becomes a fault, and the content after it is read as far as it can be.
 */
export async function* readBankFile(
  stream: AsyncIterable<Uint8Array>,
  options: ReadBankFileOptions = {},
): AsyncGenerator<BankFileItem, void, undefined> {
  const output = new Output({ ...BANK_FILE_LIMITS, ...options.limits }, options.today)
  const file = new Reading(output)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of stream) {
    hash.update(chunk)
    bytes += chunk.length
    for (let from = 0; from < chunk.length && !file.stopped; from += output.limits.pieceBytesMax) {
      for (const _ of file.write(chunk.subarray(from, from + output.limits.pieceBytesMax))) yield* output.take()
    }
  }
  for (const _ of file.end()) yield* output.take()
  output.end()
  yield* output.take()
  const { entries, faults, sum } = output
  const complete = !file.stopped
  yield {
    kind: 'end',
    entries,
    faults,
    ...(sum === undefined ? {} : { sum }),
    bytes,
    hash: hash.digest('hex'),
    complete,
  }
}

/** The file's own reader, once its beginning has named the format; after a fault of the whole file, none. */
class Reading {
  stopped = false
  readonly #output: Output
  #head: Uint8Array = new Uint8Array(0)
  #reader: FormatReader | undefined

  constructor(output: Output) {
    this.#output = output
  }

  *write(piece: Uint8Array): Iterable<void> {
    const reader = this.#reader
    if (reader !== undefined) return yield* this.#steps(() => reader.write(piece))
    this.#head = Buffer.concat([this.#head, piece])
    if (this.#head.length >= this.#output.limits.headBytesMax) yield* this.#open()
  }

  *end(): Iterable<void> {
    if (this.#reader === undefined && !this.stopped) yield* this.#open()
    const reader = this.#reader
    if (reader !== undefined && !this.stopped) yield* this.#steps(() => reader.end())
  }

  #open(): Iterable<void> {
    return this.#steps(() => {
      this.#reader = openReader(this.#head.subarray(0, this.#output.limits.headBytesMax), this.#output)
      return this.#reader.write(this.#head)
    })
  }

  /** The reader's steps, and one more for what is left; a fault that stops the reading is the last. */
  *#steps(read: () => Iterable<void>): Iterable<void> {
    try {
      yield* read()
    } catch (error) {
      if (!(error instanceof ReadingStopped)) throw error
      this.stopped = true
      this.#output.fault('file', error.position, error.code, error.message)
    }
    yield
  }
}
