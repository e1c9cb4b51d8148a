import type { AuditRow } from './queries.ts'

/** A row of the audit as it is shown; a client of null is the agency itself. Words that were erased stay as their hash. */
export function present({ auditId, clientId, at, details, notes, ...row }: AuditRow): Record<string, unknown> {
  return {
    auditId,
    at: at.toISOString(),
    clientIdentifier: clientId === 0 ? null : clientId,
    ...row,
    details: detailsInWords({ details, notes }),
  }
}

/** The details with the words of people in the place of their hashes. */
export function detailsInWords({ details, notes }: Pick<AuditRow, 'details' | 'notes'>): unknown {
  if (notes === null) return details
  return withWords(details, '')

  function withWords(value: unknown, pointer: string): unknown {
    const words = notes?.[pointer]
    if (words !== undefined) return words
    if (Array.isArray(value)) return value.map((one, i) => withWords(one, `${pointer}/${i}`))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withWords(one, `${pointer}/${name}`)]))
  }
}
