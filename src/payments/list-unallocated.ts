import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { type Claim, claimOn, totalOf } from '../claims/claim.ts'
import { selectCasesByNumber, selectCasesByReference } from '../claims/queries.ts'
import { selectOpenCasesByInvoiceNumber } from '../claims/find-queries.ts'
import type { Case } from '../claims/case.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Ctx } from '../platform/context.ts'
import { keysInText, numbersIn } from './match/entry-keys.ts'
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

/** Money that needs review: entries that are nobody's yet first, then rests of payments; oldest first. */
export async function listUnallocated(ctx: Ctx, limit: number): Promise<Waiting[]> {
  const { pool } = ctx.platform
  const entries = await selectWaitingEntries(pool, limit)
  const payments = entries.length < limit ? await selectHeldPayments(pool, limit - entries.length) : []
  const others = await selectOthers(
    pool,
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
      candidates: await candidatesOf(ctx, row),
    })
  }
  return waiting
}

async function candidatesOf(ctx: Ctx, row: WaitingRow): Promise<Waiting['candidates']> {
  const { pool } = ctx.platform
  const texts = [
    row.reference,
    row.searchText ?? row.message,
    ...(row.reportedReferences ?? []).map(({ value }) => value),
  ]
  const keys = texts.flatMap((text) => (text === null ? [] : [referenceKey(text), ...keysInText(text)]))
  const numbers = numbersIn(texts)
  const named = keys.length === 0 ? [] : await selectCasesByReference(pool, keys)
  const numbered =
    numbers.length === 0
      ? []
      : row.clientId === null
        ? await selectOpenCasesByInvoiceNumber(pool, numbers)
        : await selectCasesByNumber(pool, row.clientId, numbers)
  const cases = [...new Map([...named, ...numbered].map((one) => [one.caseId, one])).values()]
  const own = cases
    .filter(({ clientId }) => row.clientId === null || clientId === row.clientId)
    .slice(0, CANDIDATES_MAX)
  return Promise.all(own.map((one) => candidate(ctx, one, row.paymentDate)))
}

async function candidate(ctx: Ctx, debt: Case, onDate: CivilDate): Promise<Waiting['candidates'][number]> {
  const { clientId, caseId, invoiceNumber, status, currency } = debt
  const claim = await claimOn(ctx, ctx.platform.pool, debt, onDate).catch((error: unknown): Claim | undefined => {
    if (error instanceof LawError) return undefined
    throw error
  })
  const owed = claim === undefined ? null : minorToNumber(totalOf(claim))
  return { clientId, caseId, invoiceNumber, status, currency, owed }
}
