/** SQL of approvals and of the setting that turns them on. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Approval } from './approval.ts'
import type { GatedAction } from './gated-acts.ts'

const COLUMNS = `client_id as "clientId", approval_id as "approvalId", action, subject, input, input_hash as "inputHash",
  preview, preview_hash as "previewHash", asked_by as "askedBy", asked_at as "askedAt", expires_at as "expiresAt",
  decided_by as "decidedBy", decided_at as "decidedAt", decision, reason`

export type NewApproval = Omit<Approval, 'decidedBy' | 'decidedAt' | 'decision' | 'reason'>

/** Stores a request; where the same is waiting already, that one stays. @returns the id of the one that waits */
export async function insertApproval(tx: Tx, approval: NewApproval): Promise<string> {
  const { rows } = await tx.query<{ approvalId: string }>({
    text: `insert into approval (client_id, approval_id, action, subject, input, input_hash, preview, preview_hash, asked_by,
             asked_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           on conflict (client_id, action, input_hash) where decision is null do update
             set preview = excluded.preview, preview_hash = excluded.preview_hash, expires_at = excluded.expires_at,
                 expired_at = null
           returning approval_id as "approvalId"`,
    values: [
      ...[approval.clientId, approval.approvalId, approval.action, approval.subject, JSON.stringify(approval.input)],
      ...[approval.inputHash, JSON.stringify(approval.preview), approval.previewHash, approval.askedBy],
      ...[approval.askedAt, approval.expiresAt],
    ],
  })
  return rows[0]?.approvalId ?? approval.approvalId
}

/** @param clientId only of this client; null: of any */
export async function selectApproval(
  db: Queryable,
  approvalId: string,
  clientId: ClientId | null,
): Promise<Approval | undefined> {
  const { rows } = await db.query<Approval>({
    text: `select ${COLUMNS} from approval where approval_id = $1 and ($2::bigint is null or client_id = $2)`,
    values: [approvalId, clientId],
  })
  return rows[0]
}

export interface ApprovalFilter {
  clientId: ClientId | null
  /** `waiting`: nobody has decided it; `ended`: decided, or expired; null: both. */
  state: 'waiting' | 'ended' | null
  /** Only what this actor has asked for. */
  askedBy?: string | undefined
  /** Not what this actor has asked for. */
  notAskedBy?: string | undefined
  subject?: string | undefined
  /** Only those before this one: the last of the page before. */
  before?: string | undefined
  /** The moment that decides whether one has expired. */
  now: Date
}

/** The newest first. */
export async function selectApprovals(db: Queryable, filter: ApprovalFilter, limit: number): Promise<Approval[]> {
  const { clientId, state, askedBy, notAskedBy, subject, before, now } = filter
  const { rows } = await db.query<Approval>({
    text: `select ${COLUMNS} from approval
           where ($1::bigint is null or client_id = $1)
             and ($2::text is null or (decision is null and expires_at > $7) = ($2 = 'waiting'))
             and ($3::text is null or lower(asked_by) = lower($3))
             and ($4::text is null or lower(asked_by) <> lower($4))
             and ($5::text is null or subject = $5)
             and ($6::uuid is null or approval_id < $6)
           order by approval_id desc limit $8`,
    values: [clientId, state, askedBy ?? null, notAskedBy ?? null, subject ?? null, before ?? null, now, limit],
  })
  return rows
}

/** The latest request about a subject. */
export async function latestOf(
  db: Queryable,
  clientId: ClientId,
  action: GatedAction,
  subject: string,
): Promise<Approval | undefined> {
  const { rows } = await db.query<Approval>({
    text: `select ${COLUMNS} from approval where client_id = $1 and action = $2 and subject = $3
           order by approval_id desc limit 1`,
    values: [clientId, action, subject],
  })
  return rows[0]
}

export interface Decision {
  clientId: ClientId
  approvalId: string
  decision: 'APPROVED' | 'REFUSED' | 'OUTDATED'
  by: string
  at: Date
  reason: string | null
}

/** One that has expired can be closed, and not approved. @returns false where it was decided or has expired meanwhile */
export async function decide(tx: Tx, { clientId, approvalId, decision, by, at, reason }: Decision): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update approval set decision = $3, decided_by = $4, decided_at = $5, reason = $6
           where client_id = $1 and approval_id = $2 and decision is null and (expires_at > $5 or $3 <> 'APPROVED')`,
    values: [clientId, approvalId, decision, by, at, reason],
  })
  return rowCount === 1
}

export interface SettingRow {
  isOn: boolean
  limitMinor: number
  setBy: string
  setAt: Date
}

export async function latestSetting(db: Queryable): Promise<SettingRow | undefined> {
  const { rows } = await db.query<SettingRow>(
    `select is_on as "isOn", limit_minor as "limitMinor", set_by as "setBy", set_at as "setAt" from four_eyes_setting
     where client_id = 0 order by setting_id desc limit 1`,
  )
  return rows[0]
}

export async function insertSetting(tx: Tx, settingId: string, setting: SettingRow): Promise<void> {
  await tx.query({
    text: `insert into four_eyes_setting (client_id, setting_id, is_on, limit_minor, set_by, set_at)
           values (0, $1, $2, $3, $4, $5)`,
    values: [settingId, setting.isOn, setting.limitMinor, setting.setBy, setting.setAt],
  })
}

/** Notes that approvals have expired: nobody is asked to decide them any more. */
export async function markExpired(db: Queryable, at: Date): Promise<void> {
  await db.query({
    text: 'update approval set expired_at = $1 where decision is null and expired_at is null and expires_at <= $1',
    values: [at],
  })
}
