import type { ConsoleCtx } from '../shell.ts'
import type { ListOf } from './spec.ts'

/** Nobody needs a larger number, and counting on would read the whole table. */
const COUNT_MAX = 1_000

/** @returns the number of rows; COUNT_MAX + 1 where there are more */
export async function countRows<V, Row>(spec: ListOf<V, Row>, ctx: ConsoleCtx, query: V): Promise<number> {
  if (spec.count !== undefined) return spec.count(ctx, query, COUNT_MAX + 1)
  let count = 0
  let after: string | undefined
  do {
    const { rows, next } = await spec.read(ctx, query, { limit: COUNT_MAX + 1 - count, after })
    count += rows.length
    after = next
  } while (after !== undefined && count <= COUNT_MAX)
  return count
}

export function countText(count: number, [one, many]: readonly [string, string]): string {
  if (count > COUNT_MAX) return `1 000+ ${many}`
  return `${count === COUNT_MAX ? '1 000' : count} ${count === 1 ? one : many}`
}
