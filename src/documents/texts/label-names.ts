/** The labels of a document, the same in every language. */
import type { InvoiceType, VatCategory } from '@saatava/einvoice/model/document.ts'

export interface Labels {
  titles: Record<InvoiceType, string>
  facts: {
    number: string
    date: string
    /** When: a day, a period. */
    supplied: string
    dueDate: string
    payable: string
    credited: string
    reference: string
    customer: string
    customerVatCode: string
    yourReference: string
    ourReference: string
    order: string
    orderDate: string
    agreement: string
    terms: string
    interest: string
  }
  netDays: (days: string) => string
  cashDiscount: (percent: string, days: string) => string
  interestByLaw: string
  buyer: string
  delivery: string
  columns: {
    code: string
    name: string
    quantity: string
    unitPrice: string
    discount: string
    vat: string
    net: string
    total: string
  }
  vatTable: { title: string; rate: string; net: string; vat: string; total: string }
  totals: { net: string; vat: string; rounding: string; total: string; paid: string; payable: string; credited: string }
  /** The ground on which a row bears no tax; the seller owes the buyer these words (2006/112/EC art. 226 (11) and (11a)). */
  vatNotes: Partial<Record<VatCategory, string>>
  reminder: string
  nothingToPay: string
  factoring: (financier: string) => string
  factoringAgreement: (number: string) => string
  /** Under payment control: why the payee is not the seller. */
  clientFunds: (facts: { payee: string; seller: string }) => string
  /** On the page that follows a print-out of the seller's own. */
  insteadOfPrintout: string
  payment: {
    title: string
    payee: string
    /** The creditor for whom the payee receives the payment. */
    creditor: string
    reference: string
    dueDate: string
    amount: string
    barcode: string
    scan: string
  }
  footer: { vatCode: string; phone: string }
  page: (page: number, pages: number) => string
}
