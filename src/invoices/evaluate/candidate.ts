/** An invoice as it is evaluated, and the invoice that it is about. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { InvoiceType, PaymentInstructions } from '@saatava/einvoice/model/document.ts'
import type { SalesInvoiceRequest } from '../schemas.ts'

/** An invoice as it waits for evaluation. */
export interface Candidate {
  clientId: ClientId
  invoiceId: InvoiceId
  seq: number
  number: number
  type: InvoiceType
  date: CivilDate
  dueDate: CivilDate
  currency: string
  approved: boolean
  request: SalesInvoiceRequest
}

/** The invoice that a credit note credits, or that a reminder reminds of, as it is stored. */
export interface Original {
  invoiceId: InvoiceId
  number: number
  type: InvoiceType
  status: string
  date: CivilDate
  currency: string
  /** Minor units. */
  total: bigint
  credited: bigint
  /** Payment details of its document, where it has one: whom it asked to be paid, and by which reference. */
  payment?: Pick<PaymentInstructions, 'accounts' | 'payee' | 'reference'> | null
}
