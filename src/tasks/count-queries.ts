import type { Queryable } from '../platform/database.ts'

/** Beyond this it is not counted on: that it is far too much is all that matters. */
const COUNTED_MAX = 100_000

export interface KindCount {
  kind: string
  /** Open tasks, also those that are hidden. */
  count: number
  oldest: Date | null
}

/** Counts the open tasks of each kind, those without any too. Each part reads the index task_age from its beginning. */
export async function countByKind(db: Queryable, kinds: readonly string[]): Promise<KindCount[]> {
  const { rows } = await db.query<KindCount>({
    text: `select k.kind, (select count(*)::int from (
                    select from task t where t.kind = k.kind and t.is_open limit $2) counted) as count,
                  (select min(t.opened_at) from task t where t.kind = k.kind and t.is_open) as oldest
           from unnest($1::text[]) as k (kind)`,
    values: [kinds, COUNTED_MAX],
  })
  return rows
}
