/** Answers of handlers, and Procountor's wording of errors. */
import type { Answer } from '../kit/guard.ts'

export interface Complaint {
  status: number
  field?: string
  message: string
}

export const ok = (body: unknown): Answer => ({ code: 200, body })

export function complain(code: number, message: string, field?: string): Answer {
  return { code, body: { errors: [{ status: code, ...(field === undefined ? {} : { field }), message }] } }
}

export function complainAll(code: number, complaints: Complaint[]): Answer {
  return { code, body: { errors: complaints } }
}

/** The JSON object of a request body, or undefined. */
export function objectOf(body: unknown): { raw: string; json: Record<string, unknown> } | undefined {
  const raw = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  try {
    const json: unknown = JSON.parse(raw)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? { raw, json: json as Record<string, unknown> }
      : undefined
  } catch {
    return undefined
  }
}

interface Listed {
  id: number
  version?: string
  created?: string
  date?: string
  receiptDate?: string
}

/** One page of a search, after previousId or by page number: ordered by id, newest first, where nothing else is asked. */
export function pageOf(records: Listed[], query: Record<string, string | undefined>): Answer {
  const size = Number(query['size'] ?? 50)
  if (!Number.isInteger(size) || size < 1 || size > 200) return complain(400, 'size must be 1..200', 'size')
  const ascending = query['orderById'] === 'ASC'
  const ordered = records.toSorted((a, b) => byOther(a, b, query) || (ascending ? a.id - b.id : b.id - a.id))
  const previous = query['previousId'] === undefined ? undefined : Number(query['previousId'])
  const rest =
    previous === undefined ? ordered : ordered.filter(({ id }) => (ascending ? id > previous : id < previous))
  const page = Number(query['page'] ?? 0)
  const results = rest.slice(page * size, (page + 1) * size)
  return ok({
    results,
    meta: { pageNumber: page, pageSize: size, resultCount: results.length, totalCount: records.length },
  })
}

function byOther(a: Listed, b: Listed, query: Record<string, string | undefined>): number {
  const keys: [string, (record: Listed) => string][] = [
    ['orderByDate', (record) => record.receiptDate ?? record.date ?? ''],
    ['orderByCreated', (record) => record.created ?? ''],
    ['orderByVersion', (record) => record.version ?? ''],
  ]
  for (const [name, keyOf] of keys) {
    const order = query[name]
    if (order === undefined || keyOf(a) === keyOf(b)) continue
    return keyOf(a) < keyOf(b) === (order === 'ASC') ? -1 : 1
  }
  return 0
}
