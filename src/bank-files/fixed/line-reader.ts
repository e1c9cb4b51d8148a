import type { FormatReader } from '../formats.ts'
import type { Output } from '../output.ts'

/** What a fixed format makes of its lines. */
export interface Records {
  /** @param number of the line, from 1  @param text without its line end; one character a byte (ISO-8859-1) */
  line(text: string, number: number): void
  end(): void
}

/** Cuts bytes into lines, ended by LF or CR LF; empty ones, and the end mark of old systems, are passed over. */
export class LineReader implements FormatReader {
  readonly #output: Output
  readonly #records: Records
  #rest = ''
  #number = 1
  #tooLong = false

  constructor(output: Output, records: Records) {
    this.#output = output
    this.#records = records
  }

  write(piece: Uint8Array): void {
    const text = this.#rest + Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1')
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#line(text.slice(from, end))
      from = end + 1
    }
    this.#rest = text.slice(from)
    if (this.#rest.length > this.#output.limits.lineCharsMax) {
      this.#sayTooLong()
      this.#rest = ''
    }
  }

  end(): void {
    if (this.#rest !== '') this.#line(this.#rest)
    this.#records.end()
  }

  #line(line: string): void {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    if (line.length > this.#output.limits.lineCharsMax) this.#sayTooLong()
    if (!this.#tooLong && text.trim() !== '' && text !== '\u001A') this.#records.line(text, this.#number)
    this.#tooLong = false
    this.#number += 1
  }

  #sayTooLong(): void {
    if (this.#tooLong) return
    this.#tooLong = true
    this.#output.fault(
      'entry',
      `line ${this.#number}`,
      'TOO_LONG',
      `The line is longer than ${this.#output.limits.lineCharsMax} characters, and is passed over.`,
    )
  }
}
