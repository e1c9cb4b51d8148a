const LINES_PER_BLOCK = 1_000

/** Lines kept until later, a thousand to a string: a string for each would take four times the memory. */
export class HeldLines {
  readonly #blocks: string[] = []
  #lines: string[] = []
  readonly #numbers: number[] = []

  add(line: string, number: number): void {
    this.#lines.push(line.trimEnd())
    this.#numbers.push(number)
    if (this.#lines.length < LINES_PER_BLOCK) return
    this.#blocks.push(this.#lines.join('\n'))
    this.#lines = []
  }

  get length(): number {
    return this.#numbers.length
  }

  /** Numbers of the first and the last line. */
  get span(): string {
    return `${this.#numbers[0]} to ${this.#numbers.at(-1)}`
  }

  /** The lines with their numbers, without spaces at their ends. */
  *all(): Iterable<[line: string, number: number]> {
    let i = 0
    for (const block of [...this.#blocks, this.#lines.join('\n')])
      for (const line of block === '' ? [] : block.split('\n')) yield [line, this.#numbers[i++] ?? 0]
  }
}
