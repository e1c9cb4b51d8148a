/**
 * Writing XML: whatever a customer's text holds, it can only ever be text. Names of elements and attributes always
 * come from our code.
 */

/** Not characters of XML 1.0 (§2.2): most control characters, halves of surrogate pairs, and two non-characters. */
// oxlint-disable-next-line no-control-regex -- these are the characters that may not pass
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
/** Quotes need to be escaped in attributes alone; readers differ in what they are used to in the text of an element. */
const SPECIAL = { both: /[&<>"']/g, double: /[&<>"]/g, none: /[&<>]/g }

/** Removes what XML cannot hold, not even as a character reference. */
export function removeForbidden(text: string): string {
  return text.replace(FORBIDDEN, '')
}

/** @param quotes the quotes that are escaped too */
export function escapeXml(text: string, quotes: keyof typeof SPECIAL = 'both'): string {
  return text.replace(SPECIAL[quotes], (character) => ENTITIES[character] ?? '')
}

/** An element of elements, or of text that is escaped already. @param attributes with a space before them */
export function element(name: string, content: string, attributes = ''): string {
  return `<${name}${attributes}>${content}</${name}>`
}

/** An element of text. */
export function textElement(name: string, text: string, attributes = ''): string {
  return element(name, escapeXml(text, 'none'), attributes)
}
