/** The column accounting_document.payload: a ledger or a payment in the one form that payloads.ts gives it. */
import { type Static, Type } from 'typebox'
import { oneOf, optional } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'

const StoredLedger = Type.Object({
  ledgerIdentifier: Type.String(),
  companyIdentifier: Type.String(),
  documentType: Type.String(),
  documentName: Type.String(),
  documentDate: Type.String(),
  documentDescription: optional(Type.String()),
  calculationMode: oneOf(['GROSS', 'NET']),
  ledgerRows: Type.Array(
    Type.Object({
      bookingDate: Type.String(),
      accountNumber: Type.String(),
      vatAccountNumber: optional(Type.String()),
      vatType: optional(Type.String()),
      vatPercentage: optional(Type.Number()),
      vatCode: optional(Type.String()),
      amount: Type.Number(),
      netAmount: Type.Number(),
      isVatRow: Type.Integer(),
      projectNumber: optional(Type.String()),
      transactionType: optional(Type.String()),
      transactionDescription: optional(Type.String()),
      ledgerDimensions: Type.Array(
        Type.Object({
          dimensionType: oneOf(['COST_CENTER', 'PROJECT', 'CUSTOM']),
          dimensionName: optional(Type.String()),
          dimensionValue: Type.String(),
        }),
      ),
    }),
  ),
})
export type StoredLedger = Static<typeof StoredLedger>

const StoredPayment = Type.Object({
  paymentIdentifier: Type.String(),
  invoiceNumber: optional(Type.String()),
  paymentDate: Type.String(),
  bookingDate: optional(Type.String()),
  amount: Type.Number(),
  currency: Type.String(),
  targetIdentifier: oneOf(['invoicenumber', 'reference']),
  paymentReference: optional(Type.String()),
  sourceName: optional(Type.String()),
  paymentMethodType: oneOf(['alternative', 'bankaccount']),
  description: optional(Type.String()),
  bankAccountNumber: optional(Type.String()),
  companyIdentifier: optional(Type.String()),
  accounts: optional(Type.Object({ money: Type.String(), receivable: Type.String() })),
  rows: Type.Array(
    Type.Object({
      paymentType: optional(Type.String()),
      description: optional(Type.String()),
      accountNumber: Type.String(),
      amount: Type.Number(),
      vatPercent: optional(Type.Number()),
      vatCode: optional(Type.String()),
    }),
  ),
})
export type StoredPayment = Static<typeof StoredPayment>

export const readLedger = stored(StoredLedger, 'accounting_document.payload')
export const readPayment = stored(StoredPayment, 'accounting_document.payload')
