/**
 * SQL of references in use: one small table of the operator tenant, since clients share the accounts that their debtors
 * pay to.
 */
import type { Queryable, Tx } from '../../platform/database.ts'

export interface ReferenceClaim {
  currency: string
  /** Key by core/references/reference-key.ts. */
  reference: string
  clientId: number
  invoiceId: string
}

/** @returns those that nobody held; in one order, so that two transactions never wait for each other */
export async function insertReferences(tx: Tx, claims: ReferenceClaim[], at: Date): Promise<ReferenceClaim[]> {
  if (claims.length === 0) return []
  const { rows } = await tx.query<ReferenceClaim>({
    name: 'reference-claim',
    text: `insert into reference_in_use (client_id, currency, reference, holder_client_id, holder_invoice_id, since)
           select 0, currency, reference, client_id, invoice_id, $5
           from unnest($1::text[], $2::text[], $3::bigint[], $4::uuid[]) as n (currency, reference, client_id, invoice_id)
           order by currency, reference
           on conflict do nothing
           returning currency, reference, holder_client_id as "clientId", holder_invoice_id as "invoiceId"`,
    values: [...columnsOf(claims), at],
  })
  return rows
}

/** Returns the present holders of these references. @param lock so that no other transaction takes one over meanwhile */
export async function selectHolders(
  db: Queryable,
  claims: Pick<ReferenceClaim, 'currency' | 'reference'>[],
  lock: boolean,
): Promise<ReferenceClaim[]> {
  if (claims.length === 0) return []
  const { rows } = await db.query<ReferenceClaim>({
    text: `select r.currency, r.reference, holder_client_id as "clientId", holder_invoice_id as "invoiceId"
           from unnest($1::text[], $2::text[]) as n (currency, reference)
           join reference_in_use r on r.client_id = 0 and r.currency = n.currency and r.reference = n.reference
           order by r.currency, r.reference ${lock ? 'for update of r' : ''}`,
    values: [claims.map((one) => one.currency), claims.map((one) => one.reference)],
  })
  return rows
}

/**
 * Returns those invoices that are paid by their reference: the case is open, or is still to open when the invoice has
 * been distributed. "client invoice".
 */
export async function selectAlive(
  db: Queryable,
  invoices: { clientId: number; invoiceId: string }[],
): Promise<Set<string>> {
  if (invoices.length === 0) return new Set()
  const { rows } = await db.query<{ clientId: number; invoiceId: string }>({
    text: `select i.client_id as "clientId", i.invoice_id as "invoiceId"
           from unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id)
           join invoice i on i.client_id = n.client_id and i.invoice_id = n.invoice_id
           left join collection_case c on c.client_id = i.client_id and c.invoice_id = i.invoice_id
           where case when c.client_id is null then i.status = 'ACCEPTED' else c.status <> 'CLOSED' end`,
    values: [invoices.map((one) => one.clientId), invoices.map((one) => one.invoiceId)],
  })
  return new Set(rows.map(({ clientId, invoiceId }) => `${clientId} ${invoiceId}`))
}

/** References that nobody is paid by any more change hands; their rows are locked. */
export async function takeOverReferences(tx: Tx, claims: ReferenceClaim[], at: Date): Promise<void> {
  if (claims.length === 0) return
  await tx.query({
    text: `update reference_in_use r set holder_client_id = n.client_id, holder_invoice_id = n.invoice_id, since = $5
           from unnest($1::text[], $2::text[], $3::bigint[], $4::uuid[]) as n (currency, reference, client_id, invoice_id)
           where r.client_id = 0 and r.currency = n.currency and r.reference = n.reference`,
    values: [...columnsOf(claims), at],
  })
}

function columnsOf(claims: ReferenceClaim[]): unknown[][] {
  return [
    claims.map((one) => one.currency),
    claims.map((one) => one.reference),
    claims.map((one) => one.clientId),
    claims.map((one) => one.invoiceId),
  ]
}
