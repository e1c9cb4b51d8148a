/**
 * New entries become payments, a batch in one transaction: what they name is looked up, the cases are locked in the one
 * order that everybody keeps, and what is certain is allocated. Any number of workers may do it at once. A case is
 * touched by at most one entry of a batch: a second payment of it waits for the next one, after the first.
 */
import { v7 as uuid } from 'uuid'
import type { Case } from '../claims/case.ts'
import { type Claim, lookAtClaims, postInterest } from '../claims/claim.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import { lockCaseRows, selectCasesByReference } from '../claims/queries.ts'
import { selectOpenCasesByInvoiceNumber } from '../claims/find-queries.ts'
import { sum } from '@saatava/core/money.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { type Decision, decide } from './decide.ts'
import { type Direction, directionOf } from './direction.ts'
import type { Entry } from './entry.ts'
import { type Outcome, claimNew, writeOutcomes } from './entry-queries.ts'
import type { Payment } from './payment-queries.ts'
import { noteReturnsExecuted } from './returns/note-executed.ts'
import { type Known, type Resolution, resolve, unknownOf, wantedOf } from './resolve.ts'
import type { Reason } from './states.ts'
import { type Part, writeAllocations } from './write-allocations.ts'
import { placeEntries } from './place-entries.ts'

type Paying = Extract<Decision, { kind: 'pay' }>

export interface Matched {
  claimed: number
  /** Entries that left "new". */
  done: number
  /** Taken back by the bank, or perhaps: each is looked at by itself, after this batch. */
  reversals: string[]
}

/**
 * Stages: claim → sort by direction → candidates → lock → choose → allocate → record. What another file told before was
 * recognised when the entries were stored: see store-entries.ts.
 * @param claim picks and locks the entries of the batch
 */
export async function matchBatch(ctx: Ctx, claim: (tx: Tx) => Promise<Entry[]>): Promise<Matched> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const claimed = await claim(tx)
    const { incoming, reversals, outcomes } = await sortByDirection(ctx, tx, claimed)
    await writeOutcomes(tx, outcomes)
    const taken = await matchIncoming(ctx, tx, incoming)
    await placeEntries(
      ctx,
      tx,
      claimed.map(({ entryId }) => entryId),
    )
    return {
      claimed: claimed.length,
      done: outcomes.length + taken,
      reversals: reversals.map(({ entryId }) => entryId),
    }
  })
}

interface Sorted {
  incoming: Entry[]
  reversals: Entry[]
  /** Of the others. */
  outcomes: Outcome[]
}

async function sortByDirection(ctx: Ctx, tx: Tx, entries: readonly Entry[]): Promise<Sorted> {
  const sorted: Sorted = { incoming: [], reversals: [], outcomes: [] }
  const executed = await noteReturnsExecuted(
    ctx,
    tx,
    entries.filter(({ amount }) => amount < 0n),
  )
  for (const entry of entries) {
    const direction = executed.has(entry.entryId) ? RETURN_EXECUTED : directionOf(entry)
    if (direction.kind === 'incoming') sorted.incoming.push(entry)
    else if (direction.kind === 'exact') sorted.reversals.push(entry)
    else sorted.outcomes.push(closed(entry, direction.kind === 'wait' ? 'unallocated' : 'ignored', direction.reason))
  }
  return sorted
}

/** The debit of a return that a person had ordered. */
const RETURN_EXECUTED: Direction = { kind: 'ignore', reason: 'DEBIT' }

function closed({ entryId }: Entry, state: Outcome['state'], reason: Reason): Outcome {
  return { entryId, state, reason, clientId: null, paymentId: null }
}

export function nextEntries(limit: number): (tx: Tx) => Promise<Entry[]> {
  return (tx) => claimNew(tx, limit)
}

async function matchIncoming(ctx: Ctx, tx: Tx, entries: readonly Entry[]): Promise<number> {
  const known = await look(tx, entries)
  const taken = apart(entries.map((entry) => ({ entry, resolution: resolve(entry, known) })))
  const cases = await lockCaseRows(
    tx,
    taken.flatMap(({ resolution }) => casesOf(resolution)),
  )
  const locked = new Map(cases.map((one) => [one.caseId, one]))
  // What was looked up may have been closed before it was locked.
  const now = freshly(known, locked)
  const again = taken.map(({ entry }) => ({ entry, resolution: resolve(entry, now) }))
  const decided = await decideAll(ctx, tx, again)
  await pay(ctx, tx, known, decided)
  return decided.length
}

/** What the entries may name, looked up in two statements. */
async function look(tx: Tx, entries: readonly Entry[]): Promise<Known> {
  const wanted = entries.map(wantedOf)
  const keys = [...new Set(wanted.flatMap((one) => one.keys))]
  const numbers = [...new Set(wanted.flatMap((one) => one.numbers))]
  const byReference = keys.length === 0 ? [] : await selectCasesByReference(tx, keys)
  const byNumber = numbers.length === 0 ? [] : await selectOpenCasesByInvoiceNumber(tx, numbers)
  return {
    byReference: Map.groupBy(byReference, ({ paymentReference }) => paymentReference ?? ''),
    byNumber: Map.groupBy(byNumber, ({ invoiceNumber }) => invoiceNumber),
  }
}

function freshly(known: Known, locked: ReadonlyMap<number, Case>): Known {
  const fresh = (cases: Case[]) => cases.map((one) => locked.get(one.caseId) ?? one)
  return {
    byReference: new Map([...known.byReference].map(([key, cases]) => [key, fresh(cases)])),
    byNumber: new Map(
      [...known.byNumber].map(([number, cases]) => [number, fresh(cases).filter(({ status }) => status !== 'CLOSED')]),
    ),
  }
}

interface Resolved {
  entry: Entry
  resolution: Resolution
}

/** Those of which no case is another's, who came before. */
function apart(resolved: readonly Resolved[]): Resolved[] {
  const touched = new Set<number>()
  return resolved.filter(({ resolution }) => {
    const cases = casesOf(resolution)
    if (cases.some(({ caseId }) => touched.has(caseId))) {
      // Nor may a later entry overtake this one.
      for (const { caseId } of cases) touched.add(caseId)
      return false
    }
    for (const { caseId } of cases) touched.add(caseId)
    return true
  })
}

function casesOf(resolution: Resolution): Case[] {
  if (resolution.kind === 'one') return [resolution.case]
  if (resolution.kind === 'each') return resolution.parts.map((part) => part.case)
  return resolution.kind === 'exact' ? resolution.cases : []
}

/** The decisions, with the interest of the cases that are paid in the journal up to the day of payment. */
async function decideAll(
  ctx: Ctx,
  tx: Tx,
  resolved: readonly Resolved[],
): Promise<{ entry: Entry; decision: Decision; claims: Map<Case, Claim> }[]> {
  const owed = resolved.flatMap(({ entry, resolution }) =>
    casesOf(resolution).map((one) => ({ case: one, onDate: entry.paymentDate })),
  )
  const looked = await lookAtClaims(ctx, tx, owed)
  const claims = new Map(looked.map((one) => [one.case, one.claim]))
  const decided = resolved.map(({ entry, resolution }) => ({
    entry,
    decision: inTime(
      entry,
      decide(resolution, entry.amount, (of) => claims.get(of) as Claim),
    ),
    claims,
  }))
  const paid = new Set(
    decided.flatMap(({ decision }) => (decision.kind === 'pay' ? decision.parts.map((part) => part.case) : [])),
  )
  await postInterest(
    ctx,
    tx,
    looked.filter((one) => paid.has(one.case)),
  )
  return decided
}

/** A day of payment before the invoice was made is not believed: interest would be counted by it. */
function inTime({ paymentDate }: Entry, decision: Decision): Decision {
  if (decision.kind !== 'pay' || decision.parts.every((part) => part.case.invoiceDate <= paymentDate)) return decision
  return { kind: 'wait', reason: 'PAID_BEFORE_INVOICE' }
}

async function pay(
  ctx: Ctx,
  tx: Tx,
  known: Known,
  decided: readonly { entry: Entry; decision: Decision; claims: Map<Case, Claim> }[],
): Promise<void> {
  const contract = await contractsOf(
    tx,
    decided.flatMap(({ decision }) => (decision.kind === 'pay' ? [decision.clientId] : [])),
  )
  const payments: Payment[] = []
  const parts: Part[] = []
  const outcomes: Outcome[] = []
  for (const { entry, decision, claims } of decided) {
    const { entryId } = entry
    if (decision.kind === 'wait') {
      const { reason } = decision
      const awaits = unknownOf(entry, known)
      outcomes.push({ entryId, state: 'unallocated', reason, clientId: null, paymentId: null, awaits })
      continue
    }
    const payment = paymentOf(entry, decision)
    payments.push(payment)
    const agreed = contract(decision.clientId).allocationOrder
    for (const part of decision.parts) {
      const claim = claims.get(part.case) as Claim
      parts.push({ payment, ...part, claim, onDate: entry.paymentDate, by: decision.by ?? 'REFERENCE', agreed })
    }
    const { clientId, paymentId } = payment
    outcomes.push({ entryId, state: 'matched', reason: payment.unallocatedReason, clientId, paymentId })
  }
  await writeAllocations(ctx, tx, payments, parts)
  await writeOutcomes(tx, outcomes)
}

/** The payment that an entry becomes. */
export function paymentOf(
  entry: Entry,
  { clientId, parts, rest }: Pick<Paying, 'clientId' | 'parts' | 'rest'>,
): Payment {
  const unallocated = entry.amount - sum(parts.map(({ amount }) => amount))
  return {
    clientId,
    paymentId: uuid(),
    kind: 'BANK',
    entryId: entry.entryId,
    currency: entry.currency,
    amount: entry.amount,
    unallocated,
    unallocatedReason: unallocated === 0n ? null : rest,
    returned: 0n,
    bookingDate: entry.bookingDate,
    paymentDate: entry.paymentDate,
    payerName: entry.payerName,
    payerAccount: entry.payerAccount,
    originalReference: entry.reference ?? entry.message,
    paymentType: entry.paymentType,
    reversedAt: null,
    transactionId: null,
  }
}
