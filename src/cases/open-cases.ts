import { addDays, civilDateAt, startOfDay, timeZoneOf } from '../core/dates.ts'
import { given } from '../core/given.ts'
import { minor } from '../core/money.ts'
import { type ClaimableInvoice, claimableInvoices, noteCases } from '../invoices/note-case.ts'
import { postAll } from '../journal/post-all.ts'
import type { JournalEntry } from '../journal/post.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit, emitAll } from '../platform/events.ts'
import { type SettingsInForce, settingsOf } from '../settings/client-settings.ts'
import type { Debtor } from './case.ts'
import type { ClientContract } from './contract.ts'
import { contractsOf } from './contracts-of.ts'
import type { Policy } from './policy.ts'
import { insertCaseEvents } from './find-queries.ts'
import { type NewCase, insertCase, selectPolicies } from './queries.ts'

const NO_CASE: readonly string[] = ['CREDIT_NOTE', 'REMINDER']

/**
 * Puts invoices under payment control, in the transaction that marks them distributed. An invoice has one case, however
 * often this is asked. A claim that is nothing (paid or credited already) opens none.
 */
export async function openCases(
  ctx: Ctx,
  tx: Tx,
  keys: { clientId: number; invoiceId: string }[],
  at: Date,
): Promise<void> {
  if (keys.length === 0) return
  const clientIds = new Set(keys.map(({ clientId }) => clientId))
  const settings = await settingsOf(ctx.platform.pool, clientIds)
  const invoices = (await claimableInvoices(tx, keys)).filter((invoice) =>
    isControlled(invoice, settings.get(invoice.clientId)),
  )
  if (invoices.length === 0) return
  const contract = await contractsOf(tx, clientIds)
  const chosen = invoices.map((invoice) =>
    policyFor(invoice, contract(invoice.clientId), settings.get(invoice.clientId)),
  )
  const policies = new Map((await selectPolicies(tx, [...new Set(chosen)])).map((policy) => [policy.policyId, policy]))
  const opened: Opened[] = []
  for (const [i, invoice] of invoices.entries()) {
    const inForce = settings.get(invoice.clientId)
    const policy = policies.get(chosen[i] ?? '')
    if (inForce === undefined) continue
    if (policy === undefined) {
      // Without a policy nothing would ever be done: the agency must see it, the invoice itself is not to blame.
      const data = { invoiceNumber: invoice.number, policyId: chosen[i] }
      await emit(ctx, tx, invoice.clientId, 'case.not.opened', `invoice:${invoice.invoiceId}`, data)
      ctx.log.error({ ...data, clientId: invoice.clientId }, 'no case could be opened: there is no such policy')
      continue
    }
    const row = newCaseOf(invoice, inForce, policy, at)
    const caseId = row === undefined ? undefined : await insertCase(tx, row, at)
    if (row !== undefined && caseId !== undefined) opened.push({ invoice, row, caseId })
  }
  await tellOpened(ctx, tx, opened, at)
}

interface Opened {
  invoice: ClaimableInvoice
  row: NewCase
  caseId: number
}

/** Does an invoice come under payment control once it has been distributed? */
export function isControlled(invoice: ClaimableInvoice, inForce: SettingsInForce | undefined): boolean {
  if (inForce === undefined || NO_CASE.includes(invoice.type)) return false
  const { type: service } = inForce.settings.service
  if (service === 'INTERMEDIATION' || invoice.request.invoice.parties.buyerParty.disableCollection === true)
    return false
  if (startsLate(invoice, inForce)) return true
  return invoice.request.processing?.paymentControlEnabled === true
}

/** What comes as a claim has been billed and has fallen due before: it begins in the reminder phase. */
function startsLate({ type }: ClaimableInvoice, { settings }: SettingsInForce): boolean {
  return type === 'COLLECTION' || settings.service.type === 'COLLECTION'
}

/** The ready-made policies are named by country and debtor, "FI-CONSUMER". */
export function policyFor(
  invoice: ClaimableInvoice,
  contract: ClientContract,
  inForce: SettingsInForce | undefined,
): string {
  const debtor = debtorType(invoice)
  return contract.policies[debtor] ?? `${inForce?.profile.countryCode ?? 'FI'}-${debtor}`
}

function debtorType({ request }: ClaimableInvoice): 'CONSUMER' | 'BUSINESS' {
  return request.invoice.parties.buyerParty.entityType === 'CONSUMER' ? 'CONSUMER' : 'BUSINESS'
}

/** The case that an invoice makes when it is opened at this moment; undefined where nothing is owed. */
export function newCaseOf(
  invoice: ClaimableInvoice,
  inForce: SettingsInForce,
  policy: Policy,
  at: Date,
): NewCase | undefined {
  const capital = invoice.total - invoice.paid - invoice.credited
  if (capital <= 0n) return undefined
  const country = inForce.profile.countryCode
  const timeZone = timeZoneOf(country)
  const late = startsLate(invoice, inForce)
  // The first look at a case is the day after its due date, when it becomes overdue.
  const nextDate = late ? civilDateAt(at, timeZone) : addDays(invoice.dueDate, 1)
  return {
    clientId: invoice.clientId,
    invoiceId: invoice.invoiceId,
    invoiceNumber: invoice.number,
    paymentReference: invoice.paymentReference,
    stage: late ? 'REMINDER' : 'INVOICED',
    country,
    debtorType: debtorType(invoice),
    currency: invoice.currency,
    debtor: debtorOf(invoice),
    capital,
    invoiceDate: invoice.date,
    dueDate: invoice.dueDate,
    interestPercentage: invoice.document?.terms.interestPercentage ?? null,
    policyId: policy.policyId,
    policyVersion: policy.version,
    interestFrom: addDays(invoice.dueDate, 1),
    nextDate,
    nextAt: startOfDay(nextDate, timeZone),
  }
}

/** Claims in the journal, events and records of cases that have just been opened: a few statements for all of them. */
async function tellOpened(ctx: Ctx, tx: Tx, opened: Opened[], at: Date): Promise<void> {
  if (opened.length === 0) return
  await postAll(
    tx,
    opened.map((one) => claimEntry(one, at)),
  )
  const told = opened.map(({ row, caseId }) => {
    const { clientId, invoiceNumber, policyId, policyVersion, nextDate } = row
    return { clientId, caseId, data: { invoiceNumber, policy: `${policyId} v${policyVersion}`, nextDate } }
  })
  await insertCaseEvents(
    tx,
    told.map((one) => ({ ...one, kind: 'OPENED' })),
    at,
  )
  await emitAll(
    ctx,
    tx,
    told.map(({ clientId, caseId, data }) => ({ clientId, type: 'case.opened', subject: `case:${caseId}`, data })),
  )
  const notes = opened.map(({ row: { clientId, invoiceId }, caseId }) => ({
    clientId,
    invoiceId,
    caseId,
    status: 'OPEN',
  }))
  await noteCases(tx, notes, at)
}

function claimEntry({ invoice, row, caseId }: Opened, at: Date): JournalEntry {
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

/** Costs that the seller has put on the invoice before handing it over. */
export function costsOf({ request }: ClaimableInvoice): bigint {
  const costs = request.invoice.terms?.collection?.costs
  return minor(costs?.creditorCostsAmount ?? 0) + minor(costs?.collectionFeesAmount ?? 0)
}

function debtorOf({ request, document }: ClaimableInvoice): Debtor {
  const { buyerParty: buyer } = request.invoice.parties
  const { buyer: accepted, recipient } = document ?? {}
  return {
    name: buyer.name,
    language: document?.language ?? 'en',
    ...given({
      businessId: buyer.businessId,
      personalIdentityNumber: buyer.personalIdentityNumber,
      customerAccountId: buyer.customerAccountId === undefined ? undefined : String(buyer.customerAccountId),
      email: accepted?.email ?? recipient?.email,
      phone: accepted?.phone,
      address: accepted?.address ?? recipient?.address,
      electronicInvoiceAccount: recipient?.electronicInvoiceAccount,
      electronicRoutingAddress: recipient?.electronicRoutingAddress,
    }),
  }
}
