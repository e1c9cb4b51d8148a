/** Opens cases that are taken over: on hold, with their history, and with the balances of the take-over day in the journal. */
import { addDays, type CivilDate } from '@saatava/core/dates.ts'
import type { CaseId } from '@saatava/core/ids.ts'
import { minor, minorToNumber } from '@saatava/core/money.ts'
import type { Law } from '@saatava/law/law.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Case } from '../claims/case.ts'
import type { ClientContract } from '../claims/contract.ts'
import { insertCaseEvents, selectCases } from '../claims/find-queries.ts'
import type { CaseEventOf } from '../claims/history.ts'
import {
  type EarlierLetter,
  type LinkedCase,
  type NewCase,
  insertCases,
  insertEarlierLetters,
} from '../claims/open-queries.ts'
import type { Policy } from '../claims/policy.ts'
import type { CaseKey } from '../claims/queries.ts'
import { type FedCaseEvent, recordCaseEvents } from '../claims/record-case-events.ts'
import { linkCases } from '../flows/link-cases.ts'
import { caseOfInvoice } from '../flows/new-case.ts'
import { type ClaimableInvoice, markInvoiceCaseStatus } from '../invoices/case-queries.ts'
import type { JournalEntry } from '../journal/entry.ts'
import { postAll } from '../journal/post-all.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import { sumsOf } from './check-row.ts'
import { holdUp } from './hold-up.ts'
import { nextStepOf, stepIndexOf } from './next-step.ts'
import type { RowResult } from './row-result.ts'
import type { CaseRow } from './schemas.ts'
import { insertEarlierPayments, insertTakenOver } from './take-over-queries.ts'

export interface ToOpen {
  place: number
  row: CaseRow
  rowHash: Buffer
  invoice: ClaimableInvoice
  policy: Policy
}

interface Terms {
  inForce: SettingsInForce
  contract: ClientContract
  law: Law
  takenOverOn: CivilDate
  at: Date
}

interface Opened extends ToOpen {
  newCase: NewCase
  caseId: CaseId
}

export async function openTakenOver(
  ctx: ClientCtx,
  tx: Tx,
  toOpen: readonly ToOpen[],
  terms: Terms,
): Promise<RowResult[]> {
  const { clientId } = ctx
  const { at, takenOverOn, law } = terms
  const rows = await linkCases(
    ctx,
    tx,
    toOpen.map((one) => caseOf(one, terms)),
    at,
  )
  const made = toOpen.map((one, i) => ({ ...one, newCase: rows[i] as LinkedCase }))
  const caseIds = await insertCases(
    tx,
    made.map(({ newCase }) => newCase),
    at,
  )
  const opened = made.map((one): Opened => {
    const caseId = caseIds.get(`${clientId} ${one.newCase.invoiceId}`)
    if (caseId === undefined) throw new Error(`invoice ${one.newCase.invoiceNumber} has a case already`)
    return { ...one, caseId }
  })
  await insertEarlierLetters(
    tx,
    opened.map(({ newCase: { earlierLetters }, caseId }) => ({ clientId, caseId, earlierLetters })),
  )
  await insertEarlierPayments(tx, clientId, opened.flatMap(paymentsOf))
  await insertTakenOver(tx, clientId, { takenOverOn, by: ctx.actor, at }, opened.map(takenOverOf))
  await postAll(
    tx,
    opened.map((one) => openingEntryOf(one, takenOverOn, at)),
  )
  await recordHistory(ctx, tx, opened, terms)
  const cases = await selectCases(
    tx,
    opened.map(({ caseId }) => ({ clientId, caseId })),
  )
  const held: Case[] = []
  for (const { row, caseId } of opened)
    held.push(await holdUp(ctx, tx, cases.get(`${clientId} ${caseId}`) as Case, row, at))
  const notes = held.map(({ invoiceId, caseId, status }) => ({ clientId, invoiceId, caseId, status }))
  await markInvoiceCaseStatus(tx, notes, at)
  await audit(ctx, tx, clientId, 'cases.taken-over', `client:${clientId}`, {
    takenOverOn,
    caseIds: opened.map(({ caseId }) => caseId),
  })
  return opened.map((one, i): RowResult => {
    const { row, place, policy, newCase, caseId } = one
    const debt = held[i] as Case
    const owed = { capital: minor(row.balance.capital), costs: minor(row.balance.costs) }
    const next = nextStepOf({ debt, policy, earlierLetters: newCase.earlierLetters, owed, at }, law)
    return { row: place, outcome: 'TAKEN_OVER', agency: row.agency, caseNumber: row.caseNumber, caseId, next }
  })
}

function caseOf({ row, invoice, policy }: ToOpen, { inForce, contract, law, takenOverOn, at }: Terms): NewCase {
  const made = caseOfInvoice(invoice, inForce, policy, contract, law, at)
  const { agencyFees, creditorCosts } = sumsOf(row)
  const earlierLetters = lettersOf(row)
  const { interest, legal, payments = [], acknowledgedOn } = row
  const claimedUntil = interest?.until ?? (row.balance.interest > 0 ? takenOverOn : undefined)
  return {
    ...made,
    ...{ stage: row.stage, stepIndex: stepIndexOf(row, earlierLetters, made.dueDate, policy) },
    ...{ nextDate: null, nextAt: null, hold: 'TAKEN_OVER' },
    interestFrom: claimedUntil === undefined ? made.interestFrom : addDays(claimedUntil, 1),
    ...{ creditorCosts, earlierLetters },
    takenOver: {
      formerFees: agencyFees,
      caseDueDate: row.invoice.dueDateMovedTo ?? null,
      acknowledgedOn: latest([
        ...payments.map(({ date }) => date),
        ...(acknowledgedOn === undefined ? [] : [acknowledgedOn]),
      ]),
      legalApprovedOn: legal?.approvedOn ?? legal?.lastActOn ?? null,
      legalActOn: legal?.lastActOn ?? null,
    },
  }
}

function latest(days: readonly CivilDate[]): CivilDate | null {
  return days.toSorted().at(-1) ?? null
}

function lettersOf({ letters = [] }: CaseRow): EarlierLetter[] {
  return letters
    .map(
      ({ kind, date, by, fee, payBy }): EarlierLetter => ({
        ...{ kind, sentOn: date, payBy: payBy ?? null },
        ...{ fee: minor(fee ?? 0), byCreditor: by === 'CREDITOR' },
      }),
    )
    .toSorted((a, b) => (a.sentOn < b.sentOn ? -1 : a.sentOn > b.sentOn ? 1 : 0))
}

function paymentsOf({ row: { payments = [] }, caseId }: Opened) {
  return payments
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map(({ date, capital, interest, costs }, i) => ({
      ...{ caseId, number: i + 1, paidOn: date },
      ...{ capital: minor(capital ?? 0), interest: minor(interest ?? 0), costs: minor(costs ?? 0) },
    }))
}

function takenOverOf({ row, rowHash, caseId }: Opened) {
  const { agency, caseNumber, reference, interest } = row
  return { agency, caseNumber, caseId, reference: reference ?? null, interestUntil: interest?.until ?? null, rowHash }
}

/** Capital, interest and costs are the creditor's: it has settled the former agency's fees with that agency. */
function openingEntryOf({ row, newCase, caseId }: Opened, takenOverOn: CivilDate, at: Date): JournalEntry {
  const { clientId, currency, invoiceNumber } = newCase
  const [capital, interest, costs] = [row.balance.capital, row.balance.interest, row.balance.costs].map(minor) as [
    bigint,
    bigint,
    bigint,
  ]
  return {
    clientId,
    kind: 'CASE_OPENED',
    at,
    bookingDate: takenOverOn,
    source: `case:${caseId}`,
    details: { invoiceNumber },
    postings: [
      { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount: capital },
      { account: 'RECEIVABLE_INTEREST', caseId, currency, amount: interest },
      { account: 'RECEIVABLE_COSTS', caseId, currency, amount: costs },
      { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount: -capital - interest - costs },
    ],
  }
}

async function recordHistory(
  ctx: ClientCtx,
  tx: Tx,
  opened: readonly Opened[],
  { takenOverOn, at }: Terms,
): Promise<void> {
  const { clientId } = ctx
  const earlier = opened.flatMap((one): CaseEventOf<CaseKey>[] => {
    const { newCase, caseId } = one
    const letters = newCase.earlierLetters.map(({ kind, sentOn, fee, byCreditor }) => ({
      ...({ clientId, caseId, kind: 'EARLIER_LETTER' } as const),
      data: {
        letter: kind,
        date: sentOn,
        fee: minorToNumber(fee),
        by: byCreditor ? ('CREDITOR' as const) : ('AGENCY' as const),
      },
    }))
    const payments = paymentsOf(one).map(({ paidOn, capital, interest, costs }) => ({
      ...({ clientId, caseId, kind: 'EARLIER_PAYMENT' } as const),
      data: {
        ...{ date: paidOn, amount: minorToNumber(capital + interest + costs), capitalAmount: minorToNumber(capital) },
        ...{ interestAmount: minorToNumber(interest), costsAmount: minorToNumber(costs) },
      },
    }))
    return [...letters, ...payments]
  })
  await insertCaseEvents(tx, earlier, at)
  const events = opened.flatMap(({ row, newCase, caseId }): FedCaseEvent[] => {
    const { invoiceNumber, policyId, policyVersion } = newCase
    const { agency, caseNumber, reference = null } = row
    const name = { clientId, caseId, invoiceNumber }
    return [
      { ...name, kind: 'OPENED', data: { invoiceNumber, policy: `${policyId} v${policyVersion}`, nextDate: null } },
      { ...name, kind: 'TAKEN_OVER', data: { agency, caseNumber, takenOverOn, reference } },
    ]
  })
  await recordCaseEvents(ctx, tx, events, at)
}
