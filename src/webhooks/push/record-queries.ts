/** SQL that records the outcomes of requests. Endpoints are locked before their deliveries, as everywhere. */
import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Tx } from '../../platform/database.ts'
import type { DisableReason, WebhookId, WebhookMode } from '../endpoint.ts'
import type { WebhookDeliveryState, WebhookState } from '../states.ts'
import type { Health } from './endpoint-health.ts'

const ENDPOINTS = bulk({ client_id: 'bigint', webhook_id: 'uuid' })

export interface Standing extends Health {
  clientId: ClientId
  webhookId: WebhookId
  mode: WebhookMode
  state: WebhookState
  cursor: number
  replayFrom: number | null
  notices: number
}

/** Locks endpoints by client and id. */
export async function lockStandings(
  tx: Tx,
  endpoints: readonly { clientId: ClientId; webhookId: WebhookId }[],
): Promise<Standing[]> {
  const { rows } = await tx.query<Standing>({
    name: 'webhooks-lock-standings',
    text: `select e.client_id as "clientId", e.webhook_id as "webhookId", e.mode, e.state, e.cursor, e.replay_from as "replayFrom",
                  e.failures, e.last_success_at as "lastSuccessAt", e.last_failure_at as "lastFailureAt",
                  e.failing_since as "failingSince", e.failing_days as "failingDays", e.held_until as "heldUntil", e.notices
           from webhook_endpoint e join ${ENDPOINTS.from(1)} using (client_id, webhook_id)
           order by e.client_id, e.webhook_id for no key update of e`,
    values: ENDPOINTS.values(endpoints),
  })
  return rows
}

const OUTCOMES = bulk({
  client_id: 'bigint',
  delivery_id: 'uuid',
  state: 'text',
  next_attempt_at: 'timestamptz null',
  ended_at: 'timestamptz null',
  tries: 'json',
})

export interface OutcomeRow {
  clientId: ClientId
  deliveryId: string
  state: WebhookDeliveryState
  nextAttemptAt: Date | null
  endedAt: Date | null
  tries: object
}

/** Writes the outcomes of requests that this worker still holds. @returns the ids of their deliveries */
export async function writeOutcomes(tx: Tx, owner: string, rows: readonly OutcomeRow[]): Promise<Set<string>> {
  const { rows: written } = await tx.query<{ deliveryId: string }>({
    name: 'webhooks-outcomes',
    text: `update webhook_delivery d set state = n.state, next_attempt_at = n.next_attempt_at, ended_at = n.ended_at,
             tries = n.tries, lease_owner = null, lease_until = null
           from ${OUTCOMES.from(2)}
           where d.client_id = n.client_id and d.delivery_id = n.delivery_id and d.state = 'SENDING' and d.lease_owner = $1
           returning d.delivery_id as "deliveryId"`,
    values: [owner, ...OUTCOMES.values(rows)],
  })
  return new Set(written.map(({ deliveryId }) => deliveryId))
}

const STANDINGS = bulk({
  client_id: 'bigint',
  webhook_id: 'uuid',
  state: 'text',
  disabled_as: 'text null',
  cursor: 'bigint',
  replay_from: 'bigint null',
  failures: 'integer',
  last_success_at: 'timestamptz null',
  last_failure_at: 'timestamptz null',
  failing_since: 'timestamptz null',
  failing_days: 'integer',
  held_until: 'timestamptz null',
  notices: 'smallint',
  notice_at: 'timestamptz null',
})

export type NewStanding = Standing & { disabledAs: DisableReason | null; noticeAt: Date | null }

/** Writes how endpoints are after their requests; only one that was active can be disabled by them. */
export async function writeStandings(tx: Tx, rows: readonly NewStanding[]): Promise<void> {
  await tx.query({
    name: 'webhooks-standings',
    text: `update webhook_endpoint e set state = n.state,
             disabled_as = case when n.state = 'DISABLED' then coalesce(n.disabled_as, e.disabled_as) end,
             cursor = n.cursor, replay_from = n.replay_from, failures = n.failures, last_success_at = n.last_success_at,
             last_failure_at = n.last_failure_at, failing_since = n.failing_since, failing_days = n.failing_days,
             held_until = n.held_until, notices = n.notices, notice_at = n.notice_at,
             next_at = (select greatest(n.held_until, p.next_attempt_at) from webhook_delivery p
               where p.client_id = e.client_id and p.webhook_id = e.webhook_id and p.state = 'PENDING'
               order by p.next_attempt_at limit 1)
           from ${STANDINGS.from(1)} where e.client_id = n.client_id and e.webhook_id = n.webhook_id`,
    values: STANDINGS.values(rows),
  })
}
