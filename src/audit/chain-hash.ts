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

/** A link of the chain of a client, which holds the entries that one statement wrote. */
export interface Link {
  number: number
  hash: Buffer
}

/** Before the first link of a client. */
export const BEGINNING: Link = { number: 0, hash: Buffer.alloc(32) }

/** The hash of the link that follows `before` and holds `entries`, in their order. */
export function hashOfLink(
  platform: Platform,
  db: Queryable,
  before: Link,
  entries: readonly HashedEntry[],
): Promise<Buffer> {
  const contents = entries.map(
    ({ clientId, auditId, at, actor, requestId, token, remoteAddress, action, subject, details }) => [
      ...[clientId, auditId, at, actor, requestId, token, remoteAddress, action, subject, details],
    ],
  )
  const content = [before.number + 1, before.hash.toString('hex'), ...contents]
  return keyedHash(platform, db, 'audit link', JSON.stringify(content))
}

/** The seal of the end of a client's chain. */
export function sealOfEnd(
  platform: Platform,
  db: Queryable,
  clientId: ClientId,
  { number, hash }: Link,
): Promise<Buffer> {
  return keyedHash(platform, db, 'audit end', `${clientId} ${number} ${hash.toString('hex')}`)
}
