/** The place of a row in a list: its value in the order, and its invoice, which distinguishes rows of one value. */
import { type InvoiceId, UUID } from '@saatava/core/ids.ts'
import type { Sort } from '../../platform/http/list.ts'

export interface Place {
  /** A date, or a moment to the microsecond, as text: a Date would lose what lies below a millisecond. */
  key: string
  invoiceId: InvoiceId
}

/** Patterns of the parts of a cursor. */
export const PLACE = [/^-?infinity$|^\d{4}-\d\d-\d\d(T[\d:.+-]{8,24})?$/, UUID]

const LOWEST = '00000000-0000-0000-0000-000000000000'
const HIGHEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The ends of a range of due dates or of changes. */
interface Range {
  dueBefore: string | undefined
  dueAfter: string | undefined
  updatedSince: Date | undefined
}

/**
 * The place before all rows of an order within a range. It lies at the end of the range, because an index is read from the
 * place on: from the end of the order, all rows before the range would be read.
 */
export function beginningOf(sort: Sort, { dueBefore, dueAfter, updatedSince }: Range): Place {
  if (isByChange(sort))
    return isBackwards(sort)
      ? { key: 'infinity', invoiceId: HIGHEST }
      : { key: updatedSince?.toISOString() ?? '-infinity', invoiceId: LOWEST }
  if (isBackwards(sort)) return { key: dueBefore ?? 'infinity', invoiceId: dueBefore === undefined ? HIGHEST : LOWEST }
  return { key: dueAfter ?? '-infinity', invoiceId: dueAfter === undefined ? LOWEST : HIGHEST }
}

/** The parts of a cursor. They are divided by spaces, and PostgreSQL writes one between day and time. */
export function partsOf({ key, invoiceId }: Place): string[] {
  return [key.replace(' ', 'T'), invoiceId]
}

export function isBackwards(sort: Sort): boolean {
  return sort.startsWith('-')
}

export function isByChange(sort: Sort): boolean {
  return sort.endsWith('updatedAt')
}

/** The words of SQL by which rows come after a place. */
export const FORWARDS = { than: '>', by: 'asc' } as const
export const BACKWARDS = { than: '<', by: 'desc' } as const

export const BY_DUE_DATE = { column: 'due_date', type: 'date' } as const
export const BY_CHANGE = { column: 'updated_at', type: 'timestamptz' } as const
