import type { ClientId } from '@saatava/core/ids.ts'
import { hashOfWords } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { BEGINNING, type HashedEntry, type Link, hashOfLink, sealOfEnd } from './chain-hash.ts'
import {
  type NoteRow,
  type LinkRow,
  clientsWithAudit,
  countWaiting,
  entryOutsideChain,
  headOf,
  pageOfChain,
  pageOfNotes,
} from './verify-queries.ts'

const PAGE = 2_000
const NO_ID = '00000000-0000-0000-0000-000000000000'

/** The first thing of a client's audit that is wrong. */
interface AuditFault {
  kind: 'CHANGED' | 'MISSING' | 'DOUBLED' | 'INSERTED' | 'CUT' | 'NOTE'
  /** The link of the chain; null for what has none. */
  number: number | null
  auditId: string | null
  says: string
}

export interface AuditProof {
  clientId: ClientId
  /** Entries that are proved, from the first one. */
  entries: number
  /** The hash of the last link of them: who notes it elsewhere can see later that the chain still holds it. */
  hash: string
  /** Entries that are written and not chained yet. */
  waiting: number
  fault: AuditFault | null
}

/**
 * Proves the audit of one client, or of all and of the agency: no entry was changed, taken out, put in or moved since it was
 * chained. Each proof reads one moment. @throws AppError NOT_FOUND no such client
 */
export async function verifyAudit(ctx: Ctx, input: { clientId?: ClientId | undefined }): Promise<AuditProof[]> {
  const { pool } = ctx.platform
  const all = await clientsWithAudit(pool)
  const { clientId } = input
  if (clientId !== undefined && clientId !== 0 && !all.includes(clientId))
    throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
  const proofs: AuditProof[] = []
  for (const one of clientId === undefined ? all : [clientId])
    proofs.push(await withSnapshot(pool, (db) => prove(ctx, db, one)))
  return proofs
}

async function prove(ctx: Ctx, db: Queryable, clientId: ClientId): Promise<AuditProof> {
  const { end, entries, fault } = await walk(ctx, db, clientId)
  const { waiting, gone } = await countWaiting(db, clientId)
  const found =
    fault ??
    (await faultOfEnd(ctx, db, clientId, end, waiting)) ??
    (gone === null ? undefined : faultOf('MISSING', null, gone, 'the entry was deleted before it had its number')) ??
    (await faultOutside(db, clientId)) ??
    (await faultOfNotes(db, clientId))
  return { clientId, entries, hash: end.hash.toString('hex'), waiting, fault: found ?? null }
}

/** Goes along the chain until its end or the first link that is wrong. */
async function walk(
  ctx: Ctx,
  db: Queryable,
  clientId: ClientId,
): Promise<{ end: Link; entries: number; fault?: AuditFault }> {
  let end = BEGINNING
  let seq = 0
  let entries = 0
  for (;;) {
    const page = await pageOfChain(db, clientId, { number: end.number, seq }, PAGE)
    if (page.length === 0) return { end, entries }
    for (const [first, ...rest] of Map.groupBy(page, (row) => row.seq).values()) {
      if (first === undefined) continue
      const rows: [LinkRow, ...LinkRow[]] = [first, ...rest]
      const fault = await faultOfLink(ctx, db, end, rows)
      if (fault !== undefined) return { end, entries, fault }
      end = { number: first.number, hash: first.hash }
      seq = first.seq
      entries += rows.length
    }
  }
}

async function faultOfLink(
  ctx: Ctx,
  db: Queryable,
  before: Link,
  rows: [LinkRow, ...LinkRow[]],
): Promise<AuditFault | undefined> {
  const [{ chainedId, number, hash }] = rows
  const expected = before.number + 1
  if (number < expected) return faultOf('DOUBLED', number, chainedId, `number ${number} was given twice`)
  if (number > expected) return faultOf('MISSING', expected, null, `number ${expected} is not in the chain`)
  const gone = rows.find((row) => !isThere(row))
  if (gone !== undefined) return faultOf('MISSING', number, gone.chainedId, 'the entry was deleted')
  if (hash.equals(await hashOfLink(ctx.platform, db, before, rows.filter(isThere)))) return undefined
  const many = rows.length === 1 ? 'the entry' : `one of ${rows.length} entries that were written together`
  return faultOf('CHANGED', number, chainedId, `${many}, the place or the hash was changed`)
}

function isThere(row: LinkRow): row is LinkRow & HashedEntry {
  return row.auditId !== null
}

async function faultOfEnd(
  ctx: Ctx,
  db: Queryable,
  clientId: ClientId,
  end: Link,
  waiting: number,
): Promise<AuditFault | undefined> {
  const head = await headOf(db, clientId)
  if (head === undefined) {
    const isEmpty = end.number === 0 && (waiting > 0 || clientId === 0)
    return isEmpty ? undefined : faultOf('CUT', end.number, null, 'the end of the chain is gone')
  }
  if (head.number > end.number)
    return faultOf(
      'MISSING',
      end.number + 1,
      null,
      `the chain reached number ${head.number}; its last part was deleted`,
    )
  const seal = await sealOfEnd(ctx.platform, db, clientId, end)
  if (head.number === end.number && head.hash.equals(end.hash) && head.seal.equals(seal)) return undefined
  return faultOf('CUT', end.number, null, 'the end of the chain was changed')
}

async function faultOutside(db: Queryable, clientId: ClientId): Promise<AuditFault | undefined> {
  const auditId = await entryOutsideChain(db, clientId)
  return auditId === undefined ? undefined : faultOf('INSERTED', null, auditId, 'the entry is not in the chain')
}

/** Words that were erased are no fault; words that are others than those of the entry are. */
async function faultOfNotes(db: Queryable, clientId: ClientId): Promise<AuditFault | undefined> {
  let last = { auditId: NO_ID, pointer: '' }
  for (;;) {
    const notes = await pageOfNotes(db, clientId, last, PAGE)
    const wrong = notes.find((note) => hashOfWords(note.hashKey, note.words) !== valueAt(note))
    if (wrong !== undefined) return faultOf('NOTE', null, wrong.auditId, `the words at ${wrong.pointer} were changed`)
    const end = notes.at(-1)
    if (end === undefined || notes.length < PAGE) return undefined
    last = end
  }
}

function valueAt({ details, pointer }: NoteRow): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], details)
}

function faultOf(kind: AuditFault['kind'], number: number | null, auditId: string | null, says: string): AuditFault {
  return { kind, number, auditId, says }
}
