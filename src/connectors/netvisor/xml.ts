/** XML as Netvisor writes and reads it: elements in a fixed order out, names in any case in. */
import { XMLParser } from 'fast-xml-parser'
import iconv from 'iconv-lite'

// Control characters that XML 1.0 forbids even as references; they carry no meaning in a voucher.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const SPECIAL = /[&<>"]/g
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(SPECIAL, (character) => ESCAPES[character] ?? '')
}

/** `<name attributes>text</name>`; nothing at all without a text: mandatory elements must not be sent empty. */
export function element(name: string, text: string | undefined, attributes = ''): string {
  return text === undefined || text === '' ? '' : `<${name}${attributes}>${escapeXml(text)}</${name}>`
}

export const CHARSETS = ['ISO-8859-15', 'UTF-8'] as const
export type Charset = (typeof CHARSETS)[number]

/** The document in bytes. What the charset cannot carry becomes "?", as the vendor's own clients do. */
export function encodeXml(root: string, charset: Charset): Uint8Array {
  // A letter written as base and accent becomes the one letter that the charset has.
  return iconv.encode(`<?xml version="1.0" encoding="${charset}"?>${root.normalize('NFC')}`, charset)
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
  const head = Buffer.from(body.subarray(0, 200)).toString('latin1')
  const text = /encoding="ISO-8859-1/i.test(head)
    ? iconv.decode(Buffer.from(body), 'ISO-8859-15')
    : Buffer.from(body).toString('utf8')
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
