/** Work that waits for its moment by the clock, as a sandbox counts it before its clock goes on. */

export interface DueWork {
  /** In words for people, "deliveries to send". */
  name: string
  /** SQL: a `count(*)` of what is due at $1 (timestamptz) and not done yet, also what a worker is busy with. */
  count: string
  /** SQL: since when the oldest of it is due at $1, or null; absent where no time of its rows says so. */
  oldest?: string
  /** SQL: the first moment after $1 at which more of it falls due, or null. */
  next: string
}

/**
 * Work of a table whose rows wait for the moment in one column.
 * @param column timestamptz, as a partial index knows it
 * @param where a further condition
 */
export function timedWork(name: string, table: string, column: string, where = 'true'): DueWork {
  return {
    name,
    count: `select count(*) from ${table} where ${column} <= $1 and ${where}`,
    oldest: `select min(${column}) from ${table} where ${column} <= $1 and ${where}`,
    next: `select min(${column}) from ${table} where ${column} > $1 and ${where}`,
  }
}
