import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { TOKEN_COLUMNS, type TokenRow } from '../platform/auth/queries.ts'

export interface NewClientRow {
  partnerId: number
  businessCode: string
  name: string
  countryCode: string
  currencyCode: string
  serviceType: string
  details: unknown
  createdAt: Date
}

export interface ClientNumbers {
  clientId: ClientId
  customerCode: number
  paymentReferencePrefix: number
}

/** Undefined when the partner already has a client with this business code. */
export async function insertClient(tx: Tx, client: NewClientRow): Promise<ClientNumbers | undefined> {
  const { rows } = await tx.query<ClientNumbers>({
    text: `insert into client (partner_id, business_code, name, country_code, currency_code, service_type, details, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (partner_id, business_code) do nothing
           returning client_id as "clientId", customer_code as "customerCode",
                     payment_reference_prefix as "paymentReferencePrefix"`,
    values: [
      client.partnerId,
      client.businessCode,
      client.name,
      client.countryCode,
      client.currencyCode,
      client.serviceType,
      JSON.stringify(client.details),
      client.createdAt,
    ],
  })
  return rows[0]
}

export async function clientIdByBusinessCode(
  db: Queryable,
  partnerId: number,
  businessCode: string,
): Promise<number | undefined> {
  const { rows } = await db.query<{ client_id: ClientId }>({
    text: 'select client_id from client where partner_id = $1 and business_code = $2',
    values: [partnerId, businessCode],
  })
  return rows[0]?.client_id
}

export async function insertPartner(tx: Tx, code: string, name: string, at: Date): Promise<number | undefined> {
  const { rows } = await tx.query<{ partner_id: number }>({
    text: 'insert into partner (code, name, created_at) values ($1, $2, $3) on conflict (code) do nothing returning partner_id',
    values: [code, name, at],
  })
  return rows[0]?.partner_id
}

export async function partnerByCode(
  db: Queryable,
  code: string,
): Promise<{ partnerId: number; name: string } | undefined> {
  const { rows } = await db.query<{ partnerId: number; name: string }>({
    text: 'select partner_id as "partnerId", name from partner where code = $1',
    values: [code],
  })
  return rows[0]
}

export interface PartnerRow {
  partnerId: number
  code: string
  name: string
  clients: number
  createdAt: Date
}

export async function listPartnerRows(db: Queryable, limit: number): Promise<PartnerRow[]> {
  const { rows } = await db.query<PartnerRow>({
    text: `select partner_id as "partnerId", code, name, created_at as "createdAt",
                  (select count(*) from client c where c.partner_id = p.partner_id) as clients
           from partner p order by code limit $1`,
    values: [limit],
  })
  return rows
}

export interface TokenFilter {
  partnerCode?: string | undefined
  clientId?: ClientId | undefined
  tokenId?: string | undefined
  /** Only those that work at this moment. */
  validAt?: Date | undefined
  /** The last token of the page before. */
  before?: string | undefined
}

export async function listTokenRows(db: Queryable, filter: TokenFilter, limit: number): Promise<TokenRow[]> {
  const { partnerCode, clientId, tokenId, validAt, before } = filter
  const { rows } = await db.query<TokenRow>({
    text: `select ${TOKEN_COLUMNS} from access_token t join partner p using (partner_id)
           where ($1::text is null or p.code = $1) and ($2::bigint is null or t.client_id = $2)
             and ($3::uuid is null or t.token_id = $3)
             and ($4::timestamptz is null or (t.revoked_at is null and coalesce(t.expires_at, 'infinity') > $4
               and coalesce(t.overlap_until, 'infinity') > $4))
             and ($5::uuid is null or (t.issued_at, t.token_id) <
               (select b.issued_at, b.token_id from access_token b where b.token_id = $5))
           order by t.issued_at desc, t.token_id desc limit $6`,
    values: [partnerCode ?? null, clientId ?? null, tokenId ?? null, validAt ?? null, before ?? null, limit],
  })
  return rows
}

export async function clientWithPartner(
  db: Queryable,
  clientId: ClientId,
): Promise<{ partnerId: number; name: string; countryCode: string } | undefined> {
  const { rows } = await db.query<{ partnerId: number; name: string; countryCode: string }>({
    text: 'select partner_id as "partnerId", name, country_code as "countryCode" from client where client_id = $1',
    values: [clientId],
  })
  return rows[0]
}
