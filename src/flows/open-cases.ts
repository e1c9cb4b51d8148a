import type { CaseId } from '@saatava/core/ids.ts'
import { lawOf } from '../agency/law-of.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { type ClaimableInvoice, markInvoiceCaseStatus } from '../invoices/case-queries.ts'
import type { Law } from '@saatava/law/law.ts'
import { postAll } from '../journal/post-all.ts'
import type { JournalEntry } from '../journal/entry.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emitAll } from '../events/emit.ts'
import { type SettingsInForce, settingsOf } from '../settings/client-settings.ts'
import type { ClientContract } from '../claims/contract.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import { type FedCaseEvent, recordCaseEvents } from '../claims/record-case-events.ts'
import { selectEnded } from '../claims/ended-contracts.ts'
import { costsOf, newCaseOf, policyFor } from './new-case.ts'
import { isControlled } from '../invoices/payment-control.ts'
import { type LinkedCase, type NewCase, insertCases, insertEarlierLetters } from '../claims/open-queries.ts'
import { linkCases } from './link-cases.ts'
import type { Policy } from '../claims/policy.ts'
import { selectCasesOfInvoices, selectPolicies } from '../claims/queries.ts'

/** An invoice under payment control, and by what its case is to go. */
interface Controlled {
  invoice: ClaimableInvoice
  inForce: SettingsInForce
  contract: ClientContract
  policyId: string
}

interface ToOpen {
  invoice: ClaimableInvoice
  row: LinkedCase
}

interface Unlinked {
  invoice: ClaimableInvoice
  row: NewCase
}

interface Opened extends ToOpen {
  caseId: CaseId
}

export interface OpenedCases {
  opened: Opened[]
  /** Invoices whose policy does not exist: they have no case. */
  withoutPolicy: Controlled[]
}

/**
 * Puts invoices under payment control, in the transaction that marks them distributed: a few statements however many they
 * are. An invoice has one case, however often this is asked. A claim that is nothing (paid or credited already) opens none.
 * @param invoices locked
 */
export async function openCases(
  ctx: Ctx,
  tx: Tx,
  invoices: readonly ClaimableInvoice[],
  at: Date,
): Promise<OpenedCases> {
  const controlled = await selectControlled(ctx, tx, invoices)
  if (controlled.length === 0) return { opened: [], withoutPolicy: [] }
  const policyIds = new Set(controlled.map(({ policyId }) => policyId))
  const policies = new Map((await selectPolicies(tx, [...policyIds])).map((policy) => [policy.policyId, policy]))
  const law = await lawOf(ctx.platform, tx)
  const ended = await selectEnded(
    tx,
    controlled.map(({ invoice }) => invoice.clientId),
  )
  const made = controlled.flatMap((one) =>
    toOpenOf(one, policies.get(one.policyId), law, at).map((unlinked) =>
      ended.has(one.invoice.clientId) ? onHold(unlinked) : unlinked,
    ),
  )
  const toOpen = await withDebtors(ctx, tx, made, at)
  const caseIds = await insertCases(
    tx,
    toOpen.map(({ row }) => row),
    at,
  )
  const opened = toOpen.flatMap((one): Opened[] => {
    const caseId = caseIds.get(`${one.row.clientId} ${one.row.invoiceId}`)
    return caseId === undefined ? [] : [{ ...one, caseId }]
  })
  await insertEarlierLetters(
    tx,
    opened.map(({ row: { clientId, earlierLetters }, caseId }) => ({ clientId, caseId, earlierLetters })),
  )
  return { opened, withoutPolicy: controlled.filter(({ policyId }) => !policies.has(policyId)) }
}

async function selectControlled(ctx: Ctx, tx: Tx, invoices: readonly ClaimableInvoice[]): Promise<Controlled[]> {
  const clientIds = new Set(invoices.map(({ clientId }) => clientId))
  const settings = await settingsOf(ctx.platform.pool, tx, clientIds)
  const controlled = invoices.filter((invoice) => isControlled(invoice, settings.get(invoice.clientId)))
  if (controlled.length === 0) return []
  const contract = await contractsOf(tx, clientIds)
  return controlled.flatMap((invoice): Controlled[] => {
    const inForce = settings.get(invoice.clientId)
    if (inForce === undefined) return []
    const agreed = contract(invoice.clientId)
    return [{ invoice, inForce, contract: agreed, policyId: policyFor(invoice, agreed, inForce) }]
  })
}

function toOpenOf(
  { invoice, inForce, contract }: Controlled,
  policy: Policy | undefined,
  law: Law,
  at: Date,
): Unlinked[] {
  const row = policy && newCaseOf(invoice, inForce, policy, contract, law, at)
  return row === undefined ? [] : [{ invoice, row }]
}

/** After the end of the contract a case is opened all the same, because its debtor may pay; no step is taken on it. */
function onHold({ invoice, row }: Unlinked): Unlinked {
  return { invoice, row: { ...row, hold: 'CONTRACT_ENDED', nextDate: null, nextAt: null } }
}

/** Links each case to its debtor. Invoices that have a case already are left out. */
async function withDebtors(ctx: Ctx, tx: Tx, all: readonly Unlinked[], at: Date): Promise<ToOpen[]> {
  const opened = await selectCasesOfInvoices(
    tx,
    all.map(({ row }) => row),
  )
  const made = all.filter(({ row }) => !opened.has(`${row.clientId} ${row.invoiceId}`))
  const rows = await linkCases(
    ctx,
    tx,
    made.map(({ row }) => row),
    at,
  )
  return made.flatMap(({ invoice }, i): ToOpen[] => {
    const row = rows[i]
    return row === undefined ? [] : [{ invoice, row }]
  })
}

/** Without a policy nothing would ever be done: the agency must see it, the invoice itself is not to blame. */
async function tellWithoutPolicy(ctx: Ctx, tx: Tx, controlled: readonly Controlled[]): Promise<void> {
  const events = controlled.map(({ invoice: { clientId, invoiceId, number }, policyId }) => ({
    clientId,
    type: 'case.not.opened' as const,
    subject: `invoice:${invoiceId}`,
    data: { invoiceNumber: number, policyId },
  }))
  for (const { clientId, data } of events)
    ctx.log.error({ ...data, clientId }, 'no case could be opened: there is no such policy')
  await emitAll(ctx, tx, events)
}

/** Claims in the journal, events and records of cases that have just been opened: a few statements for all of them. */
export async function recordOpened(ctx: Ctx, tx: Tx, cases: OpenedCases, at: Date): Promise<void> {
  const { opened, withoutPolicy } = cases
  await tellWithoutPolicy(ctx, tx, withoutPolicy)
  if (opened.length === 0) return
  await postAll(
    tx,
    opened.map((one) => openingEntryOf(one, at)),
  )
  const events = opened.map(({ row, caseId }): FedCaseEvent => {
    const { clientId, invoiceNumber, policyId, policyVersion, nextDate } = row
    const data = { invoiceNumber, policy: `${policyId} v${policyVersion}`, nextDate }
    return { clientId, caseId, invoiceNumber, kind: 'OPENED', data }
  })
  await recordCaseEvents(ctx, tx, events, at)
  const notes = opened.map(({ row, caseId }) => ({
    clientId: row.clientId,
    invoiceId: row.invoiceId,
    caseId,
    status: row.hold === null ? 'OPEN' : 'PAUSED',
  }))
  await markInvoiceCaseStatus(tx, notes, at)
}

function openingEntryOf({ invoice, row, caseId }: Opened, at: Date): JournalEntry {
  const { clientId, currency, capital } = row
  const costs = costsOf(invoice)
  return {
    clientId,
    kind: 'CASE_OPENED',
    at,
    bookingDate: civilDateAt(at, timeZoneOf(row.country)),
    source: `case:${caseId}`,
    details: { invoiceNumber: invoice.number },
    postings: [
      { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount: capital },
      { account: 'RECEIVABLE_COSTS', caseId, currency, amount: costs },
      { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount: -capital - costs },
    ],
  }
}
