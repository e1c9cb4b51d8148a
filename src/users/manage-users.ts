/** Users are invited and disabled, roles are granted and revoked. */
import type { ClientId } from '@saatava/core/ids.ts'
import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { clientWithPartner } from '../onboarding/read-client.ts'
import { type RoleName, isCreditorRole } from '../permissions/roles.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/new-id.ts'
import {
  type UserRow,
  countEnabledWith,
  deleteGrant,
  grantsOf,
  hasUsers,
  insertGrant,
  insertUser,
  listUserRows,
  lockUsers,
  setDisabled,
  userByName,
} from './queries.ts'
import { type MadeEnrolment, enrolmentIn } from './enrolment/make-enrolment.ts'
import { may } from './may.ts'
import { endSessionsOf } from './sessions/end-session.ts'
import { requirePermission } from './require-permission.ts'

const USERS_MAX = 10_000
const NAME = /^[^\p{Cc}:]{1,100}$/u
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/
/** The role of those who grant roles: one of them must stay. */
const KEEPER: RoleName = 'ADMIN'

export interface RoleGrant {
  role: RoleName
  /** Clients that it is for; none: the agency. */
  clientIds: readonly ClientId[]
}

/**
 * Invites a user, whose name is unique and stays: the audit shows it. The first user is an ADMIN of the agency.
 * @returns the link by which the user enrols; null where a second person has approved the invitation
 * Errors: 400 a name or an address that cannot be; 403 the person may not; 409 the name is taken; 422 a role that cannot be.
 */
export async function inviteUser(
  ctx: Ctx,
  input: { name: string; email?: string | undefined; grants: readonly RoleGrant[] },
): Promise<{ userId: string; name: string; link: MadeEnrolment | null }> {
  const name = input.name.trim()
  if (!NAME.test(name)) throw new AppError('INVALID', 'A name takes 1 to 100 characters, without a colon.')
  if (input.email !== undefined && !EMAIL.test(input.email))
    throw new AppError('INVALID', `"${input.email}" is not an email address.`)
  const asked = { name, email: input.email, grants: input.grants }
  return changing(ctx, async (tx) => {
    const isKeeper = input.grants.some(({ role, clientIds }) => role === KEEPER && clientIds.length === 0)
    if (!isKeeper && !(await hasUsers(tx)))
      throw new AppError('RULE', `The first user must have the role ${KEEPER}: add --role ${KEEPER}.`)
    const taken = await userByName(tx, name)
    if (taken !== undefined) throw new AppError('CONFLICT', `There is a user "${taken.name}" already.`)
    await demandForRoles(ctx, tx, asked)
    const user = { userId: newId(), name, email: input.email ?? null }
    await insertUser(tx, { ...user, invitedAt: ctx.platform.clock.now(), invitedBy: ctx.actor })
    await audit(ctx, tx, OPERATOR_TENANT, 'user.invited', `user:${user.userId}`, { name })
    for (const grant of input.grants) await grantIn(ctx, tx, user, grant)
    // The second person would otherwise get the link of a user whom another person has invited.
    const link = ctx.approval === undefined ? await enrolmentIn(ctx, tx, user) : null
    return { userId: user.userId, name, link }
  })
}

/** @throws AppError NOT_FOUND, FORBIDDEN, RULE a role that cannot be granted so */
export async function grantRole(ctx: Ctx, input: { name: string } & RoleGrant): Promise<void> {
  const { name, role, clientIds } = input
  await changing(ctx, async (tx) => {
    const user = await requireUser(tx, name)
    await demandForRoles(ctx, tx, { name, role, clientIds })
    await grantIn(ctx, tx, user, input)
  })
}

/** @throws AppError NOT_FOUND no such user or grant; FORBIDDEN; RULE the last one who grants roles */
export async function revokeRole(ctx: Ctx, input: { name: string } & RoleGrant): Promise<void> {
  await changing(ctx, async (tx) => {
    const user = await requireUser(tx, input.name)
    for (const clientId of placesOf(input)) {
      if (!(await deleteGrant(tx, { userId: user.userId, role: input.role, clientId })))
        throw new AppError('NOT_FOUND', `${user.name} has not the role ${input.role}${forClient(clientId)}.`)
      await audit(ctx, tx, clientId, 'user.revoked', `user:${user.userId}`, { name: user.name, role: input.role })
    }
    await keepOne(tx)
  })
}

/** Disables a user, which ends its sessions, or enables it again. @throws AppError NOT_FOUND, FORBIDDEN, RULE the last one who grants roles */
export async function disableUser(ctx: Ctx, input: { name: string; enable?: boolean }): Promise<void> {
  await changing(ctx, async (tx) => {
    const user = await requireUser(tx, input.name)
    const isEnabled = user.disabledAt === null
    if (isEnabled === (input.enable === true)) return
    await setDisabled(tx, user.userId, input.enable === true ? null : ctx.platform.clock.now())
    if (input.enable !== true) await endSessionsOf(ctx, tx, user.userId)
    const act = input.enable === true ? 'user.enabled' : 'user.disabled'
    await audit(ctx, tx, OPERATOR_TENANT, act, `user:${user.userId}`, { name: user.name })
    await keepOne(tx)
  })
}

async function changing<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return gated(ctx, () =>
    withTransaction(ctx.platform.pool, async (tx) => {
      await lockUsers(tx)
      await requirePermission(ctx, 'user.manage', 0, tx)
      return work(tx)
    }),
  )
}

/** Roles need a second person once there is one who could decide: before that nobody could ever be invited. */
async function demandForRoles(ctx: Ctx, tx: Tx, input: { name: string; [more: string]: unknown }): Promise<void> {
  if (ctx.approval === undefined && (await countDeciders(tx, ctx.actor)) === 0) return
  await demandApproval(ctx, tx, {
    ...{ action: 'user.role', clientId: OPERATOR_TENANT, subject: `user:${input.name}`, input },
    preview: { ...input, grantedNow: await rolesOf(tx, input.name) },
  })
}

/** Counts other users who may decide. */
async function countDeciders(tx: Tx, asker: string): Promise<number> {
  const users = (await listUserRows(tx, USERS_MAX)).filter(
    ({ name, disabledAt }) => disabledAt === null && `user:${name}`.toLowerCase() !== asker.toLowerCase(),
  )
  const grants = await grantsOf(
    tx,
    users.map(({ userId }) => userId),
  )
  return users.filter(({ userId }) =>
    may(
      grants.filter((grant) => grant.userId === userId),
      'approval.decide',
      OPERATOR_TENANT,
    ),
  ).length
}

async function rolesOf(tx: Tx, name: string): Promise<string[]> {
  const user = await userByName(tx, name)
  if (user === undefined) return []
  return (await grantsOf(tx, [user.userId])).map(({ role, clientId }) => `${role} ${clientId}`)
}

async function grantIn(ctx: Ctx, tx: Tx, user: Pick<UserRow, 'userId' | 'name'>, grant: RoleGrant): Promise<void> {
  const { role } = grant
  if (isCreditorRole(role) && grant.clientIds.length === 0)
    throw new AppError('RULE', `${role} is a role of creditors: name its clients with --client.`)
  for (const clientId of placesOf(grant)) {
    if (clientId !== 0 && (await clientWithPartner(clientCtx(ctx, clientId))) === undefined)
      throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
    const isNew = await insertGrant(tx, { userId: user.userId, role, clientId }, ctx.platform.clock.now(), ctx.actor)
    if (isNew) await audit(ctx, tx, clientId, 'user.granted', `user:${user.userId}`, { name: user.name, role })
  }
}

function placesOf({ clientIds }: RoleGrant): readonly ClientId[] {
  return clientIds.length === 0 ? [OPERATOR_TENANT] : clientIds
}

async function requireUser(tx: Tx, name: string): Promise<UserRow> {
  const user = await userByName(tx, name)
  if (user === undefined) throw new AppError('NOT_FOUND', `There is no user "${name}".`)
  return user
}

async function keepOne(tx: Tx): Promise<void> {
  if ((await countEnabledWith(tx, KEEPER)) === 0)
    throw new AppError('RULE', `Nobody would be left with the role ${KEEPER} for the agency, who could grant roles.`)
}

function forClient(clientId: ClientId): string {
  return clientId === 0 ? '' : ` for client ${clientId}`
}
