/** Request XML with the order of its elements kept, because the real system checks it against a DTD. */
import { XMLParser } from 'fast-xml-parser'
import iconv from 'iconv-lite'
import { isUtf8 } from 'node:buffer'
import { Refusal } from './envelope.ts'

export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  htmlEntities: false,
})

type Raw = Record<string, unknown> & { ':@'?: Record<string, string> }

/** The root element of a request body, decoded by its declaration, else as UTF-8 where that is valid, else ISO-8859-15. */
export function parseRequest(body: Buffer): Element {
  const declared = /encoding="([\w-]+)"/i.exec(body.subarray(0, 120).toString('latin1'))?.[1]
  const charset = declared ?? (isUtf8(body) ? 'UTF-8' : 'ISO-8859-15')
  const text = iconv.decode(body, iconv.encodingExists(charset) ? charset : 'UTF-8')
  if (/<!DOCTYPE/i.test(text)) throw new Refusal('INVALID_DATA', 'Document types are not accepted')
  try {
    const root = (parser.parse(text) as Raw[]).map(elementOf).find((element) => element?.name === 'root')
    if (root) return root
  } catch {
    // Falls through: what cannot be parsed has no root.
  }
  throw new Refusal('INVALID_DATA', 'The request is not XML with a root element')
}

function elementOf(raw: Raw): Element | undefined {
  const name = Object.keys(raw).find((key) => key !== ':@' && !key.startsWith('?'))
  if (name === undefined || name === '#text') return undefined
  const content = (raw[name] ?? []) as Raw[]
  const text = content.map((part) => (typeof part['#text'] === 'string' ? part['#text'] : '')).join('')
  return {
    name,
    attributes: raw[':@'] ?? {},
    text,
    children: content.map(elementOf).filter((child) => child !== undefined),
  }
}

/** Occurrence of a child: once, at most once, any number of times, at least once. */
export type Occurs = '1' | '?' | '*' | '+'

/** Checks children against a content model, [name, occurs] in order: what is unknown, out of order or missing is refused. */
export function checkOrder(element: Element, model: readonly (readonly [string, Occurs])[]): void {
  let position = 0
  for (const [name, occurs] of model) {
    let count = 0
    while (element.children[position]?.name === name && (count === 0 || occurs === '*' || occurs === '+')) {
      position++
      count++
    }
    if (count === 0 && (occurs === '1' || occurs === '+')) {
      throw new Refusal('INVALID_DATA', `Element ${element.name} lacks ${name}, or it is in the wrong place`)
    }
  }
  const extra = element.children[position]
  if (extra) throw new Refusal('INVALID_DATA', `Element ${extra.name} is not expected here in ${element.name}`)
}

export function child(element: Element, name: string): Element | undefined {
  return element.children.find((candidate) => candidate.name === name)
}

/** The text of a mandatory child; an empty one is refused. */
export function required(element: Element, name: string): string {
  const text = child(element, name)?.text
  if (text === undefined || text === '') throw new Refusal('INVALID_DATA', `${name} is empty`)
  return text
}

/** "-2382,47" or "-2382.47" → -238247n. */
export function amountOf(text: string): bigint {
  const [, sign, whole, decimals = ''] = /^(-?)(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(text) ?? []
  if (whole === undefined) throw new Refusal('INVALID_DATA', `"${text}" is not a sum`)
  const minor = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'))
  return sign === '-' ? -minor : minor
}
