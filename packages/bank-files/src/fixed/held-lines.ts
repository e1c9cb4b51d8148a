const BLOCK_BYTES = 1_048_576
/** Bytes of one UTF-16 unit in UTF-8. */
const BYTES_MAX = 3

/**
 * Lines kept until later, as their bytes, in blocks that are used again: as strings they would take four times the
 * memory, and leave it to be collected.
 */
export class HeldLines {
  readonly #blocks: Buffer[] = []
  /** Bytes used of each block in use. */
  #used: number[] = []
  #first = 0
  #last = 0
  #length = 0

  /** @param line at most a limit's length  @param number in the file */
  add(line: string, number: number): void {
    const record = `${number}:${line.trimEnd()}\n`
    let at = this.#used.length - 1
    if (at < 0 || (this.#used[at] ?? 0) + BYTES_MAX * record.length > BLOCK_BYTES) {
      at += 1
      this.#used.push(0)
    }
    const block = (this.#blocks[at] ??= Buffer.allocUnsafe(BLOCK_BYTES))
    const used = this.#used[at] ?? 0
    this.#used[at] = used + block.write(record, used, 'utf8')
    if (this.#length === 0) this.#first = number
    this.#last = number
    this.#length += 1
  }

  clear(): void {
    this.#used = []
    this.#length = 0
  }

  get length(): number {
    return this.#length
  }

  /** Numbers of the first and the last line. */
  get span(): string {
    return `${this.#first} to ${this.#last}`
  }

  /** The lines with their numbers, without spaces at their ends. */
  *all(): Iterable<[line: string, number: number]> {
    for (const [i, used] of this.#used.entries()) {
      const block = this.#blocks[i]
      if (block === undefined) return
      for (let from = 0; from < used; ) {
        const end = block.indexOf(NEW_LINE, from)
        const record = block.toString('utf8', from, end)
        const colon = record.indexOf(':')
        yield [record.slice(colon + 1), Number(record.slice(0, colon))]
        from = end + 1
      }
    }
  }
}

const NEW_LINE = 0x0a
