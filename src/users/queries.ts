/** SQL of users and their grants. A grant of client 0 is for the agency: it reaches all clients. */
import type { Grant } from '../permissions/grant.ts'
import type { RoleName } from '../permissions/roles.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface UserRow {
  userId: string
  name: string
  email: string | null
  invitedAt: Date
  invitedBy: string
  disabledAt: Date | null
}

export interface GrantRow extends Grant {
  userId: string
}

/** True once somebody was invited: from then on every person is asked for a permission. */
export async function hasUsers(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query('select from user_account where client_id = 0 limit 1')
  return rowCount === 1
}

const COLUMNS = `user_id as "userId", name, email, invited_at as "invitedAt", invited_by as "invitedBy", disabled_at as "disabledAt"`

/** Letter case does not matter in a name. */
export async function userByName(db: Queryable, name: string): Promise<UserRow | undefined> {
  const { rows } = await db.query<UserRow>({
    text: `select ${COLUMNS} from user_account where client_id = 0 and lower(name) = lower($1)`,
    values: [name],
  })
  return rows[0]
}

export async function listUserRows(db: Queryable, limit: number): Promise<UserRow[]> {
  const { rows } = await db.query<UserRow>({
    text: `select ${COLUMNS} from user_account where client_id = 0 order by lower(name) limit $1`,
    values: [limit],
  })
  return rows
}

/** The grants of users, by role and client. */
export async function grantsOf(db: Queryable, userIds: readonly string[]): Promise<GrantRow[]> {
  const { rows } = await db.query<GrantRow>({
    text: `select user_id as "userId", role, client_id as "clientId" from user_grant
           where user_id = any($1::uuid[]) order by user_id, role, client_id`,
    values: [userIds],
  })
  return rows
}

/** Changes of users and grants happen one after the other: the last one who may grant must not be taken away twice. */
export async function lockUsers(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('users'))`)
}

export async function insertUser(
  tx: Tx,
  user: Pick<UserRow, 'userId' | 'name' | 'email' | 'invitedAt' | 'invitedBy'>,
): Promise<void> {
  await tx.query({
    text: `insert into user_account (client_id, user_id, name, email, invited_at, invited_by) values (0, $1, $2, $3, $4, $5)`,
    values: [user.userId, user.name, user.email, user.invitedAt, user.invitedBy],
  })
}

export async function setDisabled(tx: Tx, userId: string, at: Date | null): Promise<void> {
  await tx.query({
    text: 'update user_account set disabled_at = $2 where client_id = 0 and user_id = $1',
    values: [userId, at],
  })
}

/** @returns false where the user has the role already */
export async function insertGrant(tx: Tx, grant: GrantRow, at: Date, by: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `insert into user_grant (client_id, user_id, role, granted_at, granted_by) values ($1, $2, $3, $4, $5)
           on conflict (client_id, user_id, role) do nothing`,
    values: [grant.clientId, grant.userId, grant.role, at, by],
  })
  return rowCount === 1
}

export async function deleteGrant(tx: Tx, { clientId, userId, role }: GrantRow): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: 'delete from user_grant where client_id = $1 and user_id = $2 and role = $3',
    values: [clientId, userId, role],
  })
  return rowCount === 1
}

/** Counts the users who can grant roles: enabled, with this role for the agency. */
export async function countEnabledWith(tx: Tx, role: RoleName): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    text: `select count(*) as count from user_account u
           join user_grant g on g.client_id = u.client_id and g.user_id = u.user_id
           where u.client_id = 0 and u.disabled_at is null and g.role = $1`,
    values: [role],
  })
  return rows[0]?.count ?? 0
}
