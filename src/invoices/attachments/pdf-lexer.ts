/** Reads what a page of a PDF draws, operator by operator (ISO 32000-1, 7.8.2). Texts and names are Latin-1. */

export type Operand = { text: string } | { name: string } | { number: number } | { list: Operand[] }

export interface Operation {
  operator: string
  operands: Operand[]
}

/** A block of a table of Unicode has at most 100 entries of three. */
const OPERANDS_MAX = 400
const DELIMITERS = '()<>[]{}/%'
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** @param content decoded, as Latin-1 */
export function* operationsOf(content: string): Generator<Operation> {
  const reader = new Reader(content)
  let operands: Operand[] = []
  for (let token = reader.next(); token !== undefined; token = reader.next()) {
    if (typeof token !== 'string') {
      operands.push(token)
      if (operands.length > OPERANDS_MAX) operands.shift()
      continue
    }
    if (token === 'ID') reader.skipImage()
    yield { operator: token, operands }
    operands = []
  }
}

class Reader {
  private at = 0
  private readonly content: string

  constructor(content: string) {
    this.content = content
  }

  /** An operand, or an operator's name; undefined at the end. */
  next(): Operand | string | undefined {
    this.skipSpace()
    const char = this.content[this.at]
    if (char === undefined) return undefined
    if (char === '(') return { text: this.literal() }
    if (char === '[') return { list: this.list() }
    if (char === '/') return { name: this.name() }
    if (char === '<' && this.content[this.at + 1] !== '<') return { text: this.hexadecimal() }
    if (DELIMITERS.includes(char)) {
      this.at++
      return this.next()
    }
    const word = this.word()
    const number = Number(word)
    return Number.isNaN(number) ? word : { number }
  }

  /** Bytes of an image within the page end with EI between spaces. */
  skipImage(): void {
    const end = /\sEI(?=\s|$)/g
    end.lastIndex = this.at
    this.at = end.exec(this.content) === null ? this.content.length : end.lastIndex
  }

  private skipSpace(): void {
    for (;;) {
      const char = this.content[this.at]
      if (char === undefined) return
      if (char === '%') while (!['\n', '\r', undefined].includes(this.content[this.at])) this.at++
      else if (char.charCodeAt(0) > 32) return
      else this.at++
    }
  }

  private word(): string {
    const start = this.at
    for (let char = this.content[this.at]; char !== undefined; char = this.content[this.at]) {
      if (char.charCodeAt(0) <= 32 || DELIMITERS.includes(char)) break
      this.at++
    }
    return this.content.slice(start, this.at)
  }

  private name(): string {
    this.at++
    return this.word().replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => character(Number.parseInt(code, 16)))
  }

  private list(): Operand[] {
    this.at++
    const list: Operand[] = []
    for (;;) {
      this.skipSpace()
      if (this.content[this.at] === undefined || this.content[this.at] === ']') break
      const item = this.next()
      if (item !== undefined && typeof item !== 'string') list.push(item)
    }
    this.at++
    return list
  }

  private hexadecimal(): string {
    const end = this.content.indexOf('>', this.at)
    const to = end < 0 ? this.content.length : end
    const digits = this.content.slice(this.at + 1, to).replaceAll(/[^0-9A-Fa-f]/g, '')
    this.at = to + 1
    return (digits.match(/..?/g) ?? []).map((pair) => character(Number.parseInt(pair.padEnd(2, '0'), 16))).join('')
  }

  private literal(): string {
    let text = ''
    let depth = 1
    for (this.at++; this.at < this.content.length; this.at++) {
      const char = this.content[this.at] ?? ''
      if (char === '\\') text += this.escaped()
      else if (char === '(') depth++
      else if (char === ')') depth--
      if (depth === 0) break
      if (char !== '\\') text += char
    }
    this.at++
    return text
  }

  /** Reads an escape that a backslash begins; the reader then is on its last character. */
  private escaped(): string {
    const octal = /^[0-7]{1,3}/.exec(this.content.slice(this.at + 1, this.at + 4))?.[0]
    if (octal !== undefined) {
      this.at += octal.length
      return character(Number.parseInt(octal, 8))
    }
    this.at++
    const char = this.content[this.at] ?? ''
    if (char === '\n' || char === '\r') return ''
    return ESCAPES[char] ?? char
  }
}

function character(code: number): string {
  return String.fromCharCode(code & 0xff)
}
