/**
 * Ids of what a voucher names: Tripletex knows accounts, VAT types, customers, departments and projects by ids of each
 * company. An id is kept for a while; a number that was not found is asked for again.
 */
import { type Cached, cached } from '../cache.ts'
import { type Json, recordOf, textOf } from '../json.ts'
import type { Client } from './client.ts'

const FOUND_TTL_MS = 600_000

export interface Account {
  id: string
  /** CUSTOMER and VENDOR accounts take no posting without a customer or a supplier. */
  ledgerType: string
  inactive: boolean
  /** The VAT type that all postings of the account must have; undefined where any may. */
  lockedTo: VatType | undefined
}

export interface VatType {
  id: string
  number: string
  percentage: number
}

interface Named {
  id: string
  name: string
}

interface PaymentType extends Named {
  debitAccount: string | undefined
}

export interface Lookups {
  accounts: Book<Account>
  customers: Book<string>
  departments: Book<string>
  projects: Book<string>
  vatTypes: Cached<VatType[]>
  voucherTypes: Cached<Named[]>
  paymentTypes: Cached<PaymentType[]>
  /** Forgets all: Tripletex disagrees with something of it. */
  drop(): void
}

/** Records that are looked up by their numbers. */
interface Book<T> {
  /** The values of those numbers that are there. */
  get(numbers: readonly string[], signal: AbortSignal): Promise<Map<string, T>>
  drop(): void
}

export function createLookups(client: Client): Lookups {
  const named = (path: string, field: string) =>
    cached(async (signal): Promise<Named[]> => {
      const list = await client.list(path, { fields: `id,${field}` }, signal)
      return list.map((record) => ({ id: idOf(record), name: textOf(record[field]) ?? '' }))
    }, client.now)
  const numbered = (path: string, parameter: string, field: string) =>
    createBook(client, async (number, signal) => {
      const found = await client.list(path, { [parameter]: number, fields: `id,${field}` }, signal)
      return found.flatMap((record) => (textOf(record[field]) === number ? [[number, idOf(record)] as const] : []))
    })
  const lookups = {
    accounts: createBook(client, (number, signal) => accountsOf(client, number, signal)),
    customers: numbered('/customer', 'customerAccountNumber', 'customerNumber'),
    departments: numbered('/department', 'departmentNumber', 'departmentNumber'),
    projects: numbered('/project', 'number', 'number'),
    vatTypes: cached(async (signal): Promise<VatType[]> => {
      const list = await client.list('/ledger/vatType', { fields: 'id,number,percentage' }, signal)
      return list.map(vatTypeIn)
    }, client.now),
    voucherTypes: named('/ledger/voucherType', 'name'),
    paymentTypes: cached(async (signal): Promise<PaymentType[]> => {
      const list = await client.list('/invoice/paymentType', { fields: 'id,description,debitAccount(number)' }, signal)
      return list.map((record) => ({
        id: idOf(record),
        name: textOf(record['description']) ?? '',
        debitAccount: textOf(recordOf(record['debitAccount'])['number']),
      }))
    }, client.now),
  }
  return {
    ...lookups,
    drop() {
      for (const one of Object.values(lookups)) one.drop()
    },
  }
}

/** Accounts are asked for many at a time: `numbers` is one number, or several with commas. */
async function accountsOf(client: Client, numbers: string, signal: AbortSignal) {
  const fields = 'id,number,ledgerType,isInactive,vatLocked,vatType(id,number,percentage)'
  const found = await client.list('/ledger/account', { number: numbers, fields }, signal)
  return found.map((record): [string, Account] => [
    textOf(record['number']) ?? '',
    {
      id: idOf(record),
      ledgerType: textOf(record['ledgerType']) ?? 'GENERAL',
      inactive: record['isInactive'] === true,
      lockedTo: record['vatLocked'] === true ? vatTypeIn(recordOf(record['vatType'])) : undefined,
    },
  ])
}

function createBook<T>(
  { now }: Client,
  load: (numbers: string, signal: AbortSignal) => Promise<(readonly [string, T])[]>,
): Book<T> {
  const held = new Map<string, { value: T; at: number }>()
  return {
    async get(numbers, signal) {
      const at = now().getTime()
      const missing = numbers.filter((number) => at - (held.get(number)?.at ?? -Infinity) >= FOUND_TTL_MS)
      if (missing.length > 0) {
        for (const number of missing) held.delete(number)
        const found = await load([...new Set(missing)].join(','), signal)
        for (const [number, value] of found) held.set(number, { value, at })
      }
      return new Map(
        numbers.flatMap((number) => {
          const one = held.get(number)
          return one === undefined ? [] : [[number, one.value] as const]
        }),
      )
    },
    drop: () => held.clear(),
  }
}

function vatTypeIn(record: Json): VatType {
  return { id: idOf(record), number: textOf(record['number']) ?? '', percentage: Number(record['percentage'] ?? 0) }
}

function idOf(record: Json): string {
  return textOf(record['id']) ?? ''
}
