/** Answers of handlers, and Fortnox's wording of errors. */
import type { Answer } from '../kit/guard.ts'

/** Error codes that the vendor publishes, and those of the simulator where the vendor publishes none (0). */
export const CODE = {
  SYSTEM: 1_000_003,
  LOGIN: 2_000_310,
  SCOPE: 2_000_663,
  NOT_NUMERIC: 2_000_108,
  CHARACTERS: 2_000_359,
  PARAMETER: 2_000_588,
  ACCOUNT: 2_001_304,
  BODY: 2_001_392,
  FIELD: 2_001_399,
  JSON: 2_002_115,
  OTHER: 0,
} as const

/** A value of a request in words, whatever it is. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

export const ok = (body: unknown): Answer => ({ code: 200, body })
export const created = (body: unknown): Answer => ({ code: 201, body })

export function complain(message: string, code: number = CODE.OTHER, status = 400): Answer {
  return { code: status, body: { ErrorInformation: { error: 1, message, code } } }
}

/** The record of a request body, which stands under its name. */
export function recordIn(body: unknown, name: string): { raw: string; record: Record<string, unknown> } | Answer {
  const raw = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  if (raw.trim() === '') return complain('Ingen eller felaktig typ av data.', CODE.BODY)
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch {
    return complain('Error deserializing JSON: JSON_ERROR_SYNTAX', CODE.JSON)
  }
  const record = (json as Record<string, unknown> | null)?.[name]
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return complain('Ingen eller felaktig typ av data.', CODE.BODY)
  }
  return { raw, record: record as Record<string, unknown> }
}

const PAGE_MAX = 500
const PAGE_DEFAULT = 100

/** One page of a list, under its name. */
export function pageOf(name: string, records: unknown[], query: Record<string, string | undefined>): Answer {
  const limit = Number(query['limit'] ?? PAGE_DEFAULT)
  const page = Number(query['page'] ?? 1)
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX || !Number.isInteger(page) || page < 1) {
    return complain('Ogiltig parameter i anropet.', CODE.PARAMETER)
  }
  return ok({
    MetaInformation: {
      '@TotalResources': records.length,
      '@TotalPages': Math.ceil(records.length / limit),
      '@CurrentPage': page,
    },
    [name]: records.slice((page - 1) * limit, page * limit),
  })
}
