/** SQL of the list of debtors, and of one debtor. Each order is answered by an index that has it. */
import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { DebtorMark } from '@saatava/law/debtor-marks.ts'
import type { Queryable } from '../platform/database.ts'
import { type Contact, type ContactField, type ContactSource, readContact } from './contact.ts'
import type { DebtorKey, DebtorKind } from './debtor.ts'

export const DEBTOR_SORTS = ['name', '-name', 'updatedAt', '-updatedAt'] as const
export type DebtorSort = (typeof DEBTOR_SORTS)[number]

export interface DebtorFilter {
  /** The beginning of the name or of one of its words, as name-keys.ts writes it. */
  nameKey: string | undefined
  /** Debtors with these alone, as found by an exact match. */
  debtorIds: readonly DebtorId[] | undefined
  mark: DebtorMark | undefined
  hasOpenCases: boolean | undefined
  updatedSince: Date | undefined
}

/** The place of a debtor in a list: its value in the order, and its id, which distinguishes rows of one value. */
export interface DebtorPlace {
  key: string
  debtorId: DebtorId
}

export interface DebtorPage {
  sort: DebtorSort
  /** Undefined: from the beginning. */
  after: DebtorPlace | undefined
  limit: number
}

const OPEN_CASE = `exists (select from collection_case c
  where c.client_id = $1 and c.debtor_id = d.debtor_id and c.status <> 'CLOSED')`

/** The places of a page, in order. */
export function placesOfDebtors(
  db: Queryable,
  clientId: ClientId,
  filter: DebtorFilter,
  page: DebtorPage,
): Promise<DebtorPlace[]> {
  const { nameKey } = filter
  return nameKey === undefined
    ? placesInOrder(db, clientId, filter, page)
    : placesByName(db, clientId, { ...filter, nameKey }, page)
}

async function placesInOrder(
  db: Queryable,
  clientId: ClientId,
  filter: DebtorFilter,
  { sort, after, limit }: DebtorPage,
): Promise<DebtorPlace[]> {
  const { than, by } = sort.startsWith('-') ? BACKWARDS : FORWARDS
  const { column, type } = sort.endsWith('name') ? BY_NAME : BY_CHANGE
  const found = conditionsOf(filter, [clientId, limit])
  found.after(after, (key, id) => `and (d.${column}, d.debtor_id) ${than} (${key}::${type}, ${id}::uuid)`)
  const { rows } = await db.query<DebtorPlace>({
    text: `select d.${column}::text as key, d.debtor_id as "debtorId" from debtor d
           where d.client_id = $1 ${found.where.join(' ')}
           order by d.${column} ${by}, d.debtor_id ${by} limit $2`,
    values: found.values,
  })
  return rows
}

/** A range, because the planner uses no index for "like" behind the policies. A debtor is listed once, by its first name. */
async function placesByName(
  db: Queryable,
  clientId: ClientId,
  filter: DebtorFilter & { nameKey: string },
  { sort, after, limit }: DebtorPage,
): Promise<DebtorPlace[]> {
  const { than, by } = sort.startsWith('-') ? BACKWARDS : FORWARDS
  const found = conditionsOf(filter, [clientId, limit, filter.nameKey, endOf(filter.nameKey)])
  found.after(after, (key, id) => `and (n.name_key, n.debtor_id) ${than} (${key}::text, ${id}::uuid)`)
  const { rows } = await db.query<DebtorPlace>({
    text: `select n.name_key as key, n.debtor_id as "debtorId"
           from debtor_name n join debtor d on d.client_id = n.client_id and d.debtor_id = n.debtor_id
           where n.client_id = $1 and n.name_key >= $3 and n.name_key < $4
             and not exists (select from debtor_name o where o.client_id = $1 and o.debtor_id = n.debtor_id
                             and o.name_key >= $3 and o.name_key < n.name_key)
             ${found.where.join(' ')}
           order by n.name_key ${by}, n.debtor_id ${by} limit $2`,
    values: found.values,
  })
  return rows
}

const FORWARDS = { than: '>', by: 'asc' } as const
const BACKWARDS = { than: '<', by: 'desc' } as const
const BY_NAME = { column: 'name_key', type: 'text' } as const
const BY_CHANGE = { column: 'updated_at', type: 'timestamptz' } as const

/** The first text behind all that begin so. */
function endOf(nameKey: string): string {
  return `${nameKey}\u{10ffff}`
}

interface Conditions {
  where: string[]
  values: unknown[]
  after(place: DebtorPlace | undefined, condition: (key: string, id: string) => string): void
}

/** @param fixed parameters that the statement itself names, from $1 */
function conditionsOf(filter: DebtorFilter, fixed: readonly unknown[]): Conditions {
  const where: string[] = []
  const values = [...fixed]
  const on = (value: unknown, condition: (parameter: string) => string) => {
    if (value !== undefined) where.push(condition(`$${values.push(value)}`))
  }
  on(filter.debtorIds, (p) => `and d.debtor_id = any(${p}::uuid[])`)
  on(
    filter.mark,
    (p) => `and d.debtor_id in (select m.debtor_id from debtor_mark m
      where m.client_id = $1 and m.mark = ${p} and m.lifted_at is null)`,
  )
  on(filter.updatedSince, (p) => `and d.updated_at >= ${p}::timestamptz`)
  if (filter.hasOpenCases !== undefined) where.push(filter.hasOpenCases ? `and ${OPEN_CASE}` : `and not ${OPEN_CASE}`)
  return {
    where,
    values,
    after(place, condition) {
      if (place !== undefined) where.push(condition(`$${values.push(place.key)}`, `$${values.push(place.debtorId)}`))
    },
  }
}

/** The name by which a debtor is listed; undefined where it has none any more. @param nameKey the beginning that is asked for */
export async function selectListedName(
  db: Queryable,
  { clientId, debtorId }: DebtorKey,
  nameKey: string | undefined,
): Promise<string | undefined> {
  const { rows } = await db.query<{ nameKey: string | null }>({
    text:
      nameKey === undefined
        ? `select d.name_key as "nameKey" from debtor d where d.client_id = $1 and d.debtor_id = $2 and $3::text is null`
        : `select min(n.name_key) as "nameKey" from debtor_name n
           where n.client_id = $1 and n.debtor_id = $2 and n.name_key >= $3`,
    values: [clientId, debtorId, nameKey ?? null],
  })
  return rows[0]?.nameKey ?? undefined
}

/** The debtors that bear an identity. */
export async function selectBearers(db: Queryable, clientId: ClientId, identity: Buffer): Promise<DebtorId[]> {
  const { rows } = await db.query<{ debtorId: DebtorId }>({
    text: `select debtor_id as "debtorId" from debtor_identity where client_id = $1 and identity = $2 order by debtor_id`,
    values: [clientId, identity],
  })
  return rows.map(({ debtorId }) => debtorId)
}

export interface DebtorRow extends DebtorKey {
  kind: DebtorKind
  /** Empty where it was erased. */
  name: string
  /** Sealed. */
  nationalId: Buffer | null
  businessId: string | null
  customerNumbers: string[]
  contact: Contact
  openCases: number
  createdAt: Date
  updatedAt: Date
}

/** Debtors of one client, by their ids, in no order. */
export async function selectDebtors(
  db: Queryable,
  clientId: ClientId,
  debtorIds: readonly DebtorId[],
): Promise<DebtorRow[]> {
  const { rows } = await db.query<Omit<DebtorRow, 'contact'> & { contact: unknown }>({
    text: `select d.client_id as "clientId", d.debtor_id as "debtorId", d.kind, d.name, d.national_id as "nationalId",
                  d.business_id as "businessId", d.customer_numbers as "customerNumbers", d.contact,
                  d.created_at as "createdAt", d.updated_at as "updatedAt",
                  (select count(*)::integer from collection_case c
                   where c.client_id = $1 and c.debtor_id = d.debtor_id and c.status <> 'CLOSED') as "openCases"
           from debtor d where d.client_id = $1 and d.debtor_id = any($2::uuid[])`,
    values: [clientId, debtorIds],
  })
  return rows.map((row) => ({
    ...row,
    contact: readContact(row.contact, `client ${clientId}, debtor ${row.debtorId}`),
  }))
}

export interface ContactHistoryRow {
  field: ContactField
  value: Contact | null
  source: ContactSource
  changedBy: string
  changedAt: Date
}

/** The latest `limit` changes of the contact, the newest first. */
export async function selectContactHistory(
  db: Queryable,
  { clientId, debtorId }: DebtorKey,
  limit: number,
): Promise<ContactHistoryRow[]> {
  const { rows } = await db.query<Omit<ContactHistoryRow, 'value'> & { value: unknown }>({
    text: `select field, value, source, changed_by as "changedBy", changed_at as "changedAt" from debtor_contact
           where client_id = $1 and debtor_id = $2 order by contact_id desc limit $3`,
    values: [clientId, debtorId, limit],
  })
  return rows.map((row) => ({
    ...row,
    value: row.value === null ? null : readContact(row.value, `client ${clientId}, debtor ${debtorId}`),
  }))
}

/** Debtors of all clients that are one person, by one of them. For the agency. */
export async function selectSamePerson(db: Queryable, { clientId, debtorId }: DebtorKey): Promise<DebtorKey[]> {
  const { rows } = await db.query<DebtorKey>({
    text: `select o.client_id as "clientId", o.debtor_id as "debtorId" from debtor d
           join debtor o on o.person_index = d.person_index
           where d.client_id = $1 and d.debtor_id = $2 order by o.client_id, o.debtor_id`,
    values: [clientId, debtorId],
  })
  return rows
}

/** Debtors of all clients with one of these ids. For the agency. */
export async function selectByPerson(db: Queryable, indexes: readonly Buffer[], limit: number): Promise<DebtorKey[]> {
  const { rows } = await db.query<DebtorKey>({
    text: `select client_id as "clientId", debtor_id as "debtorId" from debtor where person_index = any($1::bytea[])
           order by client_id, debtor_id limit $2`,
    values: [indexes, limit],
  })
  return rows
}

/** Debtors of all clients whose name, or a word of it, begins so: a read of the index for each client. For the agency. */
export async function selectByName(db: Queryable, nameKey: string, limit: number): Promise<DebtorKey[]> {
  const { rows } = await db.query<DebtorKey>({
    text: `select distinct f.client_id as "clientId", f.debtor_id as "debtorId" from client c cross join lateral (
             select n.client_id, n.debtor_id from debtor_name n
             where n.client_id = c.client_id and n.name_key >= $1 and n.name_key < $2
             order by n.name_key, n.debtor_id limit $3) f
           order by 1, 2 limit $3`,
    values: [nameKey, endOf(nameKey), limit],
  })
  return rows
}
