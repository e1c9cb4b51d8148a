/**
 * One walk over a parsed body, before it is validated: drops what means "not given" (null and "" in a property, and an
 * optional object in which nothing is given), drops unknown fields and reports them, and finds characters that no
 * database text can hold. It follows the schema's shape, so its depth and cost are bounded by the schema, whatever was sent.
 */
import { nearestName } from '@saatava/core/nearest-name.ts'
import type { Fault } from '../errors.ts'

const UNKNOWN_FIELDS_MAX = 50
/** Characters shown of an unknown field's name. */
const NAME_SHOWN_MAX = 100
const FAULTS_MAX = 200

interface Shape {
  properties?: Map<string, Shape>
  /** Properties that the validator wants: it names what is missing in them, so they stay although they are empty. */
  required?: Set<string>
  /** Any property is known: free-form maps such as credentials. An empty one is a value. */
  open?: boolean
  item?: Shape
  itemsMax?: number
}

interface SchemaNode {
  type?: string | string[]
  properties?: Record<string, SchemaNode>
  required?: string[]
  additionalProperties?: unknown
  patternProperties?: unknown
  items?: SchemaNode
  maxItems?: number
  anyOf?: SchemaNode[]
}

/** A field that the schema does not know, and the known one beside it that was probably meant. */
export interface UnknownField {
  pointer: string
  nearest?: string
}

interface Cleaned {
  unknown: UnknownField[]
  faults: Fault[]
}

export type Cleaner = (body: unknown, suspicious: boolean) => Cleaned

/**
 * @param nulls `clear`: a null stays, because it clears the field (PATCH)
 * @returns a cleaner that changes the body in place; `suspicious` says that the raw text holds NUL or surrogate escapes
 */
export function compileCleaner(schema: object, nulls?: 'clear'): Cleaner {
  const shape = shapeOf(schema)
  return (body, suspicious) => {
    const cleaned: Cleaned = { unknown: [], faults: [] }
    clean(body, shape, '', { suspicious, keepsNull: nulls === 'clear' }, cleaned)
    return cleaned
  }
}

function shapeOf(node: SchemaNode): Shape {
  const shape: Shape = {}
  for (const part of [node, ...(node.anyOf ?? [])]) {
    if (part.properties) {
      shape.properties ??= new Map()
      for (const [key, child] of Object.entries(part.properties)) shape.properties.set(key, shapeOf(child))
    }
    for (const key of part.required ?? []) (shape.required ??= new Set()).add(key)
    if (part.additionalProperties || part.patternProperties) shape.open = true
    if (part.items) shape.item = shapeOf(part.items)
    if (part.maxItems !== undefined) shape.itemsMax = part.maxItems
  }
  return shape
}

interface How {
  /** The raw text holds NUL or surrogate escapes. */
  suspicious: boolean
  keepsNull: boolean
}

function clean(value: unknown, shape: Shape, pointer: string, how: How, cleaned: Cleaned): void {
  const { suspicious } = how
  if (typeof value !== 'object' || value === null) {
    if (suspicious && typeof value === 'string') checkText(value, pointer, cleaned)
    return
  }
  if (Array.isArray(value)) {
    shorten(value, shape, pointer, cleaned)
    const item = shape.item
    if (item) for (let i = 0; i < value.length; i++) clean(value[i], item, `${pointer}/${i}`, how, cleaned)
    return
  }
  const record = value as Record<string, unknown>
  for (const key of Object.keys(record)) {
    const child = record[key]
    const known = shape.properties?.get(key)
    if (known === undefined && !shape.open) {
      if (cleaned.unknown.length < UNKNOWN_FIELDS_MAX) cleaned.unknown.push(unknownField(pointer, key, shape))
      Reflect.deleteProperty(record, key)
    } else if ((child === null && !how.keepsNull) || child === '') {
      Reflect.deleteProperty(record, key)
    } else if (known !== undefined && (typeof child === 'object' || suspicious)) {
      clean(child, known, `${pointer}/${key}`, how, cleaned)
      if (isNothing(child, known) && shape.required?.has(key) !== true) Reflect.deleteProperty(record, key)
    } else if (known === undefined) {
      // A free-form map, such as mappings: keys and texts are checked, and what is deeper is the validator's to refuse.
      checkKey(key, pointer, cleaned)
      if (suspicious && typeof child === 'string') checkText(child, `${pointer}/${key}`, cleaned)
    }
  }
}

/** An object with named fields none of which is given. Lists within count as given only where they hold something. */
function isNothing(value: unknown, { properties, open }: Shape): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (properties === undefined || open === true) return false
  return Object.values(value).every((child) => Array.isArray(child) && child.length === 0)
}

function unknownField(pointer: string, key: string, { properties }: Shape): UnknownField {
  const nearest = nearestName(key, properties?.keys() ?? [])
  return { pointer: `${pointer}/${shown(key)}`, ...(nearest === undefined ? {} : { nearest }) }
}

/** The sentence for an unknown field that was ignored. */
export function ignoredText({ nearest }: UnknownField): string {
  return `This field is not known and was ignored.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`
}

/** The fault for an unknown field where none may be ignored. */
export function unknownFault({ pointer, nearest }: UnknownField): Fault {
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  return { pointer, code: 'UNKNOWN_FIELD', message: `is not known${hint}` }
}

// Five million numbers in a list of a thousand would be five million faults to the validator, and seconds of its time.
function shorten(list: unknown[], { itemsMax }: Shape, pointer: string, cleaned: Cleaned): void {
  if (itemsMax === undefined || list.length <= itemsMax) return
  const message = `must have at most ${itemsMax} items, has ${list.length}`
  report(cleaned, { pointer, code: 'TOO_MANY', message })
  list.length = itemsMax
}

function report(cleaned: Cleaned, fault: Fault): void {
  if (cleaned.faults.length < FAULTS_MAX) cleaned.faults.push(fault)
}

// The validator's pattern for "any key" ends at a line break: what hangs on such a key it would not look at.
const CONTROL = /[\p{Cc}\u2028\u2029]/u

function checkKey(key: string, pointer: string, cleaned: Cleaned): void {
  if (!CONTROL.test(key) && key.isWellFormed()) return
  report(cleaned, {
    pointer,
    code: 'INVALID_CHARACTER',
    message: 'a name in it holds a control character, a line break or half of a surrogate pair',
  })
}

function shown(key: string): string {
  const name = key.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')
  return name.length > NAME_SHOWN_MAX ? `${name.slice(0, NAME_SHOWN_MAX)}…` : name
}

function checkText(text: string, pointer: string, cleaned: Cleaned): void {
  if (!isStorable(text)) report(cleaned, notStorable(pointer))
}

/** The texts of a query string or a path: flat, and decoded from what any client may have written there. */
export function textFaults(values: unknown, pointer: (name: string) => string): Fault[] {
  return Object.entries((values ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === 'string' && !isStorable(value) ? [notStorable(pointer(name))] : [],
  )
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function notStorable(pointer: string): Fault {
  return {
    pointer,
    code: 'INVALID_CHARACTER',
    message: 'must not hold the NUL character or half of a surrogate pair',
  }
}
