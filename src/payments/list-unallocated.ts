import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { type Claim, claimOn, totalOf } from '../claims/claim.ts'
import type { Case } from '../claims/case.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Ctx } from '../platform/context.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { namedCases, namesGivenBy } from './candidates/named-cases.ts'
import { type OtherEntry, selectOthers } from './doubt-queries.ts'
import { type WaitingRow, selectHeldPayments, selectWaitingEntries } from './list-queries.ts'
import { REASONS } from './states.ts'

const CANDIDATES_MAX = 5

export interface Waiting
  extends Omit<WaitingRow, 'waiting' | 'amount' | 'sameAs' | 'searchText' | 'reportedReferences'> {
  /** Major units. */
  waiting: number
  amount: number
  /** The reason in words. */
  why: string
  /** The entry that it perhaps is. */
  perhapsSameAs: (Omit<OtherEntry, 'amount'> & { amount: number }) | null
  /** Cases that it may be for, by what the payer gave. */
  candidates: {
    clientId: ClientId
    caseId: CaseId
    invoiceNumber: number
    status: string
    currency: string
    owed: number | null
  }[]
}

/**
 * Lists money that needs review, as of one moment: entries that are nobody's yet first, then rests of payments; oldest
 * first.
 */
export function listUnallocated(ctx: Ctx, limit: number): Promise<Waiting[]> {
  return withSnapshot(ctx.platform.pool, (db) => listWithin(ctx, db, limit))
}

async function listWithin(ctx: Ctx, db: Queryable, limit: number): Promise<Waiting[]> {
  const entries = await selectWaitingEntries(db, limit)
  const payments = entries.length < limit ? await selectHeldPayments(db, limit - entries.length) : []
  const others = await selectOthers(
    db,
    entries.flatMap(({ sameAs }) => sameAs ?? []),
  )
  const waiting: Waiting[] = []
  for (const row of [...entries, ...payments]) {
    const { sameAs, searchText: _text, reportedReferences: _told, ...shown } = row
    const other = sameAs === null ? undefined : others.get(sameAs)
    waiting.push({
      ...shown,
      perhapsSameAs: other === undefined ? null : { ...other, amount: minorToNumber(BigInt(other.amount)) },
      waiting: minorToNumber(BigInt(row.waiting)),
      amount: minorToNumber(BigInt(row.amount)),
      why: REASONS[row.reason],
      candidates: await candidatesOf(ctx, db, row),
    })
  }
  return waiting
}

async function candidatesOf(ctx: Ctx, db: Queryable, row: WaitingRow): Promise<Waiting['candidates']> {
  const named = await namedCases(db, row.clientId, namesGivenBy(row))
  const candidates = []
  for (const one of named.slice(0, CANDIDATES_MAX)) candidates.push(await candidate(ctx, db, one, row.paymentDate))
  return candidates
}

async function candidate(
  ctx: Ctx,
  db: Queryable,
  debt: Case,
  onDate: CivilDate,
): Promise<Waiting['candidates'][number]> {
  const { clientId, caseId, invoiceNumber, status, currency } = debt
  const claim = await claimOn(ctx, db, debt, onDate).catch((error: unknown): Claim | undefined => {
    if (error instanceof LawError) return undefined
    throw error
  })
  const owed = claim === undefined ? null : minorToNumber(totalOf(claim))
  return { clientId, caseId, invoiceNumber, status, currency, owed }
}
