/** SQL of webhook endpoints for people of the agency: those of all owners, or of one client. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { WebhookId } from './endpoint.ts'
import { ENDPOINT_COLUMNS, type WebhookEndpoint } from './queries.ts'

/** The states of endpoints that a list shows; AMISS: those that fail, or are disabled. */
export const SHOWN_ENDPOINTS = ['AMISS', 'ACTIVE', 'PAUSED', 'DISABLED'] as const
export type ShownEndpoints = (typeof SHOWN_ENDPOINTS)[number]

/** The share of success is counted over so many deliveries, the newest. */
const JUDGED_DELIVERIES = 100

export interface EndpointWithOwner extends WebhookEndpoint {
  /** Null: it belongs to the client. */
  partnerCode: string | null
}

export interface EndpointHealth {
  /** Counts among the newest deliveries: those that were tried, and those that arrived. */
  tried: number
  delivered: number
  /** The last attempt of the newest delivery that has failed, as it is stored. */
  lastFailure: unknown
}

const OWNED_COLUMNS = `${ENDPOINT_COLUMNS},
  (select p.code from partner p where p.partner_id = webhook_endpoint.partner_id) as "partnerCode"`

export interface EndpointsPage {
  /** Null: of all clients and partners. */
  clientId: ClientId | null
  show: ShownEndpoints | null
  /** The last endpoint of the page before. */
  after: { clientId: ClientId; webhookId: WebhookId } | null
  limit: number
}

/** Endpoints in the order of their clients; those of partners come first. */
export async function pageOfEndpoints(
  db: Queryable,
  { clientId, show, after, limit }: EndpointsPage,
): Promise<EndpointWithOwner[]> {
  const { rows } = await db.query<EndpointWithOwner>({
    text: `select ${OWNED_COLUMNS} from webhook_endpoint
           where ($1::bigint is null or client_id = $1) and state <> 'DELETED' and keys is not null
             and ($2::text is null or state = $2
                  or ($2 = 'AMISS' and (state = 'DISABLED' or (state = 'ACTIVE' and failing_since is not null))))
             and ($3::bigint is null or (client_id, webhook_id) > ($3, $4::uuid))
           order by client_id, webhook_id limit $5`,
    values: [clientId, show, after?.clientId ?? null, after?.webhookId ?? null, limit],
  })
  return rows
}

/** An endpoint by its id, whoever owns it. @param clientId null: of any client or partner */
export async function endpointWithOwner(
  db: Queryable,
  clientId: ClientId | null,
  webhookId: WebhookId,
): Promise<EndpointWithOwner | undefined> {
  const { rows } = await db.query<EndpointWithOwner>({
    text: `select ${OWNED_COLUMNS} from webhook_endpoint
           where ($1::bigint is null or client_id = $1) and webhook_id = $2 and state <> 'DELETED' and keys is not null`,
    values: [clientId, webhookId],
  })
  return rows[0]
}

/** How requests to an endpoint end. */
export async function healthOf(db: Queryable, { clientId, webhookId }: WebhookEndpoint): Promise<EndpointHealth> {
  const { rows } = await db.query<EndpointHealth>({
    text: `select count(*) as tried, count(*) filter (where r.state = 'DELIVERED') as delivered,
                  (array_agg(r.last order by r.delivery_id desc) filter (where r.last->>'error' is not null))[1] as "lastFailure"
           from (select delivery_id, state, tries->-1 as last from webhook_delivery
                 where client_id = $1 and webhook_id = $2 and json_array_length(tries) > 0
                 order by delivery_id desc limit ${JUDGED_DELIVERIES}) r`,
    values: [clientId, webhookId],
  })
  return rows[0] ?? { tried: 0, delivered: 0, lastFailure: null }
}
