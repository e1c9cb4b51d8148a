/**
 * Between the wire and the domain. `ledgerPayload` and `paymentPayload` give a submission one form, whatever order its
 * keys came in and however it spelled "not given": that text is what is stored, hashed and compared. `ledgerDocument` and
 * `paymentDocument` read it back as what connectors work with, money in minor units.
 */
import type { AccountingDocument, LedgerDocument, LedgerRow, PaymentDocument, PaymentRow } from '../connectors/port.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minor } from '@saatava/core/money.ts'
import type { Ledger, Payment } from './schemas.ts'

type LedgerPayload = ReturnType<typeof ledgerPayload>
type PaymentPayload = ReturnType<typeof paymentPayload>

export function ledgerPayload(ledger: Ledger) {
  return {
    ledgerIdentifier: ledger.ledgerIdentifier,
    companyIdentifier: ledger.companyIdentifier,
    documentType: ledger.documentType,
    documentName: ledger.documentName,
    documentDate: ledger.documentDate,
    documentDescription: ledger.documentDescription,
    calculationMode: ledger.calculationMode,
    ledgerRows: ledger.ledgerRows.map((row) => ({
      bookingDate: row.bookingDate,
      accountNumber: String(row.accountNumber),
      vatAccountNumber: textOf(row.vatAccountNumber),
      vatType: row.vatType,
      vatPercentage: row.vatPercentage,
      vatCode: row.vatCode,
      amount: row.amount,
      netAmount: row.netAmount,
      isVatRow: row.isVatRow ?? 0,
      projectNumber: row.projectNumber,
      transactionType: row.transactionType,
      transactionDescription: row.transactionDescription,
      ledgerDimensions: (row.ledgerDimensions ?? []).map((dimension) => ({
        dimensionType: dimension.dimensionType,
        dimensionName: dimension.dimensionName,
        dimensionValue: dimension.dimensionValue,
      })),
    })),
  }
}

/** @param accounts of payments that are made by us: see PaymentDocument */
export function paymentPayload(payment: Payment, accounts?: PaymentDocument['accounts']) {
  return {
    paymentIdentifier: payment.paymentIdentifier,
    invoiceNumber: textOf(payment.invoiceNumber),
    paymentDate: payment.paymentDate,
    bookingDate: payment.bookingDate,
    amount: payment.amount,
    currency: payment.currency,
    targetIdentifier: payment.targetIdentifier,
    paymentReference: textOf(payment.paymentReference),
    sourceName: payment.sourceName,
    paymentMethodType: payment.paymentMethodType,
    description: payment.description,
    bankAccountNumber: textOf(payment.bankAccountNumber),
    companyIdentifier: payment.companyIdentifier,
    accounts,
    rows: (payment.rows ?? []).map((row) => ({
      paymentType: row.paymentType,
      description: row.description,
      accountNumber: String(row.accountNumber),
      amount: row.amount,
      vatPercent: row.vatPercent,
      vatCode: row.vatCode,
    })),
  }
}

/** @param payload as stored: the JSON of a LedgerPayload or PaymentPayload */
export function documentOf(kind: 'ledger' | 'payment' | 'invoice', payload: unknown): AccountingDocument {
  return kind === 'payment'
    ? paymentDocument(payload as PaymentPayload)
    : ledgerDocument(payload as LedgerPayload, kind)
}

function ledgerDocument(payload: LedgerPayload, kind: 'ledger' | 'invoice'): LedgerDocument {
  const { ledgerIdentifier, companyIdentifier, ledgerRows, documentDescription, ...header } = payload
  return {
    kind,
    identifier: ledgerIdentifier,
    companyIdentifier,
    ...header,
    ...omitUndefined({ documentDescription }),
    rows: ledgerRows.map((row): LedgerRow => {
      const { amount, netAmount, isVatRow, ledgerDimensions, bookingDate, accountNumber, ...rest } = row
      return {
        bookingDate,
        accountNumber,
        amount: minor(amount),
        netAmount: minor(netAmount),
        isVatRow: isVatRow === 1,
        ...omitUndefined(rest),
        dimensions: ledgerDimensions.map(({ dimensionType, dimensionName, dimensionValue }) => ({
          type: dimensionType,
          value: dimensionValue,
          ...omitUndefined({ name: dimensionName }),
        })),
      }
    }),
  }
}

function paymentDocument(payload: PaymentPayload): PaymentDocument {
  const { paymentIdentifier, amount, rows, paymentDate, currency, targetIdentifier, paymentMethodType, ...rest } =
    payload
  return {
    kind: 'payment',
    identifier: paymentIdentifier,
    paymentDate,
    currency,
    targetIdentifier,
    paymentMethodType,
    amount: minor(amount),
    ...omitUndefined(rest),
    rows: rows.map((row): PaymentRow => {
      const { accountNumber, amount: rowAmount, ...more } = row
      return { accountNumber, amount: minor(rowAmount), ...omitUndefined(more) }
    }),
  }
}

function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}
