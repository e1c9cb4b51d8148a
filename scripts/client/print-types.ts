/**
 * TypeScript from an OpenAPI 3.1 document, for the part of JSON Schema that our schemas use. Lists of words are closed in
 * requests, where a typo must not compile, and open in answers, where a newer service may send a further word.
 */

interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  required?: string[]
  description?: string
}

interface Parameter {
  $ref?: string
  name?: string
  in?: string
  required?: boolean
  description?: string
  schema?: Schema
}

interface Operation {
  summary?: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

interface How {
  side: 'request' | 'answer'
  /** The schemas that are lists of words. */
  words: ReadonlySet<string>
}

const HEAD = `/**
 * Printed from the OpenAPI document by "npm run client-types"; do not edit. A test compares it with the document.
 */

/** Words of an answer: a newer service may send others. */
export type Open<Words> = Words | (string & {})

`

const SENT_UNASKED = ['KnownEvent', 'WebhookEvent', 'WebhookBatch']
const BASE = '/api/v1/partner'
const BASE_V2 = '/api/v2/partner'

/** "POST /invoice" of a path below /api/v1/partner, "GET /v2/…" of version 2; undefined for a path of nobody's partner. */
function operationKey(method: string, path: string): string | undefined {
  const short = path.startsWith(BASE_V2) ? `/v2${path.slice(BASE_V2.length)}` : path.slice(BASE.length)
  return path.startsWith(`${BASE}/`) || path.startsWith(`${BASE_V2}/`) ? `${method.toUpperCase()} ${short}` : undefined
}

export function printTypes(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      const key = operationKey(method, path)
      return key === undefined ? [] : [{ key, operation }]
    }),
  )
  const answered = reachable(
    document,
    operations.flatMap(({ operation }) => answersOf(operation).flatMap(given)),
  )
  const schemas = Object.entries(document.components.schemas)
  const words = new Set(schemas.flatMap(([name, schema]) => (schema.enum === undefined ? [] : [name])))
  const types = schemas.map(([name, schema]) => {
    // The list itself is closed; an answer that uses it opens it there.
    const side = answered.has(name) && !words.has(name) ? 'answer' : 'request'
    const text = typeOf(schema, { side, words }, '')
    const isObject = text.startsWith('{') && text.endsWith('}') && !text.includes('\n}[]')
    const declared = isObject && isPlain(schema) ? `export interface ${name} ${text}` : `export type ${name} = ${text}`
    return `${comment(schema.description, '')}${declared}\n`
  })
  return `${HEAD}${types.join('\n')}\n${printOperations(operations, words)}`
}

function printOperations(operations: { key: string; operation: Operation }[], words: ReadonlySet<string>): string {
  const request: How = { side: 'request', words }
  const answer: How = { side: 'answer', words }
  const entries = operations.map(({ key, operation }) => {
    const parts = {
      path: parametersOf(operation, 'path', request),
      query: parametersOf(operation, 'query', request),
      body: bodyOf(operation, request),
      answer: answerOf(operation, answer),
    }
    const lines = Object.entries(parts).map(([name, type]) => `    ${name}: ${type}\n`)
    return `${comment(operation.summary, '  ')}  '${key}': {\n${lines.join('')}  }\n`
  })
  return `/** The operations by method and path, each with what it takes and what it answers. */\nexport interface Operations {\n${entries.join('')}}\n`
}

function parametersOf({ parameters = [] }: Operation, place: string, how: How): string {
  const own = parameters.filter((parameter) => parameter.in === place && parameter.name !== undefined)
  if (own.length === 0) return '{}'
  const properties = own.map(({ name = '', schema = {}, description }) => [name, { ...schema, description }] as const)
  const required = own.filter((parameter) => parameter.required === true).map(({ name = '' }) => name)
  return typeOf({ type: 'object', properties: Object.fromEntries(properties) as never, required }, how, '    ')
}

function bodyOf({ requestBody }: Operation, how: How): string {
  const [media] = Object.values(requestBody?.content ?? {})
  return media?.schema === undefined ? '{}' : typeOf(media.schema, how, '    ')
}

/** The schemas of what is not a problem, and undefined where there is no body. */
function answersOf({ responses }: Operation): (Schema | undefined)[] {
  const found = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  return found.flatMap(([, { content = {} }]) => {
    const media = Object.entries(content).filter(([type]) => type.includes('json'))
    if (Object.keys(content).length === 0) return [undefined]
    return media.map(([, { schema }]) => schema ?? {})
  })
}

function answerOf(operation: Operation, how: How): string {
  const answers = answersOf(operation)
  // A file has no schema: the response is its answer.
  if (answers.length === 0) return 'Response'
  const types = answers.map((schema) => (schema === undefined ? 'undefined' : typeOf(schema, how, '    ')))
  return [...new Set(types)].join(' | ')
}

function given(schema: Schema | undefined): Schema[] {
  return schema === undefined ? [] : [schema]
}

/** The names of all schemas that these use, also through others. */
function reachable({ components }: OpenApi, roots: Schema[]): Set<string> {
  const names = new Set<string>()
  const visit = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return
    const name = nameOf((schema as Schema).$ref)
    if (name !== undefined && !names.has(name)) {
      names.add(name)
      visit(components.schemas[name])
    }
    for (const value of Object.values(schema)) visit(value)
  }
  for (const schema of roots) visit(schema)
  // Webhooks are answers too, which nobody asked for.
  for (const name of SENT_UNASKED) visit({ $ref: `#/components/schemas/${name}` })
  return names
}

function nameOf(ref: unknown): string | undefined {
  return typeof ref === 'string' ? ref.split('/').at(-1) : undefined
}

function isPlain({ type, properties, additionalProperties }: Schema): boolean {
  return type === 'object' && properties !== undefined && typeof additionalProperties !== 'object'
}

function typeOf(schema: Schema, how: How, indent: string): string {
  const name = nameOf(schema.$ref)
  if (name !== undefined) return how.side === 'answer' && how.words.has(name) ? `Open<${name}>` : name
  if (schema.const !== undefined) return wordOf(schema.const)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return union(choices.map((choice) => typeOf(choice, how, indent)))
  if (schema.allOf !== undefined) return schema.allOf.map((part) => typeOf(part, how, indent)).join(' & ')
  const types = [schema.type ?? []].flat()
  if (schema.enum !== undefined) return wordsOf(schema.enum, how)
  return types.length === 0 ? 'unknown' : union(types.map((type) => ofType(type, schema, how, indent)))
}

function ofType(type: string, schema: Schema, how: How, indent: string): string {
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'array') {
    const item = typeOf(schema.items ?? {}, how, indent)
    return / [|&] |^\{/.test(item) && !/^\{[^]*\}$/.test(item) ? `(${item})[]` : `${item}[]`
  }
  return type === 'object' ? objectOf(schema, how, indent) : type
}

function objectOf({ properties = {}, additionalProperties, required = [] }: Schema, how: How, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([name, property]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`
    const type = typeOf(property, how, inner)
    const optional = !required.includes(name)
    // A caller may spell out that it has no value.
    const declared = optional && how.side === 'request' ? `${type} | undefined` : type
    return `${comment(property.description, inner)}${inner}${key}${optional ? '?' : ''}: ${declared}\n`
  })
  if (lines.length > 0) return `{\n${lines.join('')}${indent}}`
  const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties, how, indent) : 'unknown'
  return `Record<string, ${value}>`
}

function wordOf(word: unknown): string {
  return typeof word === 'string' ? `'${word}'` : JSON.stringify(word)
}

function wordsOf(words: unknown[], how: How): string {
  const texts = words.map(wordOf)
  const isText = words.every((word) => typeof word === 'string' || word === null)
  return union(how.side === 'answer' && isText ? [...texts, '(string & {})'] : texts)
}

function union(types: string[]): string {
  return [...new Set(types)].join(' | ')
}

function comment(text: string | undefined, indent: string): string {
  if (text === undefined || text === '') return ''
  return `${indent}/** ${text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ').trim()} */\n`
}
