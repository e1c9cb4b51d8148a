/**
 * Between the wire and the domain. `ledgerPayload` and `paymentPayload` give a submission one form, whatever order its
 * keys came in and however it spelled "not given": that text is what is stored, hashed and compared. `ledgerDocument` and
 * `paymentDocument` read it back as what connectors work with, money in minor units.
 */
import type { AccountingDocument, LedgerDocument, LedgerRow, PaymentDocument, PaymentRow } from '../connectors/port.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minor } from '@saatava/core/money.ts'
import type { BeforeJson } from '../platform/stored.ts'
import type { Ledger, Payment } from './schemas.ts'
import { type StoredLedger, type StoredPayment, readLedger, readPayment } from './stored-payload.ts'

export function ledgerPayload(ledger: Ledger): BeforeJson<StoredLedger> {
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

/** The amount under which people look for a voucher: the sum of its debit rows, minor units. */
export function totalOf(rows: readonly { amount: number }[]): bigint {
  return rows.reduce((total, { amount }) => (amount > 0 ? total + minor(amount) : total), 0n)
}

/** @param accounts of payments that are made by us: see PaymentDocument */
export function paymentPayload(payment: Payment, accounts?: PaymentDocument['accounts']): BeforeJson<StoredPayment> {
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

/** @throws StoredValueError where the stored payload has another form */
export function documentOf(
  clientId: ClientId,
  { kind, identifier, payload }: { kind: 'ledger' | 'payment' | 'invoice'; identifier: string; payload: unknown },
): AccountingDocument {
  const key = `client ${clientId}, ${kind} ${identifier}`
  return kind === 'payment'
    ? paymentDocument(readPayment(payload, key))
    : ledgerDocument(readLedger(payload, key), kind)
}

function ledgerDocument(payload: StoredLedger, kind: 'ledger' | 'invoice'): LedgerDocument {
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

function paymentDocument(payload: StoredPayment): PaymentDocument {
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
