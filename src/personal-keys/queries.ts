/** SQL of the keys of debtors, and of the invoices that they are of. */
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { Identifiable } from './identity.ts'

export interface InvoiceName {
  clientId: ClientId
  invoiceId: InvoiceId
}

const INVOICES = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

/** Buyers of stored invoices. */
export async function selectBuyers(
  db: Queryable,
  invoices: readonly InvoiceName[],
): Promise<(InvoiceName & { buyer: Identifiable | null })[]> {
  const { rows } = await db.query<InvoiceName & { buyer: Identifiable | null }>({
    text: `select i.client_id as "clientId", i.invoice_id as "invoiceId",
                  i.payload #> '{invoice,parties,buyerParty}' as buyer
           from ${INVOICES.from(1)}
           join invoice i on i.client_id = n.client_id and i.invoice_id = n.invoice_id`,
    values: INVOICES.values(invoices),
  })
  return rows
}

/** The keys that invoices have by now. */
export async function selectInvoiceKeys(
  db: Queryable,
  invoices: readonly InvoiceName[],
): Promise<(InvoiceName & { keyId: string })[]> {
  const { rows } = await db.query<InvoiceName & { keyId: string }>({
    text: `select k.client_id as "clientId", k.invoice_id as "invoiceId", k.key_id as "keyId"
           from ${INVOICES.from(1)}
           join invoice_key k on k.client_id = n.client_id and k.invoice_id = n.invoice_id`,
    values: INVOICES.values(invoices),
  })
  return rows
}

export interface NewKey {
  clientId: ClientId
  keyId: string
  blindIndex: Buffer
  sealed: Buffer
}

const NEW_KEYS = bulk({ client_id: 'bigint', key_id: 'uuid', blind_index: 'bytea', sealed: 'bytea' })

/** Stores keys of debtors that have none. In the order of their names: two writers never wait in a circle. */
export async function insertKeys(db: Queryable, keys: readonly NewKey[], at: Date): Promise<void> {
  await db.query({
    text: `insert into personal_key (client_id, key_id, blind_index, sealed, created_at)
           select distinct on (client_id, blind_index) client_id, key_id, blind_index, sealed, $1::timestamptz
           from ${NEW_KEYS.from(2)}
           order by client_id, blind_index
           on conflict (client_id, blind_index) do nothing`,
    values: [at, ...NEW_KEYS.values(keys)],
  })
}

const DEBTORS = bulk({ client_id: 'bigint', blind_index: 'bytea' })

/** @param names of debtors, by their blind index */
export async function selectKeyIds(
  db: Queryable,
  names: readonly Pick<NewKey, 'clientId' | 'blindIndex'>[],
): Promise<Pick<NewKey, 'clientId' | 'keyId' | 'blindIndex'>[]> {
  const { rows } = await db.query<Pick<NewKey, 'clientId' | 'keyId' | 'blindIndex'>>({
    text: `select k.client_id as "clientId", k.key_id as "keyId", k.blind_index as "blindIndex"
           from ${DEBTORS.from(1)}
           join personal_key k on k.client_id = n.client_id and k.blind_index = n.blind_index`,
    values: DEBTORS.values(names),
  })
  return rows
}

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid', key_id: 'uuid' })

/** An invoice that was replaced may have another buyer: its key is that buyer's from then on. */
export async function writeInvoiceKeys(
  db: Queryable,
  rows: readonly (InvoiceName & { keyId: string })[],
): Promise<void> {
  await db.query({
    text: `insert into invoice_key (client_id, invoice_id, key_id)
           select client_id, invoice_id, key_id
           from ${INVOICE_KEYS.from(1)}
           order by client_id, invoice_id
           on conflict (client_id, invoice_id) do update set key_id = excluded.key_id`,
    values: INVOICE_KEYS.values(rows),
  })
}

/** When the debtor of an invoice was erased; undefined: it was not. */
export async function selectErasure(db: Queryable, { clientId, invoiceId }: InvoiceName): Promise<Date | undefined> {
  const { rows } = await db.query<{ at: Date }>({
    text: `select p.erased_at as at from invoice_key k
           join personal_key p on p.client_id = k.client_id and p.key_id = k.key_id
           where k.client_id = $1 and k.invoice_id = $2 and p.erased_at is not null`,
    values: [clientId, invoiceId],
  })
  return rows[0]?.at
}

/** Deletes a key; its row stays and says when. @returns false: it was deleted before */
export async function deleteKey(tx: Tx, clientId: ClientId, keyId: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update personal_key set sealed = null, blind_index = null, erased_at = $3
           where client_id = $1 and key_id = $2 and erased_at is null`,
    values: [clientId, keyId, at],
  })
  return rowCount === 1
}

export interface KeyRow {
  clientId: ClientId
  keyId: string
  /** null: it was erased. */
  sealed: Buffer | null
  erasedAt: Date | null
}

const KEYS = bulk({ client_id: 'bigint', key_id: 'uuid' })

export async function selectKeys(
  db: Queryable,
  keys: readonly { clientId: ClientId; keyId: string }[],
): Promise<KeyRow[]> {
  const { rows } = await db.query<KeyRow>({
    text: `select k.client_id as "clientId", k.key_id as "keyId", k.sealed, k.erased_at as "erasedAt"
           from ${KEYS.from(1)}
           join personal_key k on k.client_id = n.client_id and k.key_id = n.key_id`,
    values: KEYS.values(keys),
  })
  return rows
}
