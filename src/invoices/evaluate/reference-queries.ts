/**
 * SQL of references in use: one small table of the operator tenant, since clients share the accounts that their debtors
 * pay to.
 */
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'

export interface ReservedReference {
  currency: string
  /** Key by core/references/reference-key.ts. */
  reference: string
  clientId: ClientId
  invoiceId: InvoiceId
}

const RESERVATIONS = bulk({ currency: 'text', reference: 'text', client_id: 'bigint', invoice_id: 'uuid' })

/** @returns those that nobody held; in one order, so that two transactions never wait for each other */
export async function insertReferences(tx: Tx, wanted: ReservedReference[], at: Date): Promise<ReservedReference[]> {
  if (wanted.length === 0) return []
  const { rows } = await tx.query<ReservedReference>({
    name: 'reserve-references',
    text: `insert into reference_in_use (client_id, currency, reference, holder_client_id, holder_invoice_id, since)
           select 0, currency, reference, client_id, invoice_id, $1 from ${RESERVATIONS.from(2)}
           order by currency, reference
           on conflict do nothing
           returning currency, reference, holder_client_id as "clientId", holder_invoice_id as "invoiceId"`,
    values: [at, ...RESERVATIONS.values(wanted)],
  })
  return rows
}

const REFERENCES = bulk({ currency: 'text', reference: 'text' })

/** Returns the present holders of these references. @param lock so that no other transaction takes one over meanwhile */
export async function selectHolders(
  db: Queryable,
  wanted: Pick<ReservedReference, 'currency' | 'reference'>[],
  lock: boolean,
): Promise<ReservedReference[]> {
  if (wanted.length === 0) return []
  const { rows } = await db.query<ReservedReference>({
    text: `select r.currency, r.reference, holder_client_id as "clientId", holder_invoice_id as "invoiceId"
           from ${REFERENCES.from(1)}
           join reference_in_use r on r.client_id = 0 and r.currency = n.currency and r.reference = n.reference
           order by r.currency, r.reference ${lock ? 'for no key update of r' : ''}`,
    values: REFERENCES.values(wanted),
  })
  return rows
}

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

/**
 * Returns those invoices that are paid by their reference: the case is open, or is still to open when the invoice has
 * been distributed. "client invoice".
 */
export async function selectAlive(
  db: Queryable,
  invoices: { clientId: ClientId; invoiceId: InvoiceId }[],
): Promise<Set<string>> {
  if (invoices.length === 0) return new Set()
  const { rows } = await db.query<{ clientId: ClientId; invoiceId: InvoiceId }>({
    text: `select i.client_id as "clientId", i.invoice_id as "invoiceId"
           from ${INVOICE_KEYS.from(1)}
           join invoice i on i.client_id = n.client_id and i.invoice_id = n.invoice_id
           left join collection_case c on c.client_id = i.client_id and c.invoice_id = i.invoice_id
           where case when c.client_id is null then i.status = 'ACCEPTED' else c.status <> 'CLOSED' end`,
    values: INVOICE_KEYS.values(invoices),
  })
  return new Set(rows.map(({ clientId, invoiceId }) => `${clientId} ${invoiceId}`))
}

/** References that nobody is paid by any more change hands; their rows are locked. */
export async function takeOverReferences(tx: Tx, wanted: ReservedReference[], at: Date): Promise<void> {
  if (wanted.length === 0) return
  await tx.query({
    text: `update reference_in_use r set holder_client_id = n.client_id, holder_invoice_id = n.invoice_id, since = $1
           from ${RESERVATIONS.from(2)}
           where r.client_id = 0 and r.currency = n.currency and r.reference = n.reference`,
    values: [at, ...RESERVATIONS.values(wanted)],
  })
}
