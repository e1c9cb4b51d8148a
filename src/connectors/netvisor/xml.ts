/** XML as Netvisor writes and reads it: elements in a fixed order out, names in any case in. */
import { element, escapeXml, removeForbidden } from '@saatava/core/xml.ts'
import { XMLParser } from 'fast-xml-parser'
import iconv from 'iconv-lite'

/** Characters that XML cannot hold carry no meaning in a voucher. */
export function escaped(text: string): string {
  return escapeXml(removeForbidden(text.toWellFormed()), 'double')
}

/** `<name attributes>text</name>`; nothing at all without a text: mandatory elements must not be sent empty. */
export function optionalElement(name: string, text: string | undefined, attributes = ''): string {
  return text === undefined || text === '' ? '' : element(name, escaped(text), attributes)
}

export const CHARSETS = ['UTF-8', 'ISO-8859-15'] as const
export type Charset = (typeof CHARSETS)[number]

/** Every character that ISO-8859-15 has: its 256 octets, read back. */
const LATIN_9 = new Set(iconv.decode(Buffer.from(Array.from({ length: 256 }, (_, octet) => octet)), 'ISO-8859-15'))

/**
 * The document in bytes. A letter that the charset lacks is written as a numeric character reference, which means the
 * same letter in any charset (XML 1.0 §4.1): nothing ever becomes "?" in somebody's books.
 */
export function encodeXml(root: string, charset: Charset): Uint8Array {
  const declaration = `<?xml version="1.0" encoding="${charset}"?>`
  if (charset === 'UTF-8') return Buffer.from(declaration + root, 'utf8')
  // A letter written as base and accent becomes the one letter that the charset has.
  const text = Array.from(root.normalize('NFC'), (character) =>
    LATIN_9.has(character) ? character : `&#${character.codePointAt(0)};`,
  )
  return iconv.encode(declaration + text.join(''), charset)
}

// Values stay text: "0010" is an account, not ten. Names come in lower case, because Netvisor varies theirs.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  transformTagName: (name) => name.toLowerCase(),
  transformAttributeName: (name) => name.toLowerCase(),
})

export type XmlNode = { [name: string]: XmlValue }
export type XmlValue = string | XmlNode | XmlValue[] | undefined

/** The root element's content, or undefined when this is not the XML of an answer (a proxy's HTML, half a document). */
export function parseAnswer(body: Uint8Array): XmlNode | undefined {
  const text = iconv.decode(Buffer.from(body), charsetOf(body))
  // Netvisor never sends a document type; whoever does is not Netvisor, and its entities are not expanded.
  if (/<!DOCTYPE|<html/i.test(text)) return undefined
  // Half a list must not be taken for the whole: what is missing from it would be sent again.
  if (!/<\/root\s*>\s*$/i.test(text.slice(-100))) return undefined
  try {
    const root = (parser.parse(text) as XmlNode)['root']
    return isNode(root) ? root : undefined
  } catch {
    return undefined
  }
}

// The vendor's ISO-8859-1 is read as ISO-8859-15, which has the euro sign and differs in eight rare characters.
function charsetOf(body: Uint8Array): string {
  const head = Buffer.from(body.subarray(0, 200)).toString('latin1')
  const declared = /<\?xml[^>]*encoding=["']([\w-]{1,40})["']/i.exec(head)?.[1] ?? 'utf-8'
  if (/^iso-8859-1$/i.test(declared)) return 'ISO-8859-15'
  return iconv.encodingExists(declared) ? declared : 'utf-8'
}

export function isNode(value: XmlValue): value is XmlNode {
  return typeof value === 'object' && !Array.isArray(value)
}

/** Children of a name, always as a list: one child is not an array in XML. */
export function children(node: XmlValue, name: string): XmlNode[] {
  if (!isNode(node)) return []
  const value = node[name]
  return (Array.isArray(value) ? value : [value]).filter((child) => isNode(child))
}

/** The text of a child, also of one with attributes; undefined when it is absent or empty. */
export function textOf(node: XmlValue, name: string): string | undefined {
  if (!isNode(node)) return undefined
  const value = node[name]
  const first = Array.isArray(value) ? value[0] : value
  const text = isNode(first) ? first['#text'] : first
  return typeof text === 'string' && text !== '' ? text : undefined
}
