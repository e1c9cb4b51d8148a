/**
 * The example of a 400: the request of the operation's own example with a mistake in it, judged by the operation's own
 * schemas. So it is what the service answers.
 */
import { type Fault, invalid } from '../../platform/errors.ts'
import type { AnyRouteSpec } from '../../platform/http/route.ts'
import { compileCleaner } from '../../platform/http/shape.ts'
import { checkQuery } from '../../platform/http/unknown-query.ts'
import { faultsOf, validatorOfBody, validatorOfQuery } from '../../platform/http/validation.ts'
import { type Described, described } from './described.ts'

interface Node {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  properties?: Record<string, Node>
  required?: string[]
  items?: Node
  anyOf?: Node[]
}

type Values = Record<string, unknown>

export function invalidOf(spec: AnyRouteSpec): Described {
  return described('Malformed or invalid; errors lists every error.', invalid(faultsOfExample(spec)))
}

function faultsOfExample({ body, bodyExamples, query, params, method }: AnyRouteSpec): Fault[] {
  const [example] = Object.values(bodyExamples ?? {})
  if (body !== undefined && example !== undefined) return bodyFaults(body, example, method)
  for (const [schema, place] of [
    [params, '{'],
    [query, '?'],
  ] as const) {
    const faults = schema === undefined ? [] : parameterFaults(schema, place)
    if (faults.length > 0) return faults
  }
  const names = Object.keys(propertiesOf(query))
  return checkQuery({ limt: '10' }, names, false).faults
}

function propertiesOf(schema: Node | undefined): object {
  return schema?.properties ?? {}
}

function bodyFaults(schema: object, example: unknown, method: string): Fault[] {
  const broken = structuredClone(example)
  spoil(broken, schema, { missing: 1, wrong: 1 })
  const { faults } = compileCleaner(schema, method === 'PATCH' ? 'clear' : undefined)(broken, false)
  return [...faults, ...faultsOf(validatorOfBody(schema)(broken))].slice(0, FAULTS_SHOWN)
}

const FAULTS_SHOWN = 3

/** Takes one required value away, and makes one value wrong, as deep in the request as there is one. */
function spoil(value: unknown, schema: Node, left: { missing: number; wrong: number }): void {
  const node = schema.anyOf?.find(({ properties }) => properties !== undefined) ?? schema
  if (Array.isArray(value)) return spoil(value[0], node.items ?? {}, left)
  if (typeof value !== 'object' || value === null) return
  const record = value as Values
  for (const [name, child] of Object.entries(node.properties ?? {}))
    if (typeof record[name] === 'object') spoil(record[name], child, left)
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    if (!(name in record) || typeof record[name] === 'object') continue
    const wrong = wrongFor(child)
    if (left.wrong > 0 && wrong !== undefined) {
      record[name] = wrong
      left.wrong--
    } else if (left.missing > 0 && node.required?.includes(name) === true) {
      Reflect.deleteProperty(record, name)
      left.missing--
    }
  }
}

/** Parameters are texts, and are read as what they are. */
function parameterFaults(schema: object, place: '{' | '?'): Fault[] {
  const { properties = {}, required = [] } = schema as Node
  const [name, wrong] = Object.entries(properties)
    .map(([name, node]) => [name, wrongFor(node)] as const)
    .find(([, wrong]) => wrong !== undefined) ?? [undefined, undefined]
  if (name === undefined && required.length === 0) return []
  const values: Values = Object.fromEntries(name === undefined ? [] : [[name, String(wrong)]])
  return faultsOf(validatorOfQuery(schema)(values), place).slice(0, FAULTS_SHOWN)
}

function wrongFor({ type, format, enum: words }: Node): unknown {
  if (words !== undefined) return 'OTHER'
  if (format === 'date') return '31.2.2026'
  if (format === 'date-time') return 'yesterday'
  if (format === 'currency') return 'EURO'
  if (format === 'email') return 'matti.example.com'
  if (format === 'money') return 10.005
  if (type === 'integer' || type === 'number') return 'ten'
  return undefined
}
