/** Writing XML whose names are ours and whose texts are made safe. */

/** An element of elements. */
export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}

/** An element of text. */
export function text(name: string, value: string): string {
  return element(name, value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
}
