/** SQL of webhook endpoints. Each statement names the client and, for endpoints of client 0, the partner. */
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { DisableReason, WebhookId, WebhookMode, WebhookOwner, WebhookSignatures } from './endpoint.ts'
import type { WebhookState } from './states.ts'

export interface WebhookEndpoint extends WebhookOwner {
  webhookId: WebhookId
  url: string
  description: string | null
  contactEmail: string | null
  types: string[] | null
  mode: WebhookMode
  signatures: WebhookSignatures
  state: WebhookState
  disabledAs: DisableReason | null
  keys: Buffer
  previousKeys: Buffer | null
  previousUntil: Date | null
  cursor: number
  sequence: number
  replayFrom: number | null
  failures: number
  lastSuccessAt: Date | null
  lastFailureAt: Date | null
  failingSince: Date | null
  heldUntil: Date | null
  createdAt: Date
  updatedAt: Date
}

export const ENDPOINT_COLUMNS = `client_id as "clientId", webhook_id as "webhookId", partner_id as "partnerId", url, description,
  contact_email as "contactEmail", types, mode, signatures, state, disabled_as as "disabledAs", keys,
  previous_keys as "previousKeys", previous_until as "previousUntil", cursor, sequence, replay_from as "replayFrom", failures,
  last_success_at as "lastSuccessAt", last_failure_at as "lastFailureAt", failing_since as "failingSince",
  held_until as "heldUntil", created_at as "createdAt", updated_at as "updatedAt"`

const OWN = 'client_id = $1 and partner_id is not distinct from $2'

/** The endpoints of an owner, the oldest first: there are few. */
export async function endpointsOf(db: Queryable, owner: WebhookOwner): Promise<WebhookEndpoint[]> {
  const { rows } = await db.query<WebhookEndpoint>({
    text: `select ${ENDPOINT_COLUMNS} from webhook_endpoint where ${OWN} and state <> 'DELETED' and keys is not null order by webhook_id`,
    values: [owner.clientId, owner.partnerId],
  })
  return rows
}

export async function endpointOf(
  db: Queryable,
  owner: WebhookOwner,
  webhookId: WebhookId,
): Promise<WebhookEndpoint | undefined> {
  const { rows } = await db.query<WebhookEndpoint>({
    text: `select ${ENDPOINT_COLUMNS} from webhook_endpoint where ${OWN} and webhook_id = $3 and state <> 'DELETED' and keys is not null`,
    values: [owner.clientId, owner.partnerId, webhookId],
  })
  return rows[0]
}

export async function lockEndpoint(
  tx: Tx,
  owner: WebhookOwner,
  webhookId: WebhookId,
): Promise<WebhookEndpoint | undefined> {
  const { rows } = await tx.query<WebhookEndpoint>({
    text: `select ${ENDPOINT_COLUMNS} from webhook_endpoint where ${OWN} and webhook_id = $3 and state <> 'DELETED' and keys is not null
           for no key update`,
    values: [owner.clientId, owner.partnerId, webhookId],
  })
  return rows[0]
}

/** Counts the endpoints of an owner, one transaction at a time: no two of them pass the limit together. */
export async function countEndpoints(tx: Tx, { clientId, partnerId }: WebhookOwner): Promise<number> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('webhooks ' || $1 || ' ' || $2, 0))`, [
    String(clientId),
    String(partnerId),
  ])
  const { rows } = await tx.query<{ count: number }>({
    text: `select count(*) as count from webhook_endpoint where ${OWN} and state <> 'DELETED'`,
    values: [clientId, partnerId],
  })
  return rows[0]?.count ?? 0
}

export type NewEndpoint = Pick<
  WebhookEndpoint,
  | 'clientId'
  | 'partnerId'
  | 'webhookId'
  | 'url'
  | 'description'
  | 'contactEmail'
  | 'types'
  | 'mode'
  | 'signatures'
  | 'keys'
  | 'cursor'
  | 'createdAt'
>

const NEW = bulk({
  client_id: 'bigint',
  webhook_id: 'uuid',
  partner_id: 'integer null',
  url: 'text',
  description: 'text null',
  contact_email: 'text null',
  types: 'text[] null',
  mode: 'text',
  signatures: 'text',
  keys: 'bytea',
  cursor: 'bigint',
  created_at: 'timestamptz',
})

export async function insertEndpoint(tx: Tx, endpoint: NewEndpoint): Promise<void> {
  await tx.query({
    text: `insert into webhook_endpoint (${NEW.names}, state, updated_at)
           select ${NEW.names}, 'ACTIVE', created_at from ${NEW.from(1)}`,
    values: NEW.values([endpoint]),
  })
}

export type EndpointFields = Pick<WebhookEndpoint, 'url' | 'description' | 'contactEmail' | 'types' | 'signatures'>

export async function updateFields(tx: Tx, { clientId, webhookId }: WebhookEndpoint, fields: EndpointFields, at: Date) {
  await tx.query({
    text: `update webhook_endpoint set url = $3, description = $4, contact_email = $5, types = $6, signatures = $7, updated_at = $8
           where client_id = $1 and webhook_id = $2`,
    values: [
      ...[
        clientId,
        webhookId,
        fields.url,
        fields.description,
        fields.contactEmail,
        fields.types,
        fields.signatures,
        at,
      ],
    ],
  })
}

export async function updateKeys(
  tx: Tx,
  { clientId, webhookId, keys: previous }: WebhookEndpoint,
  { keys, previousUntil, at }: { keys: Buffer; previousUntil: Date; at: Date },
): Promise<void> {
  await tx.query({
    text: `update webhook_endpoint set keys = $3, previous_keys = $4, previous_until = $5, updated_at = $6
           where client_id = $1 and webhook_id = $2`,
    values: [clientId, webhookId, keys, previous, previousUntil, at],
  })
}

export async function pause(tx: Tx, { clientId, webhookId }: WebhookEndpoint, at: Date): Promise<void> {
  await tx.query({
    text: `update webhook_endpoint set state = 'PAUSED', notice_at = null, updated_at = $3 where client_id = $1 and webhook_id = $2`,
    values: [clientId, webhookId, at],
  })
}

/** An endpoint that is deleted keeps no secret. Its deliveries are removed in the background. */
export async function markDeleted(tx: Tx, { clientId, webhookId }: WebhookEndpoint, at: Date): Promise<void> {
  await tx.query({
    text: `update webhook_endpoint set state = 'DELETED', disabled_as = null, keys = null, previous_keys = null,
             previous_until = null, next_at = null, notice_at = null, updated_at = $3
           where client_id = $1 and webhook_id = $2`,
    values: [clientId, webhookId, at],
  })
}

/** Makes an endpoint active, with a clean slate, at a place of its feed. */
export async function activate(
  tx: Tx,
  { clientId, webhookId }: WebhookEndpoint,
  { cursor, replayFrom, at }: { cursor: number; replayFrom: number | null; at: Date },
): Promise<void> {
  await tx.query({
    text: `update webhook_endpoint e set state = 'ACTIVE', disabled_as = null, cursor = $3, replay_from = $4, failures = 0,
             failing_since = null, failing_days = 0, last_failure_at = null, held_until = null, notices = 0, notice_at = null,
             updated_at = $5,
             next_at = (select p.next_attempt_at from webhook_delivery p
               where p.client_id = e.client_id and p.webhook_id = e.webhook_id and p.state = 'PENDING'
               order by p.next_attempt_at limit 1)
           where e.client_id = $1 and e.webhook_id = $2`,
    values: [clientId, webhookId, cursor, replayFrom, at],
  })
}

export async function setPlace(
  tx: Tx,
  { clientId, webhookId }: WebhookEndpoint,
  { cursor, replayFrom, at }: { cursor: number; replayFrom: number | null; at: Date },
): Promise<void> {
  await tx.query({
    text: `update webhook_endpoint set cursor = $3, replay_from = $4, updated_at = $5 where client_id = $1 and webhook_id = $2`,
    values: [clientId, webhookId, cursor, replayFrom, at],
  })
}

export interface PublicKeyRow {
  clientId: number
  webhookId: WebhookId
  keys: Buffer
  previousKeys: Buffer | null
  previousUntil: Date | null
}

/** An endpoint that signs with ed25519, by its id alone: its public key is for everybody. */
export async function publicKeyRow(db: Queryable, webhookId: WebhookId): Promise<PublicKeyRow | undefined> {
  const { rows } = await db.query<PublicKeyRow>({
    text: `select client_id as "clientId", webhook_id as "webhookId", keys, previous_keys as "previousKeys",
                  previous_until as "previousUntil"
           from webhook_endpoint where webhook_id = $1 and signatures = 'V1_V1A' and keys is not null`,
    values: [webhookId],
  })
  return rows[0]
}
