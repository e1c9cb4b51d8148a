/** Markdown tables, and the table of an object schema's properties. */
import type { TSchema } from 'typebox'

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

type Value = string | number | boolean

export interface Property {
  type?: string | string[]
  enum?: Value[]
  const?: Value
  anyOf?: Property[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  default?: Value
  description?: string
}

/** One row a property: name, what it takes, default, meaning. */
export function schemaTable(schema: TSchema): string {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Property>; required?: string[] }
  return table(
    ['Name', 'Takes', 'Default', 'Meaning'],
    Object.entries(properties).map(([name, property]) => [
      `\`${name}\``,
      takes(property),
      property.default === undefined ? (required.includes(name) ? 'required' : '–') : `\`${String(property.default)}\``,
      meaning(property),
    ]),
  )
}

/** Describes the possible values of a property. */
export function takes(property: Property): string {
  const values = property.enum ?? property.anyOf?.map((branch) => branch.const)
  if (values?.every((value) => value !== undefined)) return values.map((value) => `\`${String(value)}\``).join(' ')
  const { type, minimum, maximum, maxLength } = property
  if (type === 'integer' || type === 'number') {
    const range = maximum === undefined ? '' : ` ${grouped(minimum ?? 0)}–${grouped(maximum)}`
    return `${type === 'integer' ? 'whole number' : 'number'}${range}`
  }
  if (type === 'boolean') return '`true` `false`'
  if (type === 'array') return 'array'
  return maxLength === undefined ? 'text' : `text, at most ${grouped(maxLength)}`
}

function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ' ')
}

// The descriptions repeat the default for readers of the schema; the table has a column for it.
function meaning({ description = '', default: fallback }: Property): string {
  if (fallback === undefined) return description
  return description.replace(/[;.]?\s*[Dd]efault [\w "–;.-]{1,30}?\.?$/, '.').replace(/\.\.$/, '.')
}
