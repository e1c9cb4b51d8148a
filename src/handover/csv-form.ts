/** A row as cells: each value stands in the column of its path, such as `invoice.number` or `letters.0.date`. */
import { CaseRow } from './schemas.ts'

interface SchemaNode {
  type?: string
  properties?: Record<string, SchemaNode>
  items?: SchemaNode
}

/** The schema as JSON Schema. */
const FORM: SchemaNode = CaseRow as object

type Tree = Record<string, unknown>

/** @returns the row that the cells hold; an empty cell holds nothing */
export function rowOfCells(cells: Readonly<Record<string, string>>): unknown {
  const row: Tree = {}
  for (const [path, text] of Object.entries(cells)) if (text !== '') put(row, path.split('.'), valueOf(path, text))
  return listed(row, FORM)
}

/** The cells that hold a row, by the names of their columns. */
export function cellsOfRow(row: object): Record<string, string> {
  return Object.fromEntries(leavesOf(row, ''))
}

function leavesOf(value: unknown, path: string): [string, string][] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object') return [[path, `${value as string | number | boolean}`]]
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, path === '' ? name : `${path}.${name}`))
}

function put(tree: Tree, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    if (Object.hasOwn(tree, name)) return
    Object.defineProperty(tree, name, { value, enumerable: true, configurable: true, writable: true })
    return
  }
  if (!Object.hasOwn(tree, name))
    Object.defineProperty(tree, name, { value: {}, enumerable: true, configurable: true, writable: true })
  const inner = tree[name]
  if (typeof inner === 'object' && inner !== null) put(inner as Tree, rest, value)
}

/** Where the schema has a list, the numbered members become one, in the order of their numbers. */
function listed(value: unknown, schema: SchemaNode | undefined): unknown {
  if (typeof value !== 'object' || value === null || schema === undefined) return value
  if (schema.type === 'array') {
    const members = Object.entries(value).toSorted(([a], [b]) => Number(a) - Number(b))
    return members.map(([, one]) => listed(one, schema.items))
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, listed(one, schema.properties?.[name])]))
}

/** A text that is a number or a truth value by the schema becomes one; what it cannot be stays a text, and is refused. */
function valueOf(path: string, text: string): unknown {
  const type = typeOf(path)
  if ((type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function typeOf(path: string): string | undefined {
  let node: SchemaNode | undefined = FORM
  for (const name of path.split('.')) node = node?.type === 'array' ? node.items : node?.properties?.[name]
  return node?.type
}
