import type { Ctx } from '../platform/context.ts'
import { type GrantRow, type UserRow, grantsOf, listUserRows } from './queries.ts'

const USERS_MAX = 10_000

export type ListedUser = UserRow & { grants: Omit<GrantRow, 'userId'>[] }

/** Lists the users with their grants, by name. */
export async function listUsers(ctx: Ctx): Promise<ListedUser[]> {
  const { pool } = ctx.platform
  const users = await listUserRows(pool, USERS_MAX)
  const grants = await grantsOf(
    pool,
    users.map(({ userId }) => userId),
  )
  const byUser = Map.groupBy(grants, ({ userId }) => userId)
  return users.map((user) => ({
    ...user,
    grants: (byUser.get(user.userId) ?? []).map(({ role, clientId }) => ({ role, clientId })),
  }))
}
