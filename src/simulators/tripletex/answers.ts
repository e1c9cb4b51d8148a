/** Answers of handlers: Tripletex's envelopes of values and lists, and its wording of errors. */
import { randomUUID } from 'node:crypto'
import type { Answer } from '../kit/guard.ts'
import { type Model, shaped, treeOf } from './fields.ts'

/** Error codes that the vendor publishes. */
export const CODE = {
  ANY: 1_000,
  AUTHENTICATION: 3_000,
  NOT_FOUND: 6_000,
  SECURITY: 9_000,
  FILTER: 11_000,
  VALUE: 15_000,
  MAPPING: 16_000,
  VALIDATION: 18_000,
  PARAMETER: 21_000,
  JSON: 22_000,
} as const

type Query = Record<string, string | undefined>

/** A value of a request in words, whatever it is. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

export function complain(status: number, code: number, message: string, field?: string): Answer {
  const faults = field === undefined ? null : [{ field, message, path: null, rootId: null }]
  const body = {
    status,
    code,
    message: faults === null ? message : 'Validering feilet.',
    link: 'https://tripletex.no/v2-docs/',
    developerMessage: faults === null ? message : 'VALIDATION_ERROR',
    validationMessages: faults,
    requestId: randomUUID(),
  }
  return { code: status, body }
}

/** A field of a request is wrong. */
export function invalid(field: string, message: string): Answer {
  return complain(422, CODE.VALIDATION, message, field)
}

export function notFound(): Answer {
  return complain(404, CODE.NOT_FOUND, 'Object not found')
}

/** One record, as far as the parameter `fields` asks for it. */
export function valueOf(record: object, model: Model, query: Query, status = 200): Answer {
  const tree = treeOf(query['fields'], model)
  if (typeof tree === 'string') return complain(400, CODE.FILTER, tree)
  return { code: status, body: { value: shaped(record, tree, model) } }
}

const COUNT_DEFAULT = 1_000

/** One page of records, as far as `fields`, `from` and `count` ask for them. */
export function pageOf(records: readonly object[], model: Model, query: Query): Answer {
  const tree = treeOf(query['fields'], model)
  if (typeof tree === 'string') return complain(400, CODE.FILTER, tree)
  const from = Number(query['from'] ?? 0)
  const count = Number(query['count'] ?? COUNT_DEFAULT)
  if (!Number.isInteger(from) || from < 0 || !Number.isInteger(count) || count < 1) {
    return complain(422, CODE.PARAMETER, 'Ugyldig verdi.', Number.isInteger(from) && from >= 0 ? 'count' : 'from')
  }
  const page = records.slice(from, from + count)
  return {
    code: 200,
    body: {
      fullResultSize: records.length,
      from,
      count: page.length,
      versionDigest: null,
      values: page.map((record) => shaped(record, tree, model)),
    },
  }
}

/** The record of a JSON body; an unknown field is refused. */
export function recordIn(
  body: unknown,
  fields: readonly string[],
): { raw: string; record: Record<string, unknown> } | Answer {
  const raw = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch {
    return complain(422, CODE.JSON, 'Invalid JSON')
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return complain(422, CODE.JSON, 'Invalid JSON')
  }
  const record = json as Record<string, unknown>
  const unknown = Object.keys(record).find((name) => !fields.includes(name))
  return unknown === undefined ? { raw, record } : unknownField(unknown)
}

export function unknownField(name: string): Answer {
  return complain(422, CODE.MAPPING, 'Feltet eksisterer ikke i objektet.', name)
}
