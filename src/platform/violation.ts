/**
 * The one place that reads which constraint a statement broke. On several nodes a constraint carries the number of its
 * shard (`invoice_number_102078`), and a statement that a node ran for another one fails with XX000 in place of the usual
 * code: then only the message says what happened.
 */
import { DatabaseError } from 'pg'

export interface Violation {
  kind: 'unique' | 'foreign key'
  /** Its name in the schema. */
  constraint: string
}

const CODES: Record<string, Violation['kind']> = { '23505': 'unique', '23503': 'foreign key' }
const PASSED_ON = 'XX000'
const MESSAGE = /violates (unique|foreign key) constraint "([^"]+)"/
const SHARD = /_\d{6,}$/

/** Returns what a constraint refused; undefined where the error is another one. */
export function violationOf(error: unknown): Violation | undefined {
  if (!(error instanceof DatabaseError)) return undefined
  const [, said, named] = MESSAGE.exec(error.message) ?? []
  const kind =
    CODES[error.code ?? ''] ?? (error.code === PASSED_ON ? (said as Violation['kind'] | undefined) : undefined)
  if (kind === undefined) return undefined
  return { kind, constraint: (error.constraint ?? named ?? '').replace(SHARD, '') }
}

/** True for a violation of a unique key, of `constraint` where one is named. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const violation = violationOf(error)
  return violation?.kind === 'unique' && (constraint === undefined || violation.constraint === constraint)
}
