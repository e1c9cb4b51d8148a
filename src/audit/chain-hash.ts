/**
 * The hashes of the chain of the audit. The key is kept in the database, sealed with the master key: a person who
 * can write to the tables and has not the master key cannot make a hash.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { keyedHash } from '../platform/keyed-hash.ts'

/** An entry as the chain sees it: all its columns, as text. */
export interface HashedEntry {
  clientId: ClientId
  auditId: string
  /** In UTC with microseconds: the precision of the column. */
  at: string
  actor: string
  requestId: string
  token: string | null
  remoteAddress: string | null
  action: string
  subject: string
  details: string
}

/** A place in the chain of a client. */
export interface Place {
  number: number
  hash: Buffer
}

/** Before the first entry of a client. */
export const BEGINNING: Place = { number: 0, hash: Buffer.alloc(32) }

/** The hash of the entry that follows `before`. */
export function hashOfEntry(platform: Platform, db: Queryable, before: Place, entry: HashedEntry): Promise<Buffer> {
  const { clientId, auditId, at, actor, requestId, token, remoteAddress, action, subject, details } = entry
  const content = [
    ...[clientId, before.number + 1, before.hash.toString('hex'), auditId, at, actor, requestId, token, remoteAddress],
    ...[action, subject, details],
  ]
  return keyedHash(platform, db, 'audit entry', JSON.stringify(content))
}

/** The seal of the end of a client's chain. */
export function sealOfEnd(
  platform: Platform,
  db: Queryable,
  clientId: ClientId,
  { number, hash }: Place,
): Promise<Buffer> {
  return keyedHash(platform, db, 'audit end', `${clientId} ${number} ${hash.toString('hex')}`)
}
