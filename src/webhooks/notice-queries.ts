/** SQL of the mails about endpoints that fail. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { clientsWithDue } from '../platform/partition.ts'
import type { DisableReason, WebhookId } from './endpoint.ts'

const DUE = 'from webhook_endpoint e where e.notice_at <= $1'

export function clientsWithNotices(db: Queryable, now: Date, limit: number): Promise<ClientId[]> {
  return clientsWithDue(db, 'webhook-notices', `select e.client_id ${DUE} order by e.notice_at limit $2`, [now, limit])
}

export interface DueNotice {
  clientId: ClientId
  webhookId: WebhookId
  partnerId: number | null
  url: string
  contactEmail: string | null
  disabledAs: DisableReason | null
  failingSince: Date | null
  failures: number
  failingDays: number
  notices: number
}

/** Locks endpoints about which a mail is due, but for those that another process holds. */
export async function lockNotices(tx: Tx, now: Date, clientIds: ClientId[], limit: number): Promise<DueNotice[]> {
  const { rows } = await tx.query<DueNotice>({
    text: `select e.client_id as "clientId", e.webhook_id as "webhookId", e.partner_id as "partnerId", e.url,
                  e.contact_email as "contactEmail", e.disabled_as as "disabledAs", e.failing_since as "failingSince",
                  e.failures, e.failing_days as "failingDays", e.notices
           ${DUE} and e.client_id = any($2::bigint[]) order by e.notice_at limit $3 for no key update skip locked`,
    values: [now, clientIds, limit],
  })
  return rows
}

/** Puts a mail off, and so writes down that it is about to be sent: a process that dies leaves it for later. */
export async function putOffNotice(tx: Tx, { clientId, webhookId }: DueNotice, until: Date): Promise<void> {
  await tx.query({
    text: 'update webhook_endpoint set notice_at = $3 where client_id = $1 and webhook_id = $2',
    values: [clientId, webhookId, until],
  })
}

/** Disables an endpoint that is dead; its mail is due. */
export async function disableDead(tx: Tx, { clientId, webhookId }: DueNotice, at: Date): Promise<void> {
  await tx.query({
    text: `update webhook_endpoint set state = 'DISABLED', disabled_as = 'NO_SUCCESS', notice_at = $3
           where client_id = $1 and webhook_id = $2`,
    values: [clientId, webhookId, at],
  })
}

/** The mail of a number has left; nothing is changed where the endpoint has recovered since. @returns whether it had left */
export async function noteNotice(
  tx: Tx,
  { clientId, webhookId, notices }: DueNotice,
  { number, nextAt }: { number: number; nextAt: Date | null },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update webhook_endpoint set notices = $4, notice_at = $5
           where client_id = $1 and webhook_id = $2 and notices = $3 and notice_at is not null`,
    values: [clientId, webhookId, notices, number, nextAt],
  })
  return (rowCount ?? 0) > 0
}

/** The data of a client, with its contacts. */
export async function clientDetails(db: Queryable, clientId: ClientId): Promise<unknown> {
  const { rows } = await db.query<{ details: unknown }>({
    text: 'select details from client where client_id = $1',
    values: [clientId],
  })
  return rows[0]?.details
}
