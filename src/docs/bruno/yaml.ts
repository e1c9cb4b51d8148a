/** Writes YAML of the plain kind: JSON is YAML, so each text is written as JSON, and a text of several lines as a block. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [name: string]: Yaml }

export function yamlOf(value: { readonly [name: string]: Yaml }): string {
  return `${mapOf(value, '')}\n`
}

function mapOf(value: { readonly [name: string]: Yaml }, indent: string): string {
  return Object.entries(value)
    .map(([name, child]) => `${indent}${name}:${childOf(child, indent)}`)
    .join('\n')
}

function childOf(value: Yaml, indent: string): string {
  const inner = `${indent}  `
  if (typeof value === 'string' && value.includes('\n')) return ` |-\n${value.replaceAll(/^(?=.)/gm, inner)}`
  if (typeof value !== 'object') return ` ${JSON.stringify(value)}`
  if (isList(value)) {
    if (value.length === 0) return ' []'
    return `\n${value.map((one) => itemOf(one, inner)).join('\n')}`
  }
  return Object.keys(value).length === 0 ? ' {}' : `\n${mapOf(value, inner)}`
}

function itemOf(value: Yaml, indent: string): string {
  if (typeof value !== 'object' || isList(value)) return `${indent}-${childOf(value, indent)}`
  return `${indent}- ${mapOf(value, `${indent}  `).trimStart()}`
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value)
}
