import type { ClientId } from '@saatava/core/ids.ts'
import { hashOfWords } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { BEGINNING, type HashedEntry, type Place, hashOfEntry, sealOfEnd } from './chain-hash.ts'
import {
  type NoteRow,
  type PlaceRow,
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
  /** The place in the chain; null for what has none. */
  number: number | null
  auditId: string | null
  says: string
}

export interface AuditProof {
  clientId: ClientId
  /** Entries that are proved, from the first one. */
  entries: number
  /** The hash of the last one of them: who notes it elsewhere can see later that the chain still holds it. */
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
  const { end, fault } = await walk(ctx, db, clientId)
  const { waiting, gone } = await countWaiting(db, clientId)
  const found =
    fault ??
    (await faultOfEnd(ctx, db, clientId, end, waiting)) ??
    (gone === null ? undefined : faultOf('MISSING', null, gone, 'the entry was deleted before it had its number')) ??
    (await faultOutside(db, clientId)) ??
    (await faultOfNotes(db, clientId))
  return { clientId, entries: end.number, hash: end.hash.toString('hex'), waiting, fault: found ?? null }
}

/** Goes along the chain until its end or the first place that is wrong. */
async function walk(ctx: Ctx, db: Queryable, clientId: ClientId): Promise<{ end: Place; fault?: AuditFault }> {
  let end = BEGINNING
  let auditId = NO_ID
  for (;;) {
    const rows = await pageOfChain(db, clientId, { number: end.number, auditId }, PAGE)
    for (const row of rows) {
      const fault = await faultOfPlace(ctx, db, end, row)
      if (fault !== undefined) return { end, fault }
      end = { number: row.number, hash: row.hash }
      auditId = row.chainedId
    }
    if (rows.length < PAGE) return { end }
  }
}

async function faultOfPlace(ctx: Ctx, db: Queryable, before: Place, row: PlaceRow): Promise<AuditFault | undefined> {
  const { chainedId, number } = row
  const expected = before.number + 1
  if (number < expected) return faultOf('DOUBLED', number, chainedId, `number ${number} was given twice`)
  if (number > expected) return faultOf('MISSING', expected, null, `number ${expected} is not in the chain`)
  if (!isThere(row)) return faultOf('MISSING', number, chainedId, 'the entry was deleted')
  const hash = await hashOfEntry(ctx.platform, db, before, row)
  if (hash.equals(row.hash)) return undefined
  return faultOf('CHANGED', number, chainedId, 'the entry, its place or its hash was changed')
}

function isThere(row: PlaceRow): row is PlaceRow & HashedEntry {
  return row.auditId !== null
}

async function faultOfEnd(
  ctx: Ctx,
  db: Queryable,
  clientId: ClientId,
  end: Place,
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
