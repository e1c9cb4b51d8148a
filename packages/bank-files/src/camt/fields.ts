import type { Part } from './places.ts'

const CURRENCY = /^[A-Z]{3}$/
/** Every lexical form of xs:decimal: a sign, leading zeros, no digit before or after the point (XML Schema part 2, 3.2.3.1). */
const DECIMAL = /^([+-]?)0*(\d*)(?:\.(\d*))?$/
/** ISO 20022: at most 18 digits, 5 of them decimals. */
const DIGITS_MAX = 18

/** The texts of one part of a message, by the names that places.ts gives them. */
export class Fields {
  readonly part: Part
  /** Place in the file: "Stmt[1]/Ntry[3]". */
  readonly position: string
  readonly remittances: Fields[] = []
  readonly documents: Fields[] = []
  readonly charges: Fields[] = []
  /** A field that may stand once and stood twice: nobody can say which of the two holds. */
  repeated: string | undefined
  readonly #texts = new Map<string, string>()

  constructor(part: Part, position: string) {
    this.part = part
    this.position = position
  }

  set(field: string, value: string): void {
    if (this.#texts.has(field)) this.repeated ??= field
    else this.#texts.set(field, value)
  }

  /** One more of a field that may stand several times; they are kept a line each, until there are too many characters. */
  add(field: string, value: string, charsMax: number): void {
    const before = this.#texts.get(field)
    if (before === undefined) this.#texts.set(field, value)
    else if (before.length < charsMax) this.#texts.set(field, `${before}\n${value}`)
  }

  get(field: string): string | undefined {
    return this.#texts.get(field)
  }

  /** The texts of a field that may stand several times. */
  list(field: string): string[] {
    const text = this.#texts.get(field)
    return text === undefined ? [] : text.split('\n')
  }

  /** An amount in hundredths, without sign; undefined where it is not one, or not of whole hundredths. */
  amount(field: string): bigint | undefined {
    return hundredths(this.#texts.get(field))
  }

  currency(field: string): string | undefined {
    const text = this.#texts.get(`${field}Ccy`)
    return text !== undefined && CURRENCY.test(text) ? text : undefined
  }

  /** 1 for CRDT, -1 for DBIT. */
  sign(): 1n | -1n | undefined {
    const text = this.#texts.get('sign')
    return text === 'CRDT' ? 1n : text === 'DBIT' ? -1n : undefined
  }
}

/** "100.5" is 10050, ".50" is 50, "-0" is 0; undefined for what is negative, or not of whole hundredths. */
export function hundredths(text: string | undefined): bigint | undefined {
  const match = text === undefined ? null : DECIMAL.exec(text)
  if (match === null || text === undefined || !/\d/.test(text)) return undefined
  const [, sign = '', whole = '', fraction = ''] = match
  const decimals = fraction.replace(/0+$/, '')
  if (decimals.length > 2 || whole.length > DIGITS_MAX) return undefined
  const amount = BigInt(whole + decimals.padEnd(2, '0'))
  return sign === '-' && amount !== 0n ? undefined : amount
}
