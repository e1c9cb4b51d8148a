/**
 * One data key for each debtor of a client. Documents about the debtor are sealed with it, and erasing the debtor deletes
 * it. A debtor is found by a blind index: the keyed hash of its identity. A buyer without an identity has a key for each
 * invoice.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { randomBytes } from 'node:crypto'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { keyedHash } from '../platform/keyed-hash.ts'
import { newId } from '../platform/new-id.ts'
import { type Identifiable, identityOf } from './identity.ts'
import {
  type InvoiceName,
  insertKeys,
  selectBuyers,
  selectErasure,
  selectInvoiceKeys,
  selectKeyIds,
  selectKeys,
  writeInvoiceKeys,
} from './queries.ts'

const KEY_BYTES = 32

/** An invoice whose buyer is the debtor. */
export interface Owner extends InvoiceName {
  /** Given where the invoice is not stored yet, or is being replaced. */
  buyer?: Identifiable | undefined
}

export interface DataKey {
  keyId: string
  key: Buffer
}

/** Returns the data key of each owner, made where there is none. @throws AppError GONE it was erased */
export async function dataKeysOf(platform: Platform, db: Queryable, owners: readonly Owner[]): Promise<DataKey[]> {
  if (owners.length === 0) return []
  const named = await keyIdsOf(platform, db, owners)
  const keys = await openKeys(
    platform,
    db,
    owners.map((owner) => ({ clientId: owner.clientId, keyId: keyIdIn(named, owner) })),
  )
  return owners.map((owner) => {
    const keyId = keyIdIn(named, owner)
    const key = keys.get(keyId)
    if (!Buffer.isBuffer(key)) throw erased(key?.erasedAt)
    return { keyId, key }
  })
}

/** Opens keys by their ids; in the place of one that was erased, when. */
export async function openKeys(
  { secrets }: Platform,
  db: Queryable,
  keys: readonly { clientId: ClientId; keyId: string }[],
): Promise<Map<string, Buffer | { erasedAt: Date | null }>> {
  if (keys.length === 0) return new Map()
  const rows = await selectKeys(db, [...new Map(keys.map((one) => [one.keyId, one])).values()])
  return new Map(
    rows.map(({ clientId, keyId, sealed, erasedAt }) => [
      keyId,
      sealed === null ? { erasedAt } : Buffer.from(secrets.open(sealContext(clientId, keyId), sealed), 'base64'),
    ]),
  )
}

/** @throws AppError GONE the debtor of the invoice was erased */
export async function requireNotErased(db: Queryable, invoice: InvoiceName): Promise<void> {
  const at = await selectErasure(db, invoice)
  if (at !== undefined) throw erased(at)
}

export function erased(at: Date | null | undefined): AppError {
  const when = at === null || at === undefined ? '' : ` on ${at.toISOString().slice(0, 10)}`
  return new AppError('GONE', `The personal data of this debtor was erased${when}: its stored data no longer exists.`)
}

/** Returns the key of each invoice by its id, and notes it; a debtor without a key gets one. */
export async function keyIdsOf(
  platform: Platform,
  db: Queryable,
  owners: readonly Owner[],
): Promise<Map<string, string>> {
  const known = owners.filter(({ buyer }) => buyer === undefined)
  const rows = known.length === 0 ? [] : await selectInvoiceKeys(db, known)
  const found = new Map(rows.map((row) => [nameOf(row), row.keyId]))
  const missing = owners.filter((owner) => owner.buyer !== undefined || !found.has(nameOf(owner)))
  if (missing.length === 0) return found
  const blind = await blindIndexes(platform, db, missing)
  const fresh = blind.map(({ clientId, blindIndex }) => {
    const keyId = newId()
    const sealed = platform.secrets.seal(sealContext(clientId, keyId), randomBytes(KEY_BYTES).toString('base64'))
    return { clientId, keyId, blindIndex, sealed }
  })
  let ids = await selectKeyIds(db, blind)
  if (ids.length < new Set(blind.map(indexName)).size) {
    await insertKeys(db, fresh, platform.clock.now())
    ids = await selectKeyIds(db, blind)
  }
  const idOf = new Map(ids.map((row) => [indexName(row), row.keyId]))
  const named = blind.map((one) => ({ ...one, keyId: idOf.get(indexName(one)) ?? '' }))
  await writeInvoiceKeys(db, [...new Map(named.map((one) => [nameOf(one), one])).values()])
  for (const one of named) found.set(nameOf(one), one.keyId)
  return found
}

async function blindIndexes(
  platform: Platform,
  db: Queryable,
  owners: readonly Owner[],
): Promise<(InvoiceName & { blindIndex: Buffer })[]> {
  const stored = owners.filter(({ buyer }) => buyer === undefined)
  const rows = stored.length === 0 ? [] : await selectBuyers(db, stored)
  const buyers = new Map(rows.map((row) => [nameOf(row), row.buyer]))
  const indexes: (InvoiceName & { blindIndex: Buffer })[] = []
  for (const { clientId, invoiceId, buyer } of owners) {
    const identity = identityOf(buyer ?? buyers.get(nameOf({ clientId, invoiceId })) ?? {}) ?? `invoice ${invoiceId}`
    indexes.push({ clientId, invoiceId, blindIndex: await keyedHash(platform, db, `debtor of ${clientId}`, identity) })
  }
  return indexes
}

function keyIdIn(named: Map<string, string>, owner: InvoiceName): string {
  const keyId = named.get(nameOf(owner))
  if (keyId === undefined) throw new Error(`invoice ${owner.invoiceId} has no key`)
  return keyId
}

function nameOf({ clientId, invoiceId }: InvoiceName): string {
  return `${clientId} ${invoiceId}`
}

function indexName({ clientId, blindIndex }: { clientId: ClientId; blindIndex: Buffer }): string {
  return `${clientId} ${blindIndex.toString('hex')}`
}

/** Bound in: a key that is copied to another row does not open there. */
function sealContext(clientId: ClientId, keyId: string): string {
  return `personal key ${clientId} ${keyId}`
}
