/** Schemas in words: a type in one line, and the fields of an object as a table. */
import { Marked } from 'marked'
import { escapeHtml } from '../highlight.ts'
import { type Schema, isTypeOfEvent } from './document.ts'

const TYPES_PAGE = '/docs/reference/types'
const marked = new Marked({ gfm: true, tokenizer: { url: () => undefined } })

/** A description, in which `code` and links are written as in the guides. */
export function wordsOf(description: string | undefined): string {
  return description === undefined ? '' : (marked.parseInline(description.replaceAll('<', '&lt;')) as string)
}

/** The type of a value, as HTML in one line. */
export function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    const page = isTypeOfEvent(name) ? '/docs/reference/webhooks' : TYPES_PAGE
    return `<a href="${page}#${name}">${name}</a>`
  }
  const branches = schema.anyOf ?? schema.oneOf
  if (branches !== undefined) return [...new Set(branches.map(typeOf))].join(' or ')
  if (schema.allOf !== undefined) return schema.allOf.map(typeOf).join(' and ')
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ')
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}${limitsOf(schema)}`
  const types = [schema.type ?? 'any value'].flat()
  const named = types.map((type) => (type === 'object' ? objectOf(schema) : type)).join(' or ')
  return `${named}${schema.format === undefined ? '' : ` (${schema.format})`}${limitsOf(schema)}`
}

function objectOf({ additionalProperties, properties }: Schema): string {
  if (properties !== undefined) return 'object'
  return typeof additionalProperties === 'object' ? `map of ${typeOf(additionalProperties)}` : 'object'
}

function code(value: unknown): string {
  return value === '' ? '<code>""</code>' : `<code>${escapeHtml(String(value))}</code>`
}

function limitsOf(schema: Schema): string {
  const { minimum, exclusiveMinimum, maximum, minLength, maxLength, minItems, maxItems } = schema
  const isAmount = schema.format === 'double'
  const limits = [
    ...(minimum === undefined || (isAmount && minimum < 0) ? [] : [`from ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(maximum === undefined || isAmount ? [] : [`to ${maximum}`]),
    ...(maxLength === undefined || maxLength === 0 ? [] : [`${minLength ?? 0} to ${maxLength} characters`]),
    ...(maxItems === undefined ? [] : [`${minItems ?? 0} to ${maxItems} items`]),
  ]
  return limits.length === 0 ? '' : `, ${limits.join(' ')}`
}

interface Row {
  name: string
  schema: Schema
  required: boolean
}

/** The fields of an object; objects that have no name are opened below their field. */
export function fieldTable(schema: Schema): string {
  const rows = rowsOf(schema, '')
  if (rows.length === 0) return ''
  const lines = rows.map(({ name, schema, required }) => {
    const mark = required ? ' <span class="req">required</span>' : ''
    return `<tr><td><code>${escapeHtml(name)}</code>${mark}</td><td>${typeOf(schema)}</td><td>${wordsOf(schema.description)}</td></tr>`
  })
  return tableOf(['Field', 'Type', 'Meaning'], lines)
}

export function tableOf(heads: readonly string[], lines: readonly string[]): string {
  const head = heads.map((one) => `<th>${one}</th>`).join('')
  return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${lines.join('\n')}</tbody></table></div>`
}

function rowsOf(schema: Schema, prefix: string): Row[] {
  const inner = innerOf(schema)
  return Object.entries(inner?.properties ?? {}).flatMap(([name, child]) => {
    const path = `${prefix}${name}`
    const row = { name: path, schema: child, required: inner?.required?.includes(name) ?? false }
    const list = child.items ?? child.anyOf?.find(({ items }) => items !== undefined)?.items
    return [row, ...rowsOf(list ?? child, `${path}${list === undefined ? '' : '[]'}.`)]
  })
}

function innerOf(schema: Schema): Schema | undefined {
  return [schema, ...(schema.anyOf ?? [])].find(({ properties }) => properties !== undefined)
}
