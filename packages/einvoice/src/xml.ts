/** Elements of e-invoices: one line of text each, and nothing at all where there is no text. */
import { element, escapeXml, removeForbidden } from '@saatava/core/xml.ts'

export type Attributes = Record<string, string | undefined>

/** One line of text: characters that XML cannot hold are gone, and what is white space is one space. */
export function clean(text: string): string {
  return removeForbidden(text).replace(/\s+/gu, ' ').trim().normalize('NFC')
}

/** `<name>text</name>`, or '' where there is no text. */
export function textElement(name: string, text: string | undefined, attributes: Attributes = {}): string {
  const content = text === undefined ? '' : clean(text)
  return content === '' ? '' : element(name, escapeXml(content), written(attributes))
}

/** An element around others, one a line, or '' where all of them are ''. */
export function group(name: string, children: string[], attributes: Attributes = {}): string {
  const present = children.filter((child) => child !== '')
  if (present.length === 0) return ''
  return element(name, `\n${present.join('\n')}\n`, written(attributes))
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeXml(clean(value))}"`))
    .join('')
}
