/**
 * Writing XML: two functions, so that whatever a customer's text holds, it can only ever be text. Names of elements and
 * attributes are always ours.
 */

/** Not characters of XML 1.0 (§2.2): most control characters, halves of surrogate pairs, and two non-characters. */
// oxlint-disable-next-line no-control-regex -- these are the characters that may not pass
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu

export type Attributes = Record<string, string | undefined>

/** One line of text: characters that XML cannot hold are gone, and what is white space is one space. */
export function clean(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/\s+/gu, ' ').trim().normalize('NFC')
}

/** `<name>text</name>`, or '' where there is no text. */
export function textElement(name: string, text: string | undefined, attributes: Attributes = {}): string {
  const content = text === undefined ? '' : clean(text)
  return content === '' ? '' : `<${name}${written(attributes)}>${escaped(content)}</${name}>`
}

/** An element around others, one a line, or '' where all of them are ''. */
export function group(name: string, children: string[], attributes: Attributes = {}): string {
  const present = children.filter((child) => child !== '')
  if (present.length === 0) return ''
  return `<${name}${written(attributes)}>\n${present.join('\n')}\n</${name}>`
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(clean(value))}"`))
    .join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '')
}
