/**
 * A form that a schema describes: each field says what it means, in the words of the schema. The name of a field is its path,
 * "plan.graceDays". A list of words is written with commas; a list of objects is written as JSON.
 */
import type { Fault } from '../../platform/errors.ts'
import { type Html, html } from '../html.ts'
import { type FormState, field } from './form.ts'

/** The part of a JSON schema that the form reads. */
interface Described {
  type?: string
  description?: string
  enum?: readonly (string | number)[]
  anyOf?: readonly Described[]
  items?: Described
  properties?: Record<string, Described>
  minimum?: number
  maximum?: number
  maxLength?: number
}

export interface SchemaField {
  path: string
  schema: Described
}

/** A text that is longer is written in several lines. */
const LINE_CHARACTERS_MAX = 300

/** The fields of a schema, in its order. @param path of the schema within the whole */
export function fieldsOf(schema: object, path = ''): SchemaField[] {
  const { properties } = schema as Described
  if (properties === undefined) return [{ path, schema }]
  return Object.entries(properties).flatMap(([name, part]) => fieldsOf(part, path === '' ? name : `${path}.${name}`))
}

/** The value at a path of JSON; undefined: it has none. */
export function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return (value as Record<string, unknown>)[name]
  }, json)
}

/** A value as its field shows it. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.map(String).join(', ')
  return JSON.stringify(value)
}

/** The JSON that the form says. A field without text says nothing. */
export function jsonOf(
  fields: readonly SchemaField[],
  form: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const json: Record<string, unknown> = {}
  for (const { path, schema } of fields) {
    const text = form[path]
    if (typeof text === 'string' && text !== '') setAt(json, path.split('.'), read(text, schema))
  }
  return json
}

function setAt(json: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    json[name] = value
    return
  }
  const inner = (json[name] ?? {}) as Record<string, unknown>
  json[name] = inner
  setAt(inner, rest, value)
}

/** A text that is no value of the schema stays a text: the check of the verb says what is wrong with it. */
function read(text: string, schema: Described): unknown {
  if (schema.type === 'array' && schema.items?.type !== 'object')
    return text.split(',').map((one) => scalar(one.trim(), schema.items ?? {}))
  if (/^[[{]/.test(text)) return parsed(text)
  return scalar(text, schema)
}

function scalar(text: string, { type }: Described): unknown {
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  if ((type === 'integer' || type === 'number') && /^-?\d+(?:[.,]\d+)?$/.test(text))
    return Number(text.replace(',', '.'))
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The fault of a verb, by the field of the form: "/commission/0/percent" is about the field "commission". */
export function faultsByField(faults: readonly Fault[], fields: readonly SchemaField[]): Fault[] {
  return faults.map((fault) => {
    const path = fault.pointer.replace(/^\//, '').replaceAll('/', '.')
    const found = fields.find((one) => path === one.path || path.startsWith(`${one.path}.`))
    return found === undefined ? fault : { ...fault, pointer: `/${found.path}` }
  })
}

export function schemaField(
  form: FormState,
  { path, schema }: SchemaField,
  shown: { hint: string; label: string },
): Html {
  const hint = [schema.description, boundsOf(schema), shown.hint]
    .filter((part) => part !== undefined && part !== '')
    .join('; ')
  const options = optionsOf(schema)
  if (options !== undefined) return choice(form, { path, label: shown.label, hint, options })
  const isLong = schema.items?.type === 'object' || (schema.maxLength ?? 0) > LINE_CHARACTERS_MAX
  return field(form, {
    name: path,
    label: shown.label,
    ...(hint === '' ? {} : { hint }),
    type: isLong ? 'textarea' : 'text',
  })
}

function boundsOf({ minimum, maximum }: Described): string | undefined {
  if (minimum === undefined || maximum === undefined) return undefined
  return maximum > 1e9 ? `${minimum} or more` : `${minimum} to ${maximum}`
}

function optionsOf({ type, enum: words }: Described): string[] | undefined {
  if (type === 'boolean') return ['true', 'false']
  return words?.map(String)
}

function choice(
  form: FormState,
  { path, label, hint, options }: { path: string; label: string; hint: string; options: string[] },
): Html {
  const faults = form.faults.filter(({ pointer }) => pointer === `/${path}`)
  const value = form.values[path] ?? ''
  const described = [hint !== '' && `${path}-hint`, faults.length > 0 && `${path}-fault`].filter(Boolean).join(' ')
  return html`<div class="field${faults.length > 0 && ' wrong'}"><label for="${path}">${label}</label>
${hint !== '' && html`<p class="hint" id="${path}-hint">${hint}</p>`}
${faults.length > 0 && html`<p class="fault" id="${path}-fault">${faults.map(({ message }) => message).join(' ')}</p>`}
<select id="${path}" name="${path}"${described !== '' && html` aria-describedby="${described}"`}><option value="">the default</option>${options.map(
    (one) =>
      html`<option value="${one}"${one === value && html` selected`}>${one === 'true' ? 'yes' : one === 'false' ? 'no' : one}</option>`,
  )}</select></div>`
}

/** "plan.instalmentsMax" as "Instalments max". */
export function labelOf(path: string): string {
  const words = (path.split('.').at(-1) ?? '').replaceAll(
    /([a-z])([A-Z])/g,
    (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  )
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The name of the section that a field belongs to. */
export function sectionOf(path: string): string {
  return path.split('.', 1)[0] ?? ''
}
