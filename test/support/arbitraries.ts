/** Values for fast-check from the schemas of the routes: right ones by construction, and the same with something broken. */
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

/** The part of JSON Schema that our schemas are written in. */
interface Node {
  type?: string
  format?: string
  enum?: unknown[]
  anyOf?: Node[]
  properties?: Record<string, Node>
  patternProperties?: Record<string, Node>
  required?: string[]
  items?: Node
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
}

const ITEMS_MAX = 3

const FORMATS: Record<string, Arbitrary<unknown>> = {
  date: fc.oneof(
    fc.constant('2026-01-31'),
    fc
      .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  ),
  'date-time': fc.constantFrom(
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.123456789+02:00',
    '2026-01-31T12:00Z',
    '1999-12-31T23:59:59.9-11:30',
    '2026-01-31T12:00Z[UTC]',
    '-271821-04-20T00:00:00Z',
    '2026-01-31T23:59:60Z',
  ),
  email: fc.emailAddress(),
  website: fc.webUrl(),
  currency: fc.constantFrom('EUR', 'SEK', 'NOK'),
  country: fc.constantFrom('FI', 'SE', 'NO', 'DK', 'AX', 'DE'),
  language: fc.constantFrom('FI', 'sv', 'NO'),
  // Few amounts, so that sums of zero come up.
  money: fc.constantFrom(100, -100, 0, 0.01, -0.01, 999_999_999_999.99, -2382.47),
}

/** Values that a schema allows. */
export function valid(schema: object): Arbitrary<unknown> {
  const node = schema as Node
  if (node.anyOf) return fc.oneof(...node.anyOf.map(valid))
  if (node.enum) return fc.constantFrom(...node.enum)
  const { minimum } = node
  const ofFormat = node.format === undefined ? undefined : FORMATS[node.format]
  if (ofFormat) return minimum === undefined ? ofFormat : ofFormat.filter((value) => Number(value) >= minimum)
  switch (node.type ?? 'string') {
    case 'object':
      return record(node)
    case 'array':
      return fc.array(valid(node.items ?? {}), {
        minLength: node.minItems ?? 0,
        maxLength: Math.max(node.minItems ?? 0, ITEMS_MAX),
      })
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: node.minimum ?? -1_000, max: Math.min(node.maximum ?? 1_000, 2 ** 31) })
    case 'number':
      return fc.double({ min: node.minimum ?? -1e6, max: node.maximum ?? 1e6, noNaN: true })
    default:
      return fc.string({
        unit: 'grapheme',
        minLength: node.minLength ?? 0,
        maxLength: Math.min(node.maxLength ?? 20, 20),
      })
  }
}

function record(node: Node): Arbitrary<unknown> {
  const properties = Object.fromEntries(
    Object.entries(node.properties ?? {}).map(([key, child]) => [key, valid(child)]),
  )
  const known = fc.record(properties, { requiredKeys: node.required ?? [] })
  const [pattern] = Object.values(node.patternProperties ?? {})
  return pattern === undefined ? known : fc.dictionary(fc.string({ maxLength: 10 }), valid(pattern), { maxKeys: 3 })
}

/** Values that careless and hostile senders put where something else belongs. */
const HOSTILE: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    '',
    ' ',
    '\0',
    '\ud800',
    'a'.repeat(10_000),
    -1,
    1e308,
    0.005,
    -0,
    2 ** 53,
    [],
    {},
    [[]],
    true,
    '2026-02-30',
    "'; drop table client; --",
    '%00',
    '__proto__',
    'İ',
    '0x10',
    '{{7*7}}',
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
)

interface Mutation {
  at: number
  how: 'replace' | 'drop' | 'double' | 'add'
  value: unknown
}

const MUTATIONS = fc.array(
  fc.record<Mutation>({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'drop', 'double', 'add'),
    value: HOSTILE,
  }),
  { minLength: 1, maxLength: 3 },
)

/** Values that a schema allows, broken in one to three places. */
export function broken(schema: object): Arbitrary<unknown> {
  return mutations(valid(schema))
}

/** An example as it stands, and broken in one to three places. */
export function around(example: unknown): Arbitrary<unknown> {
  return fc.oneof(fc.constant(example), mutations(fc.constant(example)))
}

function mutations(values: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.tuple(values, MUTATIONS).map(([value, how]) => how.reduce(mutated, value))
}

type Container = Record<string, unknown> | unknown[]

function mutated(value: unknown, { at, how, value: put }: Mutation): unknown {
  const copy = structuredClone(value)
  const places = placesOf(copy)
  const place = places[at % (places.length + 1)]
  if (place === undefined) return how === 'replace' ? put : copy
  const { container, key } = place
  if (Array.isArray(container)) {
    if (how === 'drop') container.splice(Number(key), 1)
    else if (how === 'double') container.push(structuredClone(container[Number(key)]))
    else container[Number(key)] = put
  } else if (how === 'drop') Reflect.deleteProperty(container, key)
  else container[how === 'replace' ? key : `${key}x`] = put
  return copy
}

function placesOf(value: unknown): { container: Container; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const container = value as Container
  return Object.entries(container).flatMap(([key, child]) => [{ container, key }, ...placesOf(child)])
}
