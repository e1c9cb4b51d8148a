/**
 * Follows a camt file through the tree of places.ts: what is not named there is passed over as it comes, the rest is
 * kept only until its part closes. So a file of any size takes the memory of one transaction.
 */
import { SaxesParser } from 'saxes'
import type { BankFileFormat } from '../bank-file.ts'
import type { FormatReader } from '../format-reader.ts'
import { cut } from '../messages.ts'
import { type Output, ReadingStopped } from '../output.ts'
import { isPlaceholder } from '../placeholders.ts'
import { Fields } from './fields.ts'
import { MessageReader } from './message-reader.ts'
import { type Place, ROOT } from './places.ts'

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:(camt\.05[34]\.001\.0[28])$/
const CURRENCY_CHARS_MAX = 10
/** Text between elements that is not only white space. */
const STRAY = /[^ \t\r\n]/

export class CamtReader implements FormatReader {
  readonly #output: Output
  readonly #decoder: TextDecoder
  readonly #parser = new SaxesParser()
  #message: MessageReader | undefined
  readonly #places: Place[] = [ROOT]
  readonly #parts: Fields[] = []
  /** How deep we are in something passed over. */
  #passing = 0
  #depth = 0
  #text = ''
  /** Characters written to the parser. */
  #chars = 0
  /** Position in the file at which the last token ended. */
  #tokenEnd = 0
  #strayReported = false

  constructor(output: Output, encoding: string) {
    this.#output = output
    this.#decoder = new TextDecoder(encoding)
    // Six handlers: from the eighth on, V8 keeps the parser's fields in a hash table, and it takes four times as long.
    // So comments count with the token that follows them.
    this.#parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes))
    this.#parser.on('closetag', () => this.#close())
    this.#parser.on('text', (text) => this.#texts(text))
    this.#parser.on('cdata', (text) => this.#texts(text))
    this.#parser.on('doctype', () =>
      this.#stop(
        'DTD_FORBIDDEN',
        'The file has a document type declaration (DOCTYPE); a bank message has none, and it is not read.',
      ),
    )
    this.#parser.on('error', ({ message }) => this.#stop('MALFORMED', `Not well-formed XML at ${message}`))
  }

  write(piece: Uint8Array): Iterable<void> {
    const text = this.#decoder.decode(piece, { stream: true })
    this.#parser.write(text)
    this.#chars += text.length
    // The parser may keep one character for later; between two writes its own position is not to be trusted.
    this.#longToken(this.#chars - 1)
    return []
  }

  end(): Iterable<void> {
    this.#parser.write(this.#decoder.decode())
    try {
      this.#parser.close()
    } catch (error) {
      if (!(error instanceof ReadingStopped) || error.code !== 'MALFORMED') throw error
      throw new ReadingStopped('TRUNCATED', error.position, `The file ends too early: ${error.message}`)
    }
    this.#message?.end()
    return []
  }

  #open(name: string, attributes: Record<string, string>): void {
    this.#token()
    this.#depth += 1
    if (this.#depth > this.#output.limits.depthMax)
      this.#stop('TOO_DEEP', `Elements stand more than ${this.#output.limits.depthMax} deep in one another.`)
    if (this.#message === undefined) this.#message = this.#root(name, attributes)
    const place = this.#passing > 0 ? undefined : this.#places.at(-1)?.inside?.get(localName(name))
    if (place === undefined) {
      this.#passing += 1
      return
    }
    this.#places.push(place)
    if (place.part !== undefined) this.#parts.push(this.#message.open(place.part, localName(name), this.#parts.at(-1)))
    if (place.presence !== undefined) this.#parts.at(-1)?.set(place.presence, 'true')
    if (place.field === undefined) return
    this.#text = ''
    const currency = attributes['Ccy']
    if (currency !== undefined) this.#parts.at(-1)?.set(`${place.field}Ccy`, cut(currency.trim(), CURRENCY_CHARS_MAX))
  }

  #close(): void {
    this.#token()
    this.#depth -= 1
    if (this.#passing > 0) {
      this.#passing -= 1
      return
    }
    const place = this.#places.pop()
    if (place?.field !== undefined) this.#keep(place.field, place)
    if (place?.part === undefined) return
    const fields = this.#parts.pop()
    if (fields !== undefined) this.#message?.close(fields, this.#parts.at(-1))
  }

  #keep(field: string, { many, free }: Place): void {
    const { textCharsMax, messageCharsMax } = this.#output.limits
    const text = cut(this.#text.trim(), textCharsMax)
    this.#text = ''
    const fields = this.#parts.at(-1)
    if (text === '' || fields === undefined || (free === true && isPlaceholder(text))) return
    if (many === true) fields.add(field, text, messageCharsMax)
    else fields.set(field, text)
    if (text.includes('\uFFFD')) this.#output.damaged(fields.position)
  }

  #texts(text: string): void {
    this.#token()
    if (this.#passing > 0) return
    if (this.#places.at(-1)?.field !== undefined) this.#text += text
    else if (!this.#strayReported && STRAY.test(text)) {
      this.#strayReported = true
      const position = this.#parts.at(-1)?.position ?? `line ${this.#parser.line}`
      this.#output.fault(
        'check',
        position,
        'OUT_OF_PLACE',
        `Text stands between elements: ${JSON.stringify(text.trim().slice(0, 60))}`,
      )
    }
  }

  #root(name: string, attributes: Record<string, string>): MessageReader {
    const colon = name.indexOf(':')
    const namespace = attributes[colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`] ?? ''
    const format = NAMESPACE.exec(namespace)?.[1]
    if (format === undefined || localName(name) !== 'Document')
      this.#stop(
        'UNKNOWN_FORMAT',
        `The file's root is ${name} of the namespace "${namespace.slice(0, 100)}"; read are Document of camt.053.001.02, camt.053.001.08, camt.054.001.02 and camt.054.001.08.`,
      )
    return new MessageReader(format as BankFileFormat, this.#output)
  }

  #token(): void {
    const { position } = this.#parser
    this.#longToken(position)
    this.#tokenEnd = position
  }

  /** The parser holds a token until it ends: it must end some time. */
  #longToken(position: number): void {
    if (position - this.#tokenEnd > this.#output.limits.tokenCharsMax)
      this.#stop(
        'TOO_LONG',
        `A tag, a text or comments are longer than ${this.#output.limits.tokenCharsMax} characters.`,
      )
  }

  #stop(code: ReadingStopped['code'], message: string): never {
    throw new ReadingStopped(code, this.#parts.at(-1)?.position ?? `line ${this.#parser.line}`, message)
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
