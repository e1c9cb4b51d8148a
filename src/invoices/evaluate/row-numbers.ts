import type { RequestRow } from '../schemas.ts'

/**
 * The number of each row: its own, else its place. Where two rows would have one number, all are numbered again by their
 * place: a line of an e-invoice is known by its number (EN 16931 BT-126).
 */
export function rowNumbers(rows: RequestRow[]): number[] {
  const own = rows.map(({ rowNumber }, i) => rowNumber ?? i + 1)
  return new Set(own).size === own.length ? own : rows.map((_, i) => i + 1)
}
