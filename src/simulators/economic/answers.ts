/** Answers of handlers, and e-conomic's wording of errors. */
import type { Answer } from '../kit/guard.ts'

/** Error codes: those in the vendor's examples, and E00000 where none is published. */
export const CODE = {
  MISSING: 'E04500',
  FORMAT: 'E04740',
  UNKNOWN: 'E06000',
  OTHER: 'E00000',
} as const

export const ok = (body: unknown): Answer => ({ code: 200, body })
export const created = (body: unknown): Answer => ({ code: 201, body })

const HINTS: Record<number, string> = {
  400: 'Please check your request data.',
  401: 'Send a valid app secret token and agreement grant token.',
  403: 'The grant does not have a role that allows it.',
  404: 'Use the links of the API.',
}

export function complain(status: number, message: string, code: string = CODE.OTHER): Answer {
  const developerHint = HINTS[status] ?? 'Try again, or contact support.'
  return { code: status, body: { message, errorCode: code, developerHint, httpStatusCode: status } }
}

/** A fault of one property of a request. */
export interface Fault {
  /** ["entries", "financeVouchers", 1, "account"] */
  path: (string | number)[]
  message: string
  code: string
  value?: unknown
}

/** Annotated errors: the shape of the request, with faults in the place of the values. */
export function invalid(faults: Fault[]): Answer {
  const errors: Record<string, unknown> = {}
  for (const { path, message, code, value } of faults) {
    const fault = {
      ...{ errorCode: code, message, developerHint: 'Please check your request data.' },
      ...(value === undefined ? {} : { value }),
    }
    put(errors, path, fault)
  }
  return {
    code: 400,
    body: {
      message: 'Validation error.',
      developerHint: 'Inspect validation errors and correct your request.',
      httpStatusCode: 400,
      errors,
    },
  }
}

function put(node: Record<string, unknown>, [name = '', next, ...rest]: (string | number)[], fault: object): void {
  if (next === undefined) {
    node[name] = { errors: [fault] }
    return
  }
  if (typeof next !== 'number') {
    node[name] ??= {}
    put(node[name] as Record<string, unknown>, [next, ...rest], fault)
    return
  }
  node[name] ??= []
  const list = node[name] as Record<string, unknown>[]
  let item = list.find(({ arrayIndex }) => arrayIndex === next)
  if (item === undefined) list.push((item = { arrayIndex: next }))
  put(item, rest, fault)
}

const PAGE_MAX = 1_000
const PAGE_DEFAULT = 20

/** One page of a collection. */
export function pageOf(records: readonly unknown[], query: Record<string, string | undefined>): Answer {
  const pageSize = Number(query['pagesize'] ?? PAGE_DEFAULT)
  const skipPages = Number(query['skippages'] ?? 0)
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > PAGE_MAX) {
    return complain(400, `pagesize must be from 1 to ${PAGE_MAX}.`)
  }
  if (!Number.isInteger(skipPages) || skipPages < 0) return complain(400, 'skippages must not be negative.')
  return ok({
    collection: records.slice(skipPages * pageSize, (skipPages + 1) * pageSize),
    pagination: { skipPages, pageSize, maxPageSizeAllowed: PAGE_MAX, results: records.length },
  })
}
