/** Invoices as documents, for tests: complete and consistent, of the published example's names. */
import type { DocumentRow, InvoiceDocument, Party, Receiver, VatLine } from '@saatava/einvoice/model/document.ts'

/** Matti Meikäläinen is the Finnish John Doe; the numbers are those of the published vectors. */
export const exampleSeller: Party = {
  name: 'Test Customer Oy',
  businessId: '2262509-5',
  vatCode: 'FI22625095',
  address: { street: 'Testikuja 7', postalCode: '12345', postalDistrict: 'HELSINKI', countryCode: 'FI' },
  contactName: 'Matti Meikäläinen',
  email: 'matti@example.com',
  phone: '+358 44 123 4567',
  website: 'www.example.com',
}

export const exampleBuyer: Receiver = {
  entityType: 'BUSINESS',
  name: 'Example Buyer Oy',
  businessId: '0112038-9',
  vatCode: 'FI01120389',
  customerAccountId: '10045',
  contactName: 'Maija Meikäläinen',
  address: { street: 'Esimerkkitie 12 B 3', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' },
}

/** One row, its amounts worked out from minor units of the unit price. */
export function exampleRow(overrides: Partial<DocumentRow> & { pieces?: bigint; price?: bigint } = {}): DocumentRow {
  const { pieces = 2n, price = 10_000n, ...rest } = overrides
  const net = rest.net ?? pieces * price
  const vat = rest.vat ?? (net * BigInt(Math.round((rest.vatPercentage ?? 25.5) * 10)) + 500n) / 1000n
  return {
    rowNumber: 1,
    productCode: 'A-100',
    name: 'Konsultointi',
    quantity: pieces.toString(),
    unit: 'kpl',
    unitPrice: `${price / 100n}.${(price % 100n).toString().padStart(2, '0')}`,
    vatPercentage: 25.5,
    vatCategory: 'S',
    definitions: [],
    ...rest,
    net,
    vat,
    total: rest.total ?? net + vat,
  }
}

const ROWS: DocumentRow[] = [
  exampleRow({
    name: 'Asiantuntijatyö',
    description: 'Käyttöönotto ja koulutus',
    unit: 'h',
    pieces: 12n,
    price: 9_500n,
  }),
  exampleRow({ rowNumber: 2, productCode: 'B-210', name: 'Ohjelmistolisenssi, kuukausi', pieces: 3n, price: 4_990n }),
  exampleRow({ rowNumber: 3, productCode: 'K-5', name: 'Käsikirja', pieces: 2n, price: 3_250n, vatPercentage: 13.5 }),
]

/** The VAT lines of rows, per rate and category. */
export function exampleVatLines(rows: DocumentRow[]): VatLine[] {
  const lines = new Map<string, VatLine>()
  for (const row of rows) {
    const key = `${row.vatPercentage} ${row.vatCategory}`
    const line = lines.get(key) ?? { percentage: row.vatPercentage, category: row.vatCategory, net: 0n, vat: 0n }
    lines.set(key, { ...line, net: line.net + row.net, vat: line.vat + row.vat })
  }
  return [...lines.values()]
}

/**
 * A Finnish invoice of three rows with reference, bar code and QR code; `overrides` replaces whole members. VAT lines,
 * totals and what is payable follow the rows unless they are given too.
 */
export function exampleDocument(overrides: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const rows = overrides.rows ?? ROWS
  const vatLines = overrides.vatLines ?? exampleVatLines(rows)
  const net = vatLines.reduce((sum, line) => sum + line.net, 0n)
  const vat = vatLines.reduce((sum, line) => sum + line.vat, 0n)
  const totals = overrides.totals ?? { net, vat, total: net + vat, paid: 0n }
  const payable = totals.total - totals.paid
  const recipient = overrides.recipient ?? overrides.buyer ?? exampleBuyer
  return {
    number: '2026000042',
    type: 'INVOICE',
    date: '2026-01-31',
    dueDate: '2026-02-14',
    currency: 'EUR',
    language: 'fi',
    references: { sales: 'Matti Meikäläinen', buyer: 'Maija Meikäläinen', orderNumber: 'T-7788' },
    seller: exampleSeller,
    buyer: exampleBuyer,
    rows,
    vatLines,
    totals,
    payment: {
      accounts: [{ iban: 'FI5810171000000122', bic: 'NDEAFIHH' }],
      reference: { kind: 'FI', value: '20260000422', printed: '2 02600 00422' },
      payable,
      barcode: exampleBarcode(payable),
      epcQr: exampleEpcQr(payable),
    },
    terms: { netDays: 14 },
    showProductCode: true,
    ...overrides,
    recipient,
  }
}

/** Version 4: account, euros and cents, reference, due date of the example. */
export function exampleBarcode(payable: bigint): string {
  // Six digits of euros; a larger amount is left to the payer.
  const amount = payable > 99_999_999n ? 0n : payable
  return `45810171000000122${amount.toString().padStart(8, '0')}000${'20260000422'.padStart(20, '0')}260214`
}

export function exampleEpcQr(payable: bigint): string {
  const euros = `${payable / 100n}.${(payable % 100n).toString().padStart(2, '0')}`
  const reference = 'RF2720260000422'
  const lines = ['BCD', '002', '1', 'SCT', 'NDEAFIHH', 'Test Customer Oy', 'FI5810171000000122', `EUR${euros}`]
  return [...lines, '', reference, '', ''].join('\n')
}
