/** The invoice of a case that is taken over: a COLLECTION invoice, of which as much was paid as is not open any more. */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minor, minorToNumber } from '@saatava/core/money.ts'
import { readReference } from '@saatava/core/references/read-reference.ts'
import type { SalesInvoiceRequest } from '../invoices/schemas.ts'
import type { Fault } from '../platform/errors.ts'
import type { CaseRow } from './schemas.ts'

/** @param country of the creditor, whose banks say which references there are */
export function invoiceOfRow(row: CaseRow, country: string): SalesInvoiceRequest {
  const { invoice, balance, debtor, interest, electronicDemands, directlyEnforceable } = row
  const total = invoice.totalAmount
  const name = invoice.subject ?? `Invoice ${invoice.number}`
  const paid = minorToNumber(minor(total) - minor(balance.capital))
  const percentage = interest?.percentage
  return {
    processing: { paymentControlEnabled: true },
    invoice: {
      header: {
        ...{ number: invoice.number, type: 'COLLECTION', date: invoice.date, dueDate: invoice.dueDate },
        ...omitUndefined({ currencyCode: invoice.currencyCode, description: invoice.subject }),
      },
      references: omitUndefined({ payment: usable(row.reference, country) }),
      parties: { buyerParty: debtor },
      terms: {
        ...(percentage === undefined ? {} : { interest: { type: 'FIXED', percentage } }),
        collection: omitUndefined({ electronicDemands, directlyEnforceable }),
      },
      ...(invoice.suppliedOn === undefined ? {} : { delivery: { date: invoice.suppliedOn } }),
      amounts: { paidAmount: paid },
      rows: [{ name, vatPercentage: 0, netAmount: total, vatAmount: 0, totalAmount: total }],
    },
  }
}

/** The reference that the debtor has stays, where the banks of the country take it; else a new one is made. */
function usable(reference: string | undefined, country: string): string | undefined {
  if (reference === undefined) return undefined
  return readReference(reference, country, {}).fault === undefined ? reference : undefined
}

/** Pointers into the invoice, and the place in the row from which each part comes. */
const PLACES: readonly [string, string][] = [
  ['/invoice/parties/buyerParty', '/debtor'],
  ['/invoice/header', '/invoice'],
  ['/invoice/references/payment', '/reference'],
  ['/invoice/terms/collection/electronicDemands', '/electronicDemands'],
  ['/invoice/terms/interest', '/interest'],
  ['/invoice/delivery', '/invoice/suppliedOn'],
  ['/invoice/amounts/paidAmount', '/balance/capital'],
]

/** A fault of the invoice, at its place in the row. */
export function atRow(fault: Fault): Fault {
  const place = PLACES.find(([pointer]) => fault.pointer.startsWith(pointer))
  return place === undefined ? fault : { ...fault, pointer: `${place[1]}${fault.pointer.slice(place[0].length)}` }
}
