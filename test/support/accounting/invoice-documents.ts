/** Invoices as documents, for tests: what belongs to the amounts, and as little as possible of the rest. */
import { grossOfNet, sum } from '@saatava/core/money.ts'
import type { DocumentRow, InvoiceDocument, VatCategory, VatLine } from '@saatava/einvoice/model/document.ts'

interface TestRow {
  /** Minor units. */
  net: bigint
  percentage: number
  category?: VatCategory
  accounting?: NonNullable<DocumentRow['accounting']>
}

export interface TestInvoice {
  number?: string
  type?: InvoiceDocument['type']
  currency?: string
  date?: string
  rows: TestRow[]
  /** How far the stated VAT of a rate is from the rate of its net amounts, minor units; at most a cent is accepted. */
  offBy?: bigint
  /** How far the stated total is from net and VAT. */
  roundedBy?: bigint
  /** VAT is stated as the sum of the rows' VAT, however far that is from the rate of the sum. */
  vatByRow?: boolean
}

export function invoiceDocument(invoice: TestInvoice): InvoiceDocument {
  const rows = invoice.rows.map((row, i): DocumentRow => {
    const vat = grossOfNet(row.net, row.percentage) - row.net
    return {
      rowNumber: i + 1,
      name: 'Work',
      vatPercentage: row.percentage,
      vatCategory: row.category ?? 'S',
      net: row.net,
      vat,
      total: row.net + vat,
      definitions: [],
      ...(row.accounting === undefined ? {} : { accounting: row.accounting }),
    }
  })
  const vatLines = linesOf(rows, invoice)
  const net = sum(rows.map((row) => row.net))
  const vat = sum(vatLines.map((line) => line.vat))
  const total = net + vat + (invoice.roundedBy ?? 0n)
  const seller = { name: 'Test Customer Oy', businessId: '0112038-9' }
  const buyer = { name: 'Matti Meikäläinen', entityType: 'CONSUMER' as const }
  return {
    number: invoice.number ?? '1001',
    type: invoice.type ?? 'INVOICE',
    date: invoice.date ?? '2026-02-01',
    dueDate: '2026-02-15',
    currency: invoice.currency ?? 'EUR',
    language: 'fi',
    references: {},
    seller,
    buyer,
    recipient: buyer,
    rows,
    vatLines,
    totals: { net, vat, total, paid: 0n },
    payment: { accounts: [], reference: { kind: 'FI', value: '10016', printed: '1 0016' }, payable: total },
    terms: {},
    showProductCode: false,
  }
}

function linesOf(rows: DocumentRow[], { offBy = 0n, vatByRow = false }: TestInvoice): VatLine[] {
  const groups = Map.groupBy(rows, (row) => `${row.vatPercentage} ${row.vatCategory}`)
  return [...groups.values()].map((group): VatLine => {
    const { vatPercentage: percentage, vatCategory: category } = group[0] as DocumentRow
    const net = sum(group.map((row) => row.net))
    const byRate = grossOfNet(net, percentage) - net + (percentage === 0 ? 0n : offBy)
    return { percentage, category, net, vat: vatByRow ? sum(group.map((row) => row.vat)) : byRate }
  })
}
