/**
 * Our schemas in OpenAPI's words. They are JSON Schema already; the meaning of some `format` words is our own,
 * and that `null` and "" in an optional property of a request mean "not given".
 */
export type Schema = { [keyword: string]: unknown }

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
export function openApiSchema(schema: object, direction: 'request' | 'response'): Schema {
  // The schema library's private data hangs on properties that JSON does not show.
  return translated(JSON.parse(JSON.stringify(schema)) as Schema, direction)
}

function translated(node: Schema, direction: 'request' | 'response'): Schema {
  const choice = asChoice(node)
  if (choice) return choice
  const out: Schema = {}
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith('~') || key === 'format' || key === 'patternProperties') continue
    out[key] = value
  }
  applyFormat(out, node['format'])
  if (node['properties']) out['properties'] = properties(node, direction)
  if (node['items']) out['items'] = translated(node['items'] as Schema, direction)
  if (node['anyOf']) out['anyOf'] = (node['anyOf'] as Schema[]).map((branch) => translated(branch, direction))
  const any = (node['patternProperties'] as Record<string, Schema> | undefined)?.['^.*$']
  if (any) out['additionalProperties'] = translated(any, direction)
  return out
}

/** A union of literals is an enum, and "this or null" a type with null: the plain words every generator understands. */
function asChoice(node: Schema): Schema | undefined {
  const branches = node['anyOf'] as Schema[] | undefined
  if (!branches) return undefined
  const { anyOf: _, ...rest } = node
  if (branches.every((branch) => typeof branch['const'] === 'string')) {
    return { type: 'string', enum: branches.map((branch) => branch['const']), ...rest }
  }
  const [first, second] = branches
  const plain = Object.keys(first ?? {}).join() === 'type' && typeof first?.['type'] === 'string'
  if (branches.length === 2 && plain && second?.['type'] === 'null') return { type: [first['type'], 'null'], ...rest }
  return undefined
}

function applyFormat(out: Schema, format: unknown): void {
  if (typeof format !== 'string') return
  const known = FORMATS[format]
  if (known === undefined) {
    out['format'] = format
    return
  }
  Object.assign(out, known.keywords)
  const said = out['description'] as string | undefined
  out['description'] = said === undefined ? known.says : `${said}. ${known.says}`
}

function properties(node: Schema, direction: 'request' | 'response'): Record<string, Schema> {
  const required = new Set((node['required'] as string[] | undefined) ?? [])
  return Object.fromEntries(
    Object.entries(node['properties'] as Record<string, Schema>).map(([name, child]) => {
      const schema = translated(child, direction)
      return [name, direction === 'response' || required.has(name) ? schema : orNotGiven(schema)]
    }),
  )
}

function orNotGiven(schema: Schema): Schema {
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
  return { ...open, type: [open['type'] as string, 'null'] }
}

function mayBeEmpty(schema: Schema): Schema {
  if (schema['type'] !== 'string') return schema
  const { minLength: _, ...open } = schema
  if (open['enum']) return { ...open, enum: [...(open['enum'] as string[]), '', null], type: 'string' }
  if (open['pattern']) return { ...open, pattern: `^$|${open['pattern'] as string}` }
  return open
}
