/** The kinds of values, as far as a column of PostgreSQL and a type of TypeScript can be compared. */
import { type Checker, type Type, TypeFlags, type TypeReference } from 'typescript/unstable/sync'

type Kind = 'string' | 'number' | 'bigint' | 'boolean' | 'Date' | 'Buffer' | 'object' | 'any' | 'array'

export interface Shape {
  /** One, or several of a union. */
  kinds: ReadonlySet<string>
  nullable: boolean
}

/** Shapes of the values that the pool of src/platform/database.ts makes of types of PostgreSQL, by their names. */
const SHAPES: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  oid: 'number',
  text: 'string',
  varchar: 'string',
  name: 'string',
  char: 'string',
  uuid: 'string',
  inet: 'string',
  xid8: 'string',
  numeric: 'string',
  date: 'string',
  timestamptz: 'Date',
  bytea: 'Buffer',
  json: 'json',
  jsonb: 'json',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
  // pg leaves the numbers of a bigint[] as text.
  _int8: 'string[]',
  _bool: 'boolean[]',
}

export function kindOfColumn(type: string): string {
  return SHAPES[type] ?? `a value of type ${type}, for which test/support/sql/shapes.ts has no shape`
}

export function shapeOf(type: Type | undefined, checker: Checker): Shape {
  const kinds = new Set<string>()
  let nullable = false
  for (const part of partsOf(type)) {
    if ((part.flags & TypeFlags.Null) !== 0) nullable = true
    else kinds.add(kindOf(part, checker))
  }
  // Types that rows share with others allow undefined beside null; a column is never undefined.
  if (nullable) kinds.delete('undefined')
  return { kinds, nullable }
}

function partsOf(type: Type | undefined): readonly Type[] {
  if (type === undefined) return []
  return type.isUnionType() ? (type.getTypes() ?? []).flatMap(partsOf) : [type]
}

const PRIMITIVES: [TypeFlags, Kind][] = [
  [TypeFlags.Any | TypeFlags.Unknown, 'any'],
  [TypeFlags.StringLike, 'string'],
  [TypeFlags.NumberLike, 'number'],
  [TypeFlags.BigIntLike, 'bigint'],
  [TypeFlags.BooleanLike, 'boolean'],
]

function kindOf(type: Type, checker: Checker): string {
  // A brand is a primitive type with a mark: string & { … }.
  const plain = type.isIntersectionType() ? ((type.getTypes() ?? []).find(isPrimitive) ?? type) : type
  const primitive = PRIMITIVES.find(([flags]) => (plain.flags & flags) !== 0)
  if (primitive !== undefined) return primitive[1]
  if ((plain.flags & TypeFlags.Undefined) !== 0) return 'undefined'
  if (checker.isArrayType(plain)) {
    const [element] = checker.getTypeArguments(plain as TypeReference)
    const [kind = 'any', ...others] = shapeOf(element, checker).kinds
    return others.length === 0 ? `${kind}[]` : 'any[]'
  }
  const name = plain.getSymbol()?.name
  return name === 'Date' || name === 'Buffer' ? name : 'object'
}

function isPrimitive(type: Type): boolean {
  return PRIMITIVES.some(([flags]) => (type.flags & flags) !== 0)
}

/** May a column of this kind be read as this shape? JSON is whatever was stored. */
export function fits(column: string, { kinds }: Shape): boolean {
  if (kinds.has('any')) return kinds.size === 1
  if (column === 'json') return ![...kinds].some((kind) => ['Date', 'Buffer', 'bigint', 'undefined'].includes(kind))
  return kinds.size === 1 && kinds.has(column)
}
