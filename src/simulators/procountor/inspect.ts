/** The books as tests and people read them: what arrived, oldest first. */
import { minorFromNumber, minorToNumber } from '@saatava/core/money.ts'
import type { Company } from './records.ts'

const MARKER = /\bSA-[0-9A-Z]{13}\b/

export function inspectCompany(company: Company) {
  return {
    settings: company.settings,
    vouchers: [...company.receipts.values()].map(({ record, receivedAt, raw }) => ({
      id: record.id,
      number: record.receiptNumber,
      marker: MARKER.exec(record.name)?.[0] ?? null,
      name: record.name,
      description: record.transactionDescription ?? null,
      date: record.receiptDate,
      status: record.status,
      lines: record.transactions,
      sum: debitOf(record.transactions),
      receivedAt,
      ...(raw === undefined ? {} : { raw }),
    })),
    payments: company.payments.map(({ record, receivedAt, raw }) => ({
      id: record.id,
      invoiceId: record.invoiceId,
      invoiceNumber: company.invoices.get(record.invoiceId)?.originalInvoiceNumber ?? null,
      marker: MARKER.exec(record.description ?? '')?.[0] ?? null,
      description: record.description ?? null,
      date: record.paymentDate,
      type: record.type,
      sum: record.paidAmount,
      currency: record.paidCurrency,
      receivedAt,
      ...(raw === undefined ? {} : { raw }),
    })),
    invoices: [...company.invoices.values()].map(({ originalInvoiceNumber, status, sum, paid, bankReferenceCode }) => ({
      ...{ number: originalInvoiceNumber, status, paid: paid / 100, reference: bankReferenceCode ?? null },
      open: sum === null ? null : (sum - paid) / 100,
    })),
  }
}

function debitOf(transactions: { accountingValue: number }[]): number {
  let debit = 0n
  for (const { accountingValue } of transactions) {
    const value = minorFromNumber(accountingValue)
    if (typeof value === 'bigint' && value > 0n) debit += value
  }
  return minorToNumber(debit)
}
