/** A request's XML as a tree that keeps the order of elements, because Netvisor's DTD asks for one. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { invalid } from './refusal.ts'

export interface Element {
  /** Lower case: clients write names in either. */
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

// References are decoded here, in one pass; the parser would leave the numeric ones, or decode twice.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
})

/** The text of a body: by its declaration, else UTF-8 when it is valid UTF-8, else ISO-8859-15. */
export function decodeBody(body: Buffer): string {
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(body.subarray(0, 200).toString('latin1'))?.[1]
  if (declared !== undefined) {
    try {
      return new TextDecoder(declared, { fatal: true }).decode(body)
    } catch {
      throw invalid(`The body is not valid ${declared}`)
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return new TextDecoder('iso-8859-15').decode(body)
  }
}

/** The root element. Throws INVALID_DATA for what is not one well-formed document without a document type. */
export function parseXml(text: string): Element {
  if (text.includes('<!DOCTYPE')) throw invalid('A document type is not allowed')
  const checked = XMLValidator.validate(text)
  if (checked !== true) throw invalid(`The XML is not well-formed: ${checked.err.msg} (line ${checked.err.line})`)
  const [root] = elementsOf(parser.parse(text) as Parsed[]).children
  if (root === undefined) throw invalid('The request has no XML')
  return root
}

type Parsed = { [name: string]: Parsed[] | string | Record<string, string> | undefined }

function elementsOf(nodes: Parsed[]): { children: Element[]; text: string } {
  const children: Element[] = []
  let text = ''
  for (const node of nodes) {
    for (const name of Object.keys(node)) {
      const value = node[name]
      if (name === '#text' && typeof value === 'string') text += value
      else if (name !== ':@' && Array.isArray(value)) {
        const attributes = attributesOf(node[':@'] as Record<string, string> | undefined)
        children.push({ name: name.toLowerCase(), attributes, ...elementsOf(value) })
      }
    }
  }
  return { children, text: decoded(text).trim() }
}

function attributesOf(given: Record<string, string> | undefined): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const name in given) attributes[name.toLowerCase()] = decoded(given[name] ?? '')
  return attributes
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,16}));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) {
      const character = NAMED[String(name)]
      if (character === undefined) throw invalid(`The entity ${all} is not known`)
      return character
    }
    const point = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    if (point > 0x10_ff_ff) throw invalid(`There is no character ${all}`)
    return String.fromCodePoint(point)
  })
}
