/**
 * Decides the case that an invoice makes, from the invoice, the client's settings and contract; nothing is read or
 * written here.
 */
import { type CivilDate, addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minor, sum } from '@saatava/core/money.ts'
import type { ClaimableInvoice } from '../invoices/case-queries.ts'
import { startsLate } from '../invoices/payment-control.ts'
import type { Law } from '@saatava/law/law.ts'
import { isCountry } from '@saatava/law/rule.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import type { Debtor } from '../claims/debtor.ts'
import type { ClientContract } from '../claims/contract.ts'
import type { EarlierLetter, NewCase } from '../claims/open-queries.ts'
import type { Policy } from '../claims/policy.ts'
import { later } from '../claims/schedule.ts'

/** The ready-made policies are named by country and debtor, "FI-CONSUMER". */
export function policyFor(
  invoice: Pick<ClaimableInvoice, 'request'>,
  contract: ClientContract,
  inForce: SettingsInForce | undefined,
): string {
  const debtor = debtorType(invoice)
  return contract.policies[debtor] ?? `${inForce?.profile.countryCode ?? 'FI'}-${debtor}`
}

function debtorType({ request }: Pick<ClaimableInvoice, 'request'>): 'CONSUMER' | 'BUSINESS' {
  return request.invoice.parties.buyerParty.entityType === 'CONSUMER' ? 'CONSUMER' : 'BUSINESS'
}

/** The case that an invoice makes when it is opened at this moment; undefined where nothing is owed. */
export function newCaseOf(
  invoice: ClaimableInvoice,
  inForce: SettingsInForce,
  policy: Policy,
  { deductsVat }: Pick<ClientContract, 'deductsVat'>,
  law: Law,
  at: Date,
): NewCase | undefined {
  return capitalOf(invoice) <= 0n ? undefined : caseOfInvoice(invoice, inForce, policy, { deductsVat }, law, at)
}

function capitalOf({ total, paid, credited }: ClaimableInvoice): bigint {
  return total - paid - credited
}

/** The case of an invoice, whatever is left of it: of a case that is taken over, costs alone may be. */
export function caseOfInvoice(
  invoice: ClaimableInvoice,
  inForce: SettingsInForce,
  policy: Policy,
  { deductsVat }: Pick<ClientContract, 'deductsVat'>,
  law: Law,
  at: Date,
): NewCase {
  const country = inForce.profile.countryCode
  const timeZone = timeZoneOf(country)
  const late = startsLate(invoice, inForce)
  const collection = invoice.request.invoice.terms?.collection
  // The first look at a case is the day after its due date, when it becomes overdue.
  const today = civilDateAt(at, timeZone)
  const reminders = remindersOf(invoice, today)
  const wantsNotice = isCountry(country) && law.knows({ country, debtorType: debtorType(invoice) }, 'NOTICE_TERM')
  const stepIndex = stepAfter(reminders, invoice, policy, wantsNotice)
  const step = stepIndex === 0 ? undefined : policy.steps[stepIndex]
  const afterReminder = addDays(reminders.at(-1)?.sentOn ?? today, step?.afterDays ?? 0)
  const nextDate = late ? later(today, step === undefined ? today : afterReminder) : addDays(invoice.dueDate, 1)
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
    capital: capitalOf(invoice),
    invoiceDate: invoice.date,
    aroseOn: aroseOn(invoice),
    dueDate: invoice.dueDate,
    interestPercentage: invoice.document?.terms.interestPercentage ?? null,
    policyId: policy.policyId,
    policyVersion: policy.version,
    interestFrom: addDays(invoice.dueDate, 1),
    nextDate,
    nextAt: startOfDay(nextDate, timeZone),
    stepIndex,
    directlyEnforceable: collection?.directlyEnforceable === true,
    creditorDeductsVat: deductsVat,
    creditorCosts: costsOf(invoice),
    earlierLetters: reminders,
    hold: null,
  }
}

/** A claim arises with what is supplied: on the first day of supply that the invoice names, or as it is made out. */
function aroseOn({ date, document }: ClaimableInvoice): string {
  const supplies = [document?.supply, ...(document?.rows ?? []).map(({ supply }) => supply)]
  const days = supplies.flatMap((supply) => [supply?.date, supply?.from].filter((day) => day !== undefined))
  return days.reduce((first, day) => (day < first ? day : first), date)
}

/** Reminders that the creditor has sent itself until today, in order of their days. */
function remindersOf({ request }: Pick<ClaimableInvoice, 'request'>, today: CivilDate): EarlierLetter[] {
  const reminders = request.invoice.terms?.collection?.reminders ?? []
  return reminders
    .filter(({ date }) => date <= today)
    .map(({ date, feeAmount }) => ({
      ...({ kind: 'REMINDER', sentOn: date, payBy: null } as const),
      ...{ fee: minor(feeAmount ?? 0), byCreditor: true },
    }))
    .toSorted((a, b) => (a.sentOn < b.sentOn ? -1 : 1))
}

/**
 * The policy's first reminders have been sent where the creditor has reminded of the claim itself after its due date. Where the
 * law wants a notice before a demand, the last of them is that notice, and is sent.
 */
function stepAfter(
  reminders: readonly EarlierLetter[],
  { dueDate }: ClaimableInvoice,
  { steps }: Policy,
  wantsNotice: boolean,
): number {
  const sent = reminders.filter(({ sentOn }) => sentOn > dueDate).length
  const leading = steps.findIndex(({ kind }) => kind !== 'REMINDER')
  const most = (leading < 0 ? steps.length : leading) - (wantsNotice ? 1 : 0)
  return Math.max(0, Math.min(sent, most))
}

/** Costs that the seller has put on the invoice before handing it over; the fees of its reminders are among them. */
export function costsOf({ request }: ClaimableInvoice): bigint {
  const { costs, reminders = [] } = request.invoice.terms?.collection ?? {}
  const costsGiven = minor(costs?.creditorCostsAmount ?? 0) + minor(costs?.collectionFeesAmount ?? 0)
  const fees = sum(reminders.map(({ feeAmount }) => minor(feeAmount ?? 0)))
  return costsGiven > fees ? costsGiven : fees
}

function debtorOf({ request, document }: ClaimableInvoice): Debtor {
  const { buyerParty: buyer } = request.invoice.parties
  const { buyer: accepted, recipient } = document ?? {}
  return {
    name: buyer.name,
    language: document?.language ?? 'en',
    ...omitUndefined({
      businessId: buyer.businessId,
      personalIdentityNumber: buyer.personalIdentityNumber,
      customerAccountId: buyer.customerAccountId === undefined ? undefined : String(buyer.customerAccountId),
      email: accepted?.email ?? recipient?.email,
      phone: accepted?.phone,
      address: accepted?.address ?? recipient?.address,
      electronicDemands: request.invoice.terms?.collection?.electronicDemands,
      electronicInvoiceAccount: recipient?.electronicInvoiceAccount,
      electronicRoutingAddress: recipient?.electronicRoutingAddress,
    }),
  }
}
