/** A payment → salespayment.nv. Netvisor's payment has no free text: it is found again by invoice, date, sum and payer. */
import type { ClientId } from '@saatava/core/ids.ts'
import { minorToText, sum } from '@saatava/core/money.ts'
import { markerOf } from '../marker.ts'
import { dayOfPayment } from '../parts.ts'
import type { Mappings, PaymentDocument, PaymentRow, PlannedVoucher } from '../port.ts'
import { refused } from './errors.ts'
import { mapped, type NetvisorSettings } from './settings.ts'
import { vatCodeOf } from './vat-codes.ts'
import { escaped, optionalElement } from './xml.ts'

export interface PaymentBody {
  resource: 'salespayment.nv'
  xml: string
  target: { type: 'invoicenumber' | 'reference'; value: string }
  amount: bigint
  sourceName: string
}

export interface PaymentContext {
  clientId: ClientId
  settings: NetvisorSettings
  mappings: Mappings
}

/** Stands for the payer when none was given: the element is mandatory. */
const NO_SOURCE_NAME = '-'

export function planPayment(document: PaymentDocument, context: PaymentContext): PlannedVoucher {
  const { settings } = context
  const date = dayOfPayment(document, settings)
  const target = { type: document.targetIdentifier, value: targetOf(document) }
  const sourceName = document.sourceName ?? NO_SOURCE_NAME
  const xml = `<root><salespayment><sum currency="${escaped(document.currency)}">${minorToText(document.amount, ',')}</sum><paymentdate>${date}</paymentdate>${optionalElement(
    'targetidentifier',
    target.value,
    ` type="${target.type}" targettype="invoice"`,
  )}${optionalElement('sourcename', sourceName)}${methodXml(document, context)}${linesXml(document.rows, context)}</salespayment></root>`
  return {
    marker: markerOf(context.clientId, 'payment', document.identifier),
    date,
    total: document.amount,
    body: { resource: 'salespayment.nv', xml, target, amount: document.amount, sourceName } satisfies PaymentBody,
  }
}

function targetOf(document: PaymentDocument): string {
  const value = document.targetIdentifier === 'invoicenumber' ? document.invoiceNumber : document.paymentReference
  if (value !== undefined) return value
  throw refused(
    'TARGET_MISSING',
    `The payment does not name ${document.targetIdentifier}.`,
    'Submit it again with the invoice number or reference.',
  )
}

function methodXml(document: PaymentDocument, { settings, mappings }: PaymentContext): string {
  const account = document.bankAccountNumber
  if (document.paymentMethodType === 'bankaccount') {
    if (account === undefined) {
      throw refused(
        'BANK_ACCOUNT_MISSING',
        'A payment by bankaccount names no bankAccountNumber.',
        'Submit it again with the account.',
      )
    }
    return optionalElement('paymentmethod', account, ' type="bankaccount"')
  }
  const described = document.description ?? settings.defaultPaymentMethod
  const name = mapped(mappings.paymentMethods, described) ?? described
  // Plain digits are an account of the chart and replace the method's own; an IBAN is not.
  const override =
    account !== undefined && /^\d{1,9}$/.test(account) ? ` overrideaccountingaccountnumber="${account}"` : ''
  return optionalElement('paymentmethod', name, ` type="alternative"${override}`)
}

function linesXml(rows: PaymentRow[], { mappings }: PaymentContext): string {
  if (rows.length === 0) return ''
  const total = sum(rows.map((row) => row.amount))
  if (total !== 0n) {
    throw refused(
      'ROWS_NOT_BALANCED',
      `The rows of the payment sum to ${minorToText(total)}, not to 0.00.`,
      'Submit it again with rows that balance.',
    )
  }
  const lines = rows.map((row) => {
    const percent = row.vatPercent ?? 0
    const code = vatCodeOf(row.vatCode, percent, mappings)
    if (code === undefined) {
      throw refused(
        'VAT_CODE_MISSING',
        `The row of account ${row.accountNumber} has ${percent} % VAT and no vatCode; Netvisor needs one in a payment.`,
        'Submit it again with the vatCode, or with 0 %.',
      )
    }
    return `<voucherline><linesum type="gross">${minorToText(row.amount, ',')}</linesum>${optionalElement('description', row.description)}${optionalElement(
      'accountnumber',
      row.accountNumber,
    )}<vatpercent vatcode="${escaped(code)}">${String(percent).replace('.', ',')}</vatpercent></voucherline>`
  })
  return `<salespaymentvoucherlines>${lines.join('')}</salespaymentvoucherlines>`
}
