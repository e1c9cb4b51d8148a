/** SQL of debtors: recognising them, making them, and their contact data. */
import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { type Contact, type ContactField, type ContactSource, readContact } from './contact.ts'
import type { DebtorKey, DebtorKind } from './debtor.ts'
import type { KnownIdentity, NewIdentity } from './decide-links.ts'

const IDENTITIES = bulk({ client_id: 'bigint', identity: 'bytea' })

/** The debtors that bear these identities. */
export async function selectIdentities(
  db: Queryable,
  wanted: readonly { clientId: ClientId; identity: Buffer }[],
): Promise<KnownIdentity[]> {
  const { rows } = await db.query<KnownIdentity>({
    text: `select i.client_id as "clientId", i.identity, i.debtor_id as "debtorId", d.person_index is not null as "hasId"
           from ${IDENTITIES.distinct(1)}
           join debtor_identity i on i.client_id = n.client_id and i.identity = n.identity
           join debtor d on d.client_id = i.client_id and d.debtor_id = i.debtor_id`,
    values: IDENTITIES.values(wanted),
  })
  return rows
}

const NEW_IDENTITIES = bulk({
  client_id: 'bigint',
  identity: 'bytea',
  debtor_id: 'uuid',
  kind: 'text',
  is_first: 'boolean',
})

/**
 * Stores identities, in one order for everybody. It waits for another transaction that stores one of them.
 * @returns how many were stored: the others belong to other debtors by now
 */
export async function insertIdentities(tx: Tx, identities: readonly NewIdentity[]): Promise<number> {
  const { rowCount } = await tx.query({
    text: `insert into debtor_identity (client_id, identity, debtor_id, kind, is_first)
           select client_id, identity, debtor_id, kind, is_first from ${NEW_IDENTITIES.from(1)}
           order by client_id, identity on conflict do nothing`,
    values: NEW_IDENTITIES.values(identities),
  })
  return rowCount ?? 0
}

export interface NewDebtor extends DebtorKey {
  kind: DebtorKind
  name: string
  nameKey: string
  contact: Contact
  /** Sealed. */
  nationalId: Buffer | null
  businessId: string | null
  personIndex: Buffer | null
  customerNumbers: string[]
}

const NEW_DEBTORS = bulk({
  client_id: 'bigint',
  debtor_id: 'uuid',
  kind: 'text',
  name: 'text',
  name_key: 'text',
  contact: 'json',
  national_id: 'bytea null',
  business_id: 'text null',
  person_index: 'bytea null',
  customer_numbers: 'text[]',
})

export async function insertDebtors(tx: Tx, debtors: readonly NewDebtor[], at: Date): Promise<void> {
  if (debtors.length === 0) return
  await tx.query({
    text: `insert into debtor (client_id, debtor_id, kind, name, name_key, contact, national_id, business_id, person_index,
             customer_numbers, created_at, updated_at)
           select client_id, debtor_id, kind, name, name_key, contact, national_id, business_id, person_index,
                  customer_numbers, $1::timestamptz, $1::timestamptz from ${NEW_DEBTORS.from(2)}`,
    values: [at, ...NEW_DEBTORS.values(debtors)],
  })
}

const NAMES = bulk({ client_id: 'bigint', debtor_id: 'uuid', name_key: 'text' })

export async function insertNames(tx: Tx, names: readonly (DebtorKey & { nameKey: string })[]): Promise<void> {
  if (names.length === 0) return
  await tx.query({
    text: `insert into debtor_name (client_id, debtor_id, name_key)
           select client_id, debtor_id, name_key from ${NAMES.from(1)}
           order by client_id, debtor_id, name_key on conflict do nothing`,
    values: NAMES.values(names),
  })
}

export interface LearnedIds extends DebtorKey {
  nationalId: Buffer | null
  businessId: string | null
  personIndex: Buffer | null
  customerNumber: string | null
}

const LEARNED = bulk({
  client_id: 'bigint',
  debtor_id: 'uuid',
  national_id: 'bytea null',
  business_id: 'text null',
  person_index: 'bytea null',
  customer_number: 'text null',
})

/** Adds ids and customer numbers to debtors; each debtor is named once for each number. */
export async function addIds(tx: Tx, learned: readonly LearnedIds[], at: Date): Promise<void> {
  if (learned.length === 0) return
  await tx.query({
    text: `update debtor d set national_id = coalesce(d.national_id, n.national_id), business_id = coalesce(d.business_id, n.business_id),
             person_index = coalesce(d.person_index, n.person_index),
             customer_numbers = d.customer_numbers || n.numbers, updated_at = $1
           from (select client_id, debtor_id, min(business_id) as business_id,
                   (array_agg(national_id) filter (where national_id is not null))[1] as national_id,
                   (array_agg(person_index) filter (where person_index is not null))[1] as person_index,
                   coalesce(array_agg(distinct customer_number) filter (where customer_number is not null), '{}') as numbers
                 from ${LEARNED.from(2)} group by client_id, debtor_id) n
           where d.client_id = n.client_id and d.debtor_id = n.debtor_id`,
    values: [at, ...LEARNED.values(learned)],
  })
}

const KEYS = bulk({ client_id: 'bigint', debtor_id: 'uuid' })

interface ContactRow extends DebtorKey {
  nameKey: string
  isErased: boolean
  contact: unknown
  corrected: ContactField[]
}

/** A debtor as its contact is changed. */
export interface KnownDebtor extends Omit<ContactRow, 'contact'> {
  contact: Contact
}

function knownDebtor(row: ContactRow): KnownDebtor {
  return { ...row, contact: readContact(row.contact, `client ${row.clientId}, debtor ${row.debtorId}`) }
}

/** Locks debtors against a change of their contact: cases that are opened meanwhile would not take part in it. */
export async function holdDebtors(tx: Tx, keys: readonly DebtorKey[]): Promise<KnownDebtor[]> {
  const { rows } = await tx.query<ContactRow>({
    text: `select d.client_id as "clientId", d.debtor_id as "debtorId", d.name_key as "nameKey", d.name = '' as "isErased", d.contact, d.corrected
           from ${KEYS.distinct(1)} join debtor d on d.client_id = n.client_id and d.debtor_id = n.debtor_id
           order by d.client_id, d.debtor_id for share of d`,
    values: KEYS.values(keys),
  })
  return rows.map(knownDebtor)
}

/** A debtor, locked to be changed. */
export async function lockDebtor(tx: Tx, { clientId, debtorId }: DebtorKey): Promise<KnownDebtor | undefined> {
  const { rows } = await tx.query<ContactRow>({
    text: `select client_id as "clientId", debtor_id as "debtorId", name_key as "nameKey", name = '' as "isErased", contact, corrected
           from debtor where client_id = $1 and debtor_id = $2 for no key update`,
    values: [clientId, debtorId],
  })
  return rows[0] && knownDebtor(rows[0])
}

const CONTACTS = bulk({ client_id: 'bigint', debtor_id: 'uuid', contact: 'json', corrected: 'text[]' })

export async function updateContacts(
  tx: Tx,
  debtors: readonly Pick<KnownDebtor, 'clientId' | 'debtorId' | 'contact' | 'corrected'>[],
  at: Date,
): Promise<void> {
  if (debtors.length === 0) return
  await tx.query({
    text: `update debtor d set contact = n.contact, corrected = n.corrected, updated_at = $1 from ${CONTACTS.from(2)}
           where d.client_id = n.client_id and d.debtor_id = n.debtor_id`,
    values: [at, ...CONTACTS.values(debtors)],
  })
}

export interface ContactChange extends DebtorKey {
  contactId: string
  field: ContactField
  /** The field alone; null: the debtor has none from then on. */
  value: Contact | null
  source: ContactSource
}

const CHANGES = bulk({
  client_id: 'bigint',
  debtor_id: 'uuid',
  contact_id: 'uuid',
  field: 'text',
  value: 'json null',
  source: 'text',
})

export async function insertContactChanges(
  tx: Tx,
  changes: readonly ContactChange[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  if (changes.length === 0) return
  await tx.query({
    text: `insert into debtor_contact (client_id, debtor_id, contact_id, field, value, source, changed_by, changed_at)
           select client_id, debtor_id, contact_id, field, value, source, $1, $2::timestamptz from ${CHANGES.from(3)}`,
    values: [by, at, ...CHANGES.values(changes)],
  })
}

export interface FormerContact extends DebtorKey {
  field: ContactField
  value: Contact | null
}

/** Every value that the contacts of debtors have had. */
export async function selectFormerContacts(db: Queryable, keys: readonly DebtorKey[]): Promise<FormerContact[]> {
  const { rows } = await db.query<DebtorKey & { field: ContactField; value: unknown }>({
    text: `select client_id as "clientId", debtor_id as "debtorId", field, value
           from ${KEYS.distinct(1)} join debtor_contact using (client_id, debtor_id)`,
    values: KEYS.values(keys),
  })
  return rows.map((row) => ({ ...row, value: row.value === null ? null : readValue(row.value, row) }))
}

function readValue(value: unknown, { clientId, debtorId }: { clientId: ClientId; debtorId: DebtorId }): Contact {
  return readContact(value, `client ${clientId}, debtor ${debtorId}`)
}
