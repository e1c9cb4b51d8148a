/** SQL of a partner's clients. Each statement names the partner: `client` is a shared table. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface ListedClient {
  clientIdentifier: ClientId
  name: string
  businessCode: string
  countryCode: string
  currencyCode: string
  serviceType: string
  createdAt: Date
}

export async function pageOfClients(
  db: Queryable,
  partnerId: number,
  { businessCode, after }: { businessCode: string | null; after: number },
  limit: number,
): Promise<ListedClient[]> {
  const { rows } = await db.query<ListedClient>({
    text: `select client_id as "clientIdentifier", name, business_code as "businessCode", country_code as "countryCode",
                  currency_code as "currencyCode", service_type as "serviceType", created_at as "createdAt"
           from client
           where partner_id = $1 and client_id > $2 and ($3::text is null or business_code = $3)
           order by client_id limit $4`,
    values: [partnerId, after, businessCode, limit],
  })
  return rows
}

export interface StoredClient {
  clientId: ClientId
  customerCode: number
  paymentReferencePrefix: number
  /** Body of POST /client, with the corrections since. */
  details: unknown
  createdAt: Date
}

export async function clientOfPartner(
  db: Queryable,
  partnerId: number,
  clientId: ClientId,
): Promise<StoredClient | undefined> {
  const { rows } = await db.query<StoredClient>({
    text: `select client_id as "clientId", customer_code as "customerCode",
                  payment_reference_prefix as "paymentReferencePrefix", details, created_at as "createdAt"
           from client where partner_id = $1 and client_id = $2`,
    values: [partnerId, clientId],
  })
  return rows[0]
}

/** Locks the client: corrections and changes of settings happen one after the other. */
export async function lockClientOfPartner(
  tx: Tx,
  partnerId: number,
  clientId: ClientId,
): Promise<StoredClient | undefined> {
  const { rows } = await tx.query<StoredClient>({
    text: `select client_id as "clientId", customer_code as "customerCode",
                  payment_reference_prefix as "paymentReferencePrefix", details, created_at as "createdAt"
           from client where partner_id = $1 and client_id = $2 for no key update`,
    values: [partnerId, clientId],
  })
  return rows[0]
}

export async function updateClient(
  tx: Tx,
  partnerId: number,
  clientId: ClientId,
  { name, details }: { name: string; details: object },
): Promise<void> {
  await tx.query({
    text: 'update client set name = $3, details = $4 where partner_id = $1 and client_id = $2',
    values: [partnerId, clientId, name, JSON.stringify(details)],
  })
}

export async function pageOfAllClients(
  db: Queryable,
  after: ClientId,
  limit: number,
): Promise<{ clientId: ClientId; name: string }[]> {
  const { rows } = await db.query<{ clientId: ClientId; name: string }>({
    text: 'select client_id as "clientId", name from client where client_id > $1 order by client_id limit $2',
    values: [after, limit],
  })
  return rows
}
