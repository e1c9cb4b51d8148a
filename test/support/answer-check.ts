/**
 * Holds each answer of the API to the OpenAPI description: its status is listed, its body fits the schema, and no field is
 * missing there. The long form of the tests checks all answers that tests get; SAATAVA_CHECK_ANSWERS=1 does it for any run.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

type Schema = { [keyword: string]: unknown }
interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, Media> }> }>>
}
interface Media {
  schema?: Schema
}

const IS_ON = process.env['SAATAVA_CHECK_ANSWERS'] === '1' || process.env['SAATAVA_TEST_LONG'] === '1'
/** Answers of any route, before it is asked. */
const ANYWHERE = new Set([304, 401, 403, 404, 405, 413, 415, 429, 431, 500, 503])

export interface Answered {
  method: string
  path: string
  status: number
  mediaType: string | null
  body: unknown
}

/** @returns undefined where answers are not checked; otherwise a function that throws if an answer is not as described */
export function answerCheck(origin: string): ((answer: Answered) => Promise<void>) | undefined {
  if (!IS_ON) return undefined
  let made: Promise<(answer: Answered) => void> | undefined
  return async (answer) => (await (made ??= checker(origin)))(answer)
}

export async function checker(origin: string): Promise<(answer: Answered) => void> {
  const document = (await (await fetch(`${origin}/openapi.json`)).json()) as Document
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS })
  ajv.addSchema(closed(document) as Schema, 'doc')
  const paths = Object.keys(document.paths).map((path) => ({ path, form: formOf(path) }))
  const compiled = new Map<string, ValidateFunction>()
  return ({ method, path, status, mediaType, body }) => {
    const [pathname = ''] = path.split('?')
    const found = paths.find(({ path }) => path === pathname) ?? paths.find(({ form }) => form.test(pathname))
    const operation = found && document.paths[found.path]?.[method.toLowerCase()]
    if (found === undefined || operation === undefined) return
    const name = `${method} ${found.path} ${status}`
    const response = operation.responses[String(status)]
    if (response === undefined) {
      if (ANYWHERE.has(status)) return
      throw new Error(`${name}: the description does not list this status`)
    }
    const [type = ''] = (mediaType ?? '').split(';')
    // The schema of lines is that of one line; who reads the lines asks for each.
    const isChecked =
      type === 'application/x-ndjson' ? body !== undefined : /^application\/(problem\+)?json$/.test(type)
    if (response.content?.[type]?.schema === undefined || !isChecked) return
    const pointer = ['paths', found.path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema']
    const reference = `doc#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference })
    compiled.set(reference, validate)
    if (!validate(body))
      throw new Error(
        `${name}: ${ajv.errorsText(validate.errors?.slice(0, 5))} in ${JSON.stringify(body).slice(0, 2_000)}`,
      )
  }
}

const FORMATS: Record<string, true | RegExp> = {
  ...{ double: true, 'uri-reference': true, email: /@/ },
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
}

function formOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)
}

/** The document with objects that hold the listed fields and no others. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (typeof node !== 'object' || node === null) return node
  const out = Object.fromEntries(
    Object.entries(node as Schema).map(([key, value]) => [key, key.startsWith('example') ? value : closed(value)]),
  )
  const isObject = out['type'] === 'object' && out['properties'] !== undefined
  return isObject && out['additionalProperties'] === undefined ? { ...out, additionalProperties: false } : out
}
