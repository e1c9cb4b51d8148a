/**
 * Takes over the cases of one batch of rows, in one transaction: the invoice, its reference, the case on hold, the history,
 * the balances in the journal and the events. A row that cannot be taken over says why, and the others go on.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { lawOf } from '../agency/law-of.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import type { ClientContract } from '../claims/contract.ts'
import { selectCasesByNumber, selectPolicies } from '../claims/queries.ts'
import type { Policy } from '../claims/policy.ts'
import { judgedOf } from '../flows/evaluate-due.ts'
import { policyFor } from '../flows/new-case.ts'
import { invoiceAmounts } from '../invoices/amounts.ts'
import { canonicalJson, sha256 } from '../invoices/canonical.ts'
import { type ClaimableInvoice, selectClaimable } from '../invoices/case-queries.ts'
import { writeDistributed } from '../invoices/distributed-queries.ts'
import { buildDocument } from '../invoices/evaluate/build-document.ts'
import type { Candidate } from '../invoices/evaluate/candidate.ts'
import { deskOf } from '../invoices/evaluate/desk-of.ts'
import { evaluateInvoice } from '../invoices/evaluate/evaluate-invoice.ts'
import type { Desk } from '../invoices/evaluate/pay-to.ts'
import { writeVerdicts } from '../invoices/evaluate/queries.ts'
import { type Judgement, giveUniqueReferences } from '../invoices/evaluate/unique-references.ts'
import { insertInvoices, lockExisting } from '../invoices/intake-queries.ts'
import type { NewInvoice } from '../invoices/new-invoice.ts'
import { isControlled } from '../invoices/payment-control.ts'
import { distributedStatus } from '../invoices/states.ts'
import type { SalesInvoiceRequest } from '../invoices/schemas.ts'
import { newInvoice } from '../invoices/submit-invoice.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError, type Fault } from '../platform/errors.ts'
import { type SettingsInForce, settingsOf } from '../settings/client-settings.ts'
import { rowFaults } from './check-row.ts'
import { cellsOfRow } from './csv-form.ts'
import { atRow, invoiceOfRow } from './invoice-of-row.ts'
import { type ToOpen, openTakenOver } from './open-taken-over.ts'
import type { ReadRow } from './read-rows.ts'
import type { RowResult } from './row-result.ts'
import type { CaseRow } from './schemas.ts'
import { type TakenOver, lockTakeOver, selectTakenOver } from './take-over-queries.ts'

interface Fresh {
  place: number
  row: CaseRow
  rowHash: Buffer
  request: SalesInvoiceRequest
  invoice: NewInvoice
}

/** The surroundings that the rows of a batch share. */
interface Setting {
  ctx: ClientCtx
  tx: Tx
  inForce: SettingsInForce
  contract: ClientContract
  policies: Map<string, Policy>
  desk: Desk
  at: Date
}

export interface Batch {
  clientId: ClientId
  takenOverOn: CivilDate
  rows: readonly ReadRow[]
}

/** @returns a result for each row, in their order */
export async function takeOverRows(ctx: ClientCtx, tx: Tx, batch: Batch): Promise<RowResult[]> {
  const { clientId, takenOverOn, rows } = batch
  await lockTakeOver(tx, clientId)
  const setting = await settingOf(ctx, tx, clientId)
  const results: RowResult[] = []
  const valid = rows.flatMap((one) => {
    if ('row' in one) return [one]
    results.push(refused(one.place, one.names, one.faults))
    return []
  })
  const fresh = await newOnes(setting, valid, takenOverOn, results)
  const judged = await judge(setting, await withoutCases(setting, fresh, results), results)
  const opened = await open(setting, judged, takenOverOn)
  return [...results, ...opened].toSorted((a, b) => a.row - b.row)
}

async function settingOf(ctx: ClientCtx, tx: Tx, clientId: ClientId): Promise<Setting> {
  const inForce = (await settingsOf(ctx.platform.pool, tx, [clientId])).get(clientId)
  if (inForce === undefined) throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
  const contract = (await contractsOf(tx, [clientId]))(clientId)
  const country = inForce.profile.countryCode
  const ids = (['CONSUMER', 'BUSINESS'] as const).map((debtor) => contract.policies[debtor] ?? `${country}-${debtor}`)
  const policies = new Map((await selectPolicies(tx, ids)).map((policy) => [policy.policyId, policy]))
  const desk = await deskOf(ctx.platform, tx, [clientId])
  return { ctx, tx, inForce, contract, policies, desk, at: ctx.platform.clock.now() }
}

/** Rows that were not taken over before and that nothing is wrong with. */
async function newOnes(
  { ctx, tx, inForce }: Setting,
  rows: readonly { place: number; row: CaseRow }[],
  takenOverOn: CivilDate,
  results: RowResult[],
): Promise<Fresh[]> {
  const before = await selectTakenOver(
    tx,
    ctx.clientId,
    rows.map(({ row }) => row),
  )
  const known = new Map<string, Pick<TakenOver, 'rowHash'> & Partial<TakenOver>>(
    before.map((one) => [nameOf(one), one]),
  )
  return rows.flatMap(({ place, row }): Fresh[] => {
    // By its cells: the same case has the same hash in each form of file.
    const rowHash = sha256(canonicalJson(cellsOfRow(row)))
    const there = known.get(nameOf(row))
    if (there !== undefined) {
      results.push(repeated(place, row, there, rowHash))
      return []
    }
    known.set(nameOf(row), { rowHash })
    const request = invoiceOfRow(row, inForce.profile.countryCode)
    const { invoice, faults } = invoiceOf(ctx, request, inForce)
    const all = [...rowFaults(row, takenOverOn), ...faults]
    if (all.length > 0 || invoice === undefined) {
      results.push(refused(place, row, all))
      return []
    }
    return [{ place, row, rowHash, request, invoice }]
  })
}

function invoiceOf(
  ctx: ClientCtx,
  request: SalesInvoiceRequest,
  inForce: SettingsInForce,
): { invoice?: NewInvoice; faults: Fault[] } {
  try {
    return { invoice: newInvoice(ctx, request, inForce, undefined), faults: [] }
  } catch (error) {
    if (!(error instanceof AppError) || error.faults === undefined) throw error
    return { faults: error.faults.map(atRow) }
  }
}

/** A client has one invoice of a number, and a case that runs here is not taken over. */
async function withoutCases({ ctx, tx, inForce }: Setting, fresh: Fresh[], results: RowResult[]): Promise<Fresh[]> {
  if (fresh.length === 0) return []
  const numbers = fresh.map(({ row }) => row.invoice.number)
  const stored = new Set(
    (
      await lockExisting(
        tx,
        fresh.map(({ invoice }) => invoice),
      )
    ).map(({ number }) => number),
  )
  const open = await selectCasesByNumber(tx, ctx.clientId, numbers)
  const running = new Map(
    open.filter(({ status }) => status !== 'CLOSED').map((one) => [one.invoiceNumber, one.caseId]),
  )
  const seen = new Set<number>()
  return fresh.filter(({ place, row, request, invoice }) => {
    const { number } = row.invoice
    const caseId = running.get(number)
    const fault = (code: string, message: string) => {
      results.push(refused(place, row, [{ pointer: '/invoice/number', code, message, received: number }]))
      return false
    }
    if (caseId !== undefined) return fault('CASE_EXISTS', `must not have a case here: case ${caseId} collects it`)
    if (stored.has(number) || seen.has(number))
      return fault('INVOICE_EXISTS', 'must be new: the client has a COLLECTION invoice of this number')
    if (!isControlled({ type: invoice.type, request }, inForce)) {
      const message =
        'must come under payment control: the client’s service or the debtor’s disableCollection excludes it'
      return fault('NOT_CONTROLLED', message)
    }
    seen.add(number)
    return true
  })
}

interface Judged {
  fresh: Fresh
  judgement: Judgement
  policy: Policy
}

/** Makes the document of each invoice, with its reference; what keeps an invoice from being accepted refuses its row. */
async function judge(setting: Setting, fresh: readonly Fresh[], results: RowResult[]): Promise<Judged[]> {
  const { tx, desk, at, policies } = setting
  const judged = fresh.flatMap((one): Judged[] => {
    const policyId = policyFor(one, setting.contract, setting.inForce)
    const policy = policies.get(policyId)
    if (policy === undefined) {
      const message = `has no policy: ${policyId} is not stored`
      results.push(refused(one.place, one.row, [{ pointer: '/debtor/entityType', code: 'POLICY_MISSING', message }]))
      return []
    }
    return [{ fresh: one, policy, judgement: judgementOf(setting, one) }]
  })
  await giveUniqueReferences(
    tx,
    judged.map(({ judgement }) => judgement),
    desk,
    at,
  )
  return judged.filter(({ fresh: { place, row }, judgement: { evaluation } }) => {
    if (evaluation.verdict === 'ACCEPTED') return true
    const faults = evaluation.reasons.map(({ code, message, pointer }) =>
      atRow({ pointer: pointer ?? '', code, message }),
    )
    results.push(refused(place, row, faults))
    return false
  })
}

function judgementOf({ ctx, inForce, desk }: Setting, { invoice, request }: Fresh): Judgement {
  const { clientId, invoiceId, number = 0, type, date, dueDate, currency } = invoice
  // It was judged by the former agency: nobody approves it again.
  const candidate: Candidate = {
    clientId,
    invoiceId,
    seq: 0,
    number,
    type,
    date,
    dueDate,
    currency,
    approved: true,
    request,
  }
  const { amounts } = invoiceAmounts(request, currency)
  const input = {
    deployment: { channels: [], operatorId: undefined },
    enforcesAddresses: ctx.platform.config.environment === 'production',
    ...{ candidate, inForce, amounts },
    ...buildDocument(candidate, amounts, inForce, { desk, original: undefined }),
    ...{ original: undefined, duplicate: undefined, attachmentFaults: [], printouts: [] },
  }
  return { input, evaluation: evaluateInvoice(input) }
}

/** Stores the invoices as distributed before, and opens their cases. */
async function open(setting: Setting, judged: readonly Judged[], takenOverOn: CivilDate): Promise<RowResult[]> {
  if (judged.length === 0) return []
  const { ctx, tx, inForce, at } = setting
  const { clientId } = ctx
  const status = distributedStatus(inForce.settings.service.type)
  await insertInvoices(
    tx,
    judged.map(({ fresh }) => fresh.invoice),
    at,
  )
  await writeVerdicts(
    tx,
    judged.map(({ judgement: { input, evaluation } }) => judgedOf(input, evaluation)),
    at,
  )
  const keys = judged.map(({ fresh: { invoice } }) => ({ clientId, invoiceId: invoice.invoiceId }))
  await writeDistributed(
    tx,
    keys.map((key) => ({ ...key, method: null, hasCase: true, status })),
    at,
  )
  const claimable = new Map((await selectClaimable(tx, keys)).map((one) => [one.invoiceId, one]))
  const toOpen = judged.map(
    ({ fresh: { place, row, rowHash, invoice }, policy }): ToOpen => ({
      ...{ place, row, rowHash, policy },
      invoice: claimable.get(invoice.invoiceId) as ClaimableInvoice,
    }),
  )
  return openTakenOver(ctx, tx, toOpen, {
    ...{ inForce, contract: setting.contract, law: await lawOf(ctx.platform, tx), takenOverOn, at },
  })
}

function repeated(
  place: number,
  { agency, caseNumber }: CaseRow,
  there: Pick<TakenOver, 'rowHash'> & Partial<TakenOver>,
  rowHash: Buffer,
): RowResult {
  const { caseId, takenOverOn } = there
  const known = caseId === undefined ? {} : { caseId }
  if (there.rowHash.equals(rowHash)) return { row: place, outcome: 'ALREADY', agency, caseNumber, ...known }
  const where =
    takenOverOn === undefined ? 'stands in the file already' : `was taken over as of ${takenOverOn}, as case ${caseId}`
  const fault = {
    ...{ pointer: '/caseNumber', code: 'CONFLICT', received: caseNumber },
    message: `${where}, with other data: the case goes on as it is here, and this row changes nothing`,
  }
  return { row: place, outcome: 'CONFLICT', agency, caseNumber, ...known, faults: [fault] }
}

function refused(
  place: number,
  names: { agency: string | null; caseNumber: string | null },
  faults: Fault[],
): RowResult {
  const { agency, caseNumber } = names
  return { row: place, outcome: 'REFUSED', agency, caseNumber, faults }
}

function nameOf({ agency, caseNumber }: { agency: string; caseNumber: string }): string {
  return JSON.stringify([agency, caseNumber])
}
