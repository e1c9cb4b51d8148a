/** SQL of saved views. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface SavedView {
  viewId: string
  owner: string
  isShared: boolean
  list: string
  parameters: string
  name: string
}

/** @param clientId 0: of the agency's people */
export async function selectViews(
  db: Queryable,
  clientId: ClientId,
  { owner, list }: { owner: string; list: string },
  limit: number,
): Promise<SavedView[]> {
  const { rows } = await db.query<SavedView>({
    text: `select view_id as "viewId", owner, is_shared as "isShared", list, parameters, name from saved_view
           where client_id = $1 and list = $3 and (owner = $2 or is_shared)
           order by owner <> $2, name, view_id limit $4`,
    values: [clientId, owner, list, limit],
  })
  return rows
}

export async function countViews(db: Queryable, clientId: ClientId, owner: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    text: 'select count(*) as count from saved_view where client_id = $1 and owner = $2',
    values: [clientId, owner],
  })
  return rows[0]?.count ?? 0
}

/** A view of the same name is written over. */
export async function upsertView(tx: Tx, clientId: ClientId, view: SavedView, at: Date): Promise<void> {
  await tx.query({
    text: `insert into saved_view (client_id, view_id, owner, is_shared, list, parameters, name, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (client_id, owner, list, name)
           do update set parameters = excluded.parameters, is_shared = excluded.is_shared`,
    values: [clientId, view.viewId, view.owner, view.isShared, view.list, view.parameters, view.name, at],
  })
}

/** @returns whether there was such a view of the owner */
export async function deleteView(tx: Tx, clientId: ClientId, owner: string, viewId: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: 'delete from saved_view where client_id = $1 and owner = $2 and view_id = $3',
    values: [clientId, owner, viewId],
  })
  return rowCount === 1
}
