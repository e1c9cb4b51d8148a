import type { ClientFundsAccount } from '../../agency/account.ts'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { sum } from '@saatava/core/money.ts'
import {
  type ChargedFee,
  type Collector,
  type InvoiceDocument,
  LANGUAGES,
  type LetterSection,
  type PaymentInstructions,
  type Receiver,
} from '@saatava/einvoice/model/document.ts'
import { type PaidTo, paidToClientFunds } from '../../invoices/client-funds.ts'
import { paymentInstructions } from '@saatava/einvoice/model/payment-instructions.ts'
import { type Claim, totalOf } from '../../claims/claim.ts'
import type { LetterRequest } from './letter-request.ts'

/**
 * The letter about an invoice: its parties, with what is claimed now.
 * @param collector the agency
 * @param account of client funds, in force now; undefined: a financier has bought the receivable and is paid
 */
export function letterDocument(
  request: LetterRequest,
  invoice: InvoiceDocument,
  collector: Collector,
  account?: ClientFundsAccount,
): InvoiceDocument {
  const { case: debt, date, payWithinDays, about } = request
  const claim = undisputed(request)
  const total = totalOf(claim)
  const payable = about?.payable ?? total
  const dueDate = about?.dueDate ?? addDays(date, payWithinDays)
  const debtor = debtorOf(request, invoice)
  const language = LANGUAGES.find((one) => one === debt.debtor.language) ?? invoice.language
  const paidTo = account && paidToClientFunds(account, collector, language)
  return {
    ...withoutText(invoice),
    type: 'REMINDER',
    date,
    dueDate,
    currency: debt.currency,
    language,
    buyer: debtor,
    recipient: guardianOf(request) ?? debtor,
    rows: [],
    vatLines: [],
    totals: { net: total, vat: 0n, total, paid: 0n },
    payment: paymentOf(invoice, paidTo, { currency: debt.currency, payable, dueDate }),
    terms: omitUndefined({ interestPercentage: debt.interestPercentage ?? undefined }),
    letter: sectionOf({ ...request, claim }, invoice, total, collector),
  }
}

/** The denied part is not claimed while it is examined; the letter that confirms the objection states the whole. */
function undisputed({ kind, claim, case: { disputed } }: LetterRequest): Claim {
  if (kind === 'OBJECTION_RECEIVED') return claim
  const left = claim.capital - (disputed ?? 0n)
  return { ...claim, capital: left > 0n ? left : 0n }
}

/** The seller's text about the delivery belongs to the invoice. */
function withoutText(invoice: InvoiceDocument): InvoiceDocument {
  const { description: _description, additionalInformation: _information, delivery: _delivery, ...rest } = invoice
  return rest
}

/** The debtor as the case knows it now: actions may have changed how it is reached. */
function debtorOf({ case: { debtor, debtorType } }: LetterRequest, { buyer }: InvoiceDocument): Receiver {
  return {
    name: debtor.name,
    entityType: debtorType === 'CONSUMER' ? 'CONSUMER' : buyer.entityType === 'PUBLIC' ? 'PUBLIC' : 'BUSINESS',
    ...omitUndefined({
      address: debtor.address,
      businessId: debtor.businessId,
      customerAccountId: debtor.customerAccountId,
      email: debtor.email,
      phone: debtor.phone,
    }),
  }
}

/** The guardian of the debtor receives its letters. */
function guardianOf({ case: { debtor } }: LetterRequest): Receiver | undefined {
  if (debtor.guardian === undefined) return undefined
  const { name, address, email } = debtor.guardian
  return { name, entityType: 'CONSUMER', ...omitUndefined({ address, email }) }
}

/** The reference stays; the accounts are those of now, and bar code and QR code have the new sum and day. */
function paymentOf(
  { payment, factoring, seller }: InvoiceDocument,
  paidTo: PaidTo | undefined,
  order: { currency: string; payable: bigint; dueDate: CivilDate },
): PaymentInstructions {
  if (paidTo !== undefined) {
    const { accounts, payee } = paidTo
    return paymentInstructions({
      ...order,
      accounts,
      payee,
      name: payee.name,
      reference: paidTo.refer(payment.reference),
    })
  }
  const name = factoring?.financierName ?? seller.name
  return paymentInstructions({ ...order, accounts: payment.accounts, name, reference: payment.reference })
}

function sectionOf(
  request: LetterRequest,
  invoice: InvoiceDocument,
  total: bigint,
  collector: Collector,
): LetterSection {
  const { case: debt, kind, claim, fee, interest, notice, about } = request
  const { capital, interest: accrued, costs, fees } = claim
  return {
    kind,
    countryCode: debt.country,
    debtorType: debt.debtorType,
    caseNumber: String(debt.caseId),
    invoice: {
      number: invoice.number,
      date: debt.invoiceDate,
      dueDate: debt.dueDate,
      total: invoice.totals.total,
      ...omitUndefined({ subject: subjectOf(invoice) }),
    },
    claim: { capital, interest: accrued, costs, fees, total },
    interest: explained(interest),
    fee,
    collector,
    ...omitUndefined({ feesCharged: feesOf(request), notice: notice === true ? notice : undefined }),
    ...omitUndefined({
      plan: about?.plan,
      missed: about?.missed,
      formerDueDate: about?.formerDueDate,
      objection: about?.objection,
    }),
  }
}

/**
 * Every fee that was charged, this letter's last. Undefined where they do not come to what is owed of fees, for another
 * reason than that some were paid: then the letter states the sum.
 */
function feesOf({ kind, charged, fee, date, claim }: LetterRequest): ChargedFee[] | undefined {
  if (charged === undefined) return undefined
  const ofStep = fee > 0n && (kind === 'REMINDER' || kind === 'DEMAND')
  const all = [...charged, ...(ofStep ? [{ step: kind, date, amount: fee }] : [])]
  return sum(all.map(({ amount }) => amount)) < claim.fees ? undefined : all
}

const SUBJECT_CHARACTERS_MAX = 120

/** The ground of the claim, as the law wants it named: what was sold. */
function subjectOf({ description, rows }: InvoiceDocument): string | undefined {
  const text =
    description ??
    rows
      .map(({ name }) => name.trim())
      .filter(Boolean)
      .join(', ')
  if (text === '') return undefined
  return text.length <= SUBJECT_CHARACTERS_MAX ? text : `${text.slice(0, SUBJECT_CHARACTERS_MAX - 1).trimEnd()}…`
}

/** Days of one rate and one capital stand together. */
function explained(interest: LetterRequest['interest']): LetterSection['interest'] {
  const list: LetterSection['interest'] = []
  for (const { from, to, rate: percentage, capital } of interest?.periods ?? []) {
    const last = list.at(-1)
    if (last?.percentage === percentage && last.capital === capital) last.to = to
    else list.push({ from, to, percentage, capital })
  }
  return list
}
