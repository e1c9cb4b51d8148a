/** Writing XML whose texts are made safe. */
export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}

export function text(name: string, value: string): string {
  return element(name, value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
}
