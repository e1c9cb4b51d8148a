import type { Part } from './places.ts'

const CURRENCY = /^[A-Z]{3}$/
/** ISO 20022: at most 18 digits, 5 of them decimals. */
const AMOUNT = /^(\d{1,18})(?:\.(\d{0,5}))?$/

/** The texts of one part of a message, by the names that places.ts gives them. */
export class Fields {
  readonly part: Part
  /** Where it stands: "Stmt[1]/Ntry[3]". */
  readonly position: string
  readonly remittances: Fields[] = []
  /** A field that may stand once and stood twice: which of the two holds cannot be told. */
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

/** "100.5" is 10050; undefined for what is not of whole hundredths. */
export function hundredths(text: string | undefined): bigint | undefined {
  const match = text === undefined ? null : AMOUNT.exec(text)
  if (match === null) return undefined
  const decimals = (match[2] ?? '').replace(/0+$/, '')
  if (decimals.length > 2) return undefined
  return BigInt((match[1] ?? '') + decimals.padEnd(2, '0'))
}
