/**
 * Our schemas in OpenAPI's words. They are JSON Schema already; the meaning of some `format` words is our own,
 * and that `null` and "" in an optional property of a request mean "not given". A schema with a name (`named`) becomes a
 * component, and each place that uses it a reference.
 */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import type { Components } from './components.ts'
import type { Direction, Schema } from './types.ts'

interface How {
  direction: Direction
  /** Where named schemas go; without it they are written where they are used. */
  components: Components | undefined
}

/** The published promise of each of our formats (src/platform/http/formats.ts checks more than a pattern can say). */
const FORMATS: Record<string, { keywords: Schema; says: string }> = {
  // No multipleOf: 0.01 has no exact binary form, and validators would refuse good amounts such as 2382.47.
  money: {
    keywords: { format: 'double', minimum: -999_999_999_999.99, maximum: 999_999_999_999.99 },
    says: 'An amount with at most two decimals.',
  },
  currency: { keywords: { pattern: '^[A-Z]{3}$' }, says: 'ISO 4217 currency code.' },
  country: { keywords: { pattern: '^[A-Z]{2}$' }, says: 'ISO 3166-1 alpha-2 country code.' },
  language: { keywords: { pattern: '^[A-Za-z]{2}$' }, says: 'ISO 639-1 language code.' },
  website: { keywords: {}, says: 'Address of a website, with or without https://.' },
}

/** @param direction in a request, optional properties may also be null or "" */
export function openApiSchema(schema: object, direction: Direction, components?: Components): Schema {
  // The schema library's private data hangs on properties that JSON does not show.
  return translated(JSON.parse(JSON.stringify(schema)) as Schema, { direction, components })
}

function translated(node: Schema, how: How): Schema {
  const { title, ...rest } = node
  if (typeof title !== 'string' || how.components === undefined) return body(rest, how)
  return how.components.reference(title, body(rest, how), how.direction)
}

function body(node: Schema, how: How): Schema {
  const choice = asChoice(node, how)
  if (choice) return choice
  const out: Schema = {}
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith('~') || key === 'format' || key === 'patternProperties') continue
    out[key] = value
  }
  applyFormat(out, node['format'])
  // Both spellings of a UUID in capitals and small letters are taken, and generators know the format.
  if (out['pattern'] === UUID_PATTERN) out['format'] = 'uuid'
  if (node['properties']) out['properties'] = properties(node, how)
  if (node['items']) out['items'] = translated(node['items'] as Schema, how)
  for (const word of ['anyOf', 'allOf']) {
    if (node[word]) out[word] = (node[word] as Schema[]).map((branch) => translated(branch, how))
  }
  const any = (node['patternProperties'] as Record<string, Schema> | undefined)?.['^.*$']
  if (any) out['additionalProperties'] = translated(any, how)
  return out
}

/** A union of literals is an enum, and "this or null" a type with null: the plain words every generator understands. */
function asChoice(node: Schema, how: How): Schema | undefined {
  const branches = node['anyOf'] as Schema[] | undefined
  if (!branches) return undefined
  const { anyOf: _, ...rest } = node
  if (branches.every((branch) => typeof branch['const'] === 'string')) {
    return { type: 'string', enum: branches.map((branch) => branch['const']), ...rest }
  }
  const [first, second] = branches
  if (branches.length !== 2 || first === undefined || second?.['type'] !== 'null') return undefined
  const { description, ...one } = translated(first, how)
  if (!['string', 'number', 'integer', 'boolean'].includes(String(one['type']))) return undefined
  return {
    ...one,
    type: [one['type'], 'null'],
    ...(one['enum'] === undefined ? {} : { enum: [...(one['enum'] as unknown[]), null] }),
    ...(description === undefined ? {} : { description }),
    ...rest,
  }
}

function applyFormat(out: Schema, format: unknown): void {
  if (typeof format !== 'string') return
  const known = FORMATS[format]
  if (known === undefined) {
    out['format'] = format
    return
  }
  const { minimum, maximum } = out
  Object.assign(out, known.keywords, minimum === undefined ? {} : { minimum }, maximum === undefined ? {} : { maximum })
  const said = out['description'] as string | undefined
  out['description'] = said === undefined ? known.says : `${said}. ${known.says}`
}

function properties(node: Schema, how: How): Record<string, Schema> {
  const required = new Set((node['required'] as string[] | undefined) ?? [])
  return Object.fromEntries(
    Object.entries(node['properties'] as Record<string, Schema>).map(([name, child]) => {
      const schema = translated(child, how)
      return [name, how.direction === 'response' || required.has(name) ? schema : orNotGiven(schema, how)]
    }),
  )
}

function orNotGiven(schema: Schema, how: How): Schema {
  if (schema['$ref']) {
    const { description, ...own } = schema
    const isText = how.components?.typeOf(String(own['$ref'])) === 'string'
    const nothing: Schema = isText ? { type: ['string', 'null'], enum: ['', null] } : { type: 'null' }
    return { ...(description === undefined ? {} : { description }), anyOf: [own, nothing] }
  }
  if (schema['anyOf']) {
    const { anyOf, ...rest } = schema
    return { ...rest, anyOf: [...(anyOf as Schema[]).map(mayBeEmpty), { type: 'null' }] }
  }
  if (schema['format'] && schema['type'] === 'string') {
    const { description, ...own } = schema
    const empty = { type: 'string', maxLength: 0 }
    return { ...(description === undefined ? {} : { description }), anyOf: [own, empty, { type: 'null' }] }
  }
  const open = mayBeEmpty(schema)
  const words = open['enum'] as unknown[] | undefined
  const withNull = words === undefined ? {} : { enum: [...new Set([...words, null])] }
  return { ...open, type: [...new Set([open['type'] as string, 'null'].flat())], ...withNull }
}

function mayBeEmpty(schema: Schema): Schema {
  if (![schema['type']].flat().includes('string')) return schema
  const { minLength: _, ...open } = schema
  if (open['enum']) return { ...open, enum: [...new Set([...(open['enum'] as string[]), '', null])], type: 'string' }
  if (open['pattern']) return { ...open, pattern: `^$|${open['pattern'] as string}` }
  return open
}
