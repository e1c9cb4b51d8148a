import type { FormatReader } from '../format-reader.ts'
import { type Output, ReadingStopped } from '../output.ts'

/** Turns the lines of a fixed format into entries. */
export interface Records {
  /**
   * @param number of the line, from 1  @param text without its line end; one character a column
   * @returns steps, where a line has more to say than should be held at once
   */
  line(text: string, number: number): Iterable<void> | undefined
  /** How a file's last record begins: it alone may lack its line end. Any other such line has been cut short. */
  readonly lastBegins: string
  end(): void
}

// oxlint-disable-next-line no-control-regex -- these are what may not pass
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F]/
const CONTROL = new RegExp(CONTROLS, 'g')
/** Ctrl-Z, at the end of files of old systems. */
const END_MARK = '\u001A'

const NO_STEPS: readonly void[] = []

/** Bytes outside ASCII, as ISO-8859-1 has them; 80 to 9F are letters of none of the formats. */
const WIDE = /[\u0080-\u00FF]/
const NO_LETTERS = /[\u0080-\u009F]/
/** The byte order mark of UTF-8, byte by byte. */
const MARK = '\u00EF\u00BB\u00BF'
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Cuts bytes into lines, ended by LF or CR LF; empty ones, byte order marks, and the end mark of old systems, are passed
 * over. The formats are ISO-8859-1; a line that is right UTF-8 is read as that, since names in ISO-8859-1 never are.
 */
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

  *write(piece: Uint8Array): Iterable<void> {
    const text = this.#rest + Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1')
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield* this.#line(text.slice(from, end))
      from = end + 1
    }
    this.#rest = text.slice(from)
    if (this.#rest.length > this.#output.limits.lineCharsMax) {
      this.#sayTooLong()
      this.#rest = ''
    }
  }

  *end(): Iterable<void> {
    const cutShort =
      this.#rest.trim() !== '' && this.#rest.trim() !== END_MARK && !this.#rest.startsWith(this.#records.lastBegins)
    if (cutShort) throw new ReadingStopped('TRUNCATED', `line ${this.#number}`, 'The file ends within this line.')
    if (this.#rest !== '') yield* this.#line(this.#rest)
    this.#records.end()
  }

  #line(line: string): Iterable<void> {
    const text = this.#withoutControls(this.#decoded(line.endsWith('\r') ? line.slice(0, -1) : line))
    if (line.length > this.#output.limits.lineCharsMax) this.#sayTooLong()
    const read = !this.#tooLong && text.trim() !== ''
    const steps = read ? this.#records.line(text, this.#number) : undefined
    this.#tooLong = false
    this.#number += 1
    return steps ?? NO_STEPS
  }

  #decoded(line: string): string {
    const bytes = line.startsWith(MARK) ? line.slice(MARK.length) : line
    if (!WIDE.test(bytes)) return bytes
    const text = asUtf8(bytes)
    if (text !== undefined) return text
    if (NO_LETTERS.test(bytes)) this.#output.damaged(`line ${this.#number}`)
    return bytes
  }

  /** NUL and its kind have no place in a text, and a database takes none; columns stay where they are. */
  #withoutControls(text: string): string {
    if (!CONTROLS.test(text)) return text
    if (text.trim() !== END_MARK) this.#output.damaged(`line ${this.#number}`)
    return text.replaceAll(CONTROL, ' ')
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

/** undefined where the bytes are no UTF-8. */
function asUtf8(bytes: string): string | undefined {
  try {
    return UTF_8.decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return undefined
  }
}
