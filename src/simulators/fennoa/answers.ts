/** Answers of handlers in Fennoa's wording. The status is written in either case of letters, as the vendor's pages do. */
import { minorToNumber } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'

export const ok = (data: unknown): Answer => ({ code: 200, body: { status: 'OK', data } })
export const stored = (id: number): Answer => ({ code: 200, body: { status: 'ok', id } })

/** @param errors a text, a list, or lists of texts by field */
export function complain(errors: unknown, code = 400): Answer {
  return { code, body: { status: code === 404 ? 'ERROR' : 'error', errors } }
}

export const STRANGER = complain(
  ['API key / company code is invalid or the user does not have permission to use this function'],
  401,
)

export function major(minor: number): number {
  return minorToNumber(BigInt(minor))
}

const DECIMAL = /^\d{1,12}(\.\d{1,2})?$/

/** Minor units of an amount of a form; undefined where it is not positive or has more than two decimals. */
export function minorIn(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined
  const [whole = '0', part = ''] = text.split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

const PAGE_MAX = 500
const PAGE_DEFAULT = 100

/** One page of a list. */
export function pageOf(records: unknown[], query: Record<string, string | undefined>): Answer {
  const limit = Number(query['limit'] ?? PAGE_DEFAULT)
  const page = Number(query['page'] ?? 1)
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) return complain(`limit must be 1–${PAGE_MAX}`)
  if (!Number.isInteger(page) || page < 1) return complain('page must be 1 or more')
  return {
    code: 200,
    body: {
      status: 'OK',
      data: records.slice((page - 1) * limit, page * limit),
      pagination: { page, limit, count: records.length, pagesCount: Math.max(1, Math.ceil(records.length / limit)) },
    },
  }
}
