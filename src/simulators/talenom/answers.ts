/** Answers of handlers, in the forms of the API and of the gateway in front of it. */
import { randomUUID } from 'node:crypto'
import { minorFromNumber, minorToNumber } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'

export const ok = (body: unknown): Answer => ({ code: 200, body })

/** A refusal of the API itself. */
export function complain(error: string, code = 'ValidationError', status = 400): Answer {
  return { code: status, body: { error, code, telemetryId: randomUUID().replaceAll('-', '') } }
}

/** A refusal of the gateway, Azure API Management. */
export function gateway(statusCode: number, message: string, headers?: Record<string, string>): Answer {
  return { code: statusCode, body: { statusCode, message }, ...(headers === undefined ? {} : { headers }) }
}

export function major(minor: number): number {
  return minorToNumber(BigInt(minor))
}

/** Minor units of an amount in a request; undefined where it is none or has more than two decimals. */
export function minorIn(value: unknown): number | undefined {
  const found = typeof value === 'number' ? minorFromNumber(value) : undefined
  return typeof found === 'bigint' ? Number(found) : undefined
}

/** One page of a list, counted from 0. */
export function pageOf(records: unknown[], query: Record<string, string | undefined>, sizeMax: number): Answer {
  const pageSize = Number(query['pageSize'] ?? 100)
  const pageIndex = Number(query['pageIndex'] ?? 0)
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > sizeMax) {
    return complain(`The field pageSize must be between 1 and ${sizeMax}.`)
  }
  if (!Number.isInteger(pageIndex) || pageIndex < 0) return complain('The field pageIndex must be 0 or more.')
  return ok({
    currentPage: pageIndex,
    pageCount: Math.ceil(records.length / pageSize),
    pageSize,
    rowCount: records.length,
    results: records.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize),
  })
}
