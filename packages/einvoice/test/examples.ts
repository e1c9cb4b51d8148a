/** Invoices to write e-invoices of: complete documents, whose amounts follow from their rows. */
import { Big } from 'big.js'
import type { DocumentRow, InvoiceDocument, Receiver, VatCategory, VatLine } from '../src/model/document.ts'
import type { EinvoiceAddressing } from '../src/addressing.ts'

export interface RowInput extends Partial<DocumentRow> {
  name: string
}

/** A row whose amounts are quantity × unitPrice less discount; without a price it is a row of text. */
function rowOf(input: RowInput, index: number): DocumentRow {
  const { quantity, unitPrice, discountPercentage = 0, vatPercentage = 25.5 } = input
  const priced = quantity !== undefined && unitPrice !== undefined
  const product = priced ? new Big(quantity).times(unitPrice).times(100 - discountPercentage) : new Big(0)
  const net = BigInt(product.round(0, 1).toFixed())
  const vat = BigInt(new Big(net.toString()).times(vatPercentage).div(100).round(0, 1).toFixed())
  return {
    rowNumber: index + 1,
    vatPercentage,
    vatCategory: vatPercentage > 0 ? 'S' : 'Z',
    net,
    vat,
    total: net + vat,
    definitions: [],
    ...input,
  }
}

function vatLinesOf(rows: DocumentRow[]): VatLine[] {
  const lines = new Map<string, VatLine>()
  for (const row of rows.filter(({ unitPrice }) => unitPrice !== undefined)) {
    const key = `${row.vatPercentage} ${row.vatCategory}`
    const line = lines.get(key) ?? { percentage: row.vatPercentage, category: row.vatCategory, net: 0n, vat: 0n }
    lines.set(key, { ...line, net: line.net + row.net })
  }
  return [...lines.values()].map((line) => ({
    ...line,
    vat: BigInt(new Big(line.net.toString()).times(line.percentage).div(100).round(0, 1).toFixed()),
  }))
}

const SELLER: Record<string, InvoiceDocument['seller']> = {
  FI: {
    name: 'Test Company Oy',
    businessId: '0112038-9',
    vatCode: 'FI01120389',
    address: { street: 'Testikatu 1', postalCode: '00100', postalDistrict: 'Helsinki', countryCode: 'FI' },
    contactName: 'Matti Meikäläinen',
    email: 'billing@example.com',
    phone: '+358401234567',
    website: 'https://example.com',
  },
  SE: {
    name: 'Test Company AB',
    businessId: '556036-0793',
    vatCode: 'SE556036079301',
    address: { street: 'Testgatan 1', postalCode: '111 22', postalDistrict: 'Stockholm', countryCode: 'SE' },
  },
  NO: {
    name: 'Test Company AS',
    businessId: '974760673',
    vatCode: 'NO974760673MVA',
    address: { street: 'Testveien 1', postalCode: '0150', postalDistrict: 'Oslo', countryCode: 'NO' },
  },
  DK: {
    name: 'Test Company ApS',
    businessId: '13585628',
    vatCode: 'DK13585628',
    address: { street: 'Testvej 1', postalCode: '1050', postalDistrict: 'København', countryCode: 'DK' },
  },
}

export function buyerIn(country: 'FI' | 'SE' | 'NO' | 'DK'): Receiver {
  const { businessId, vatCode, address } = SELLER[country] ?? {}
  return {
    entityType: 'BUSINESS',
    name: 'Test Customer Oy',
    ...(businessId === undefined ? {} : { businessId }),
    ...(vatCode === undefined ? {} : { vatCode }),
    ...(address === undefined ? {} : { address }),
    contactName: 'Matti Meikäläinen',
    email: 'customer@example.com',
    customerAccountId: '1001',
    ...(country === 'FI' ? { electronicInvoiceAccount: '003701120389', electronicRoutingAddress: '003721291126' } : {}),
  }
}

const PAYMENT: Record<string, Partial<InvoiceDocument['payment']>> = {
  FI: {
    accounts: [{ iban: 'FI5810171000000122', bic: 'NDEAFIHH' }],
    reference: { kind: 'FI', value: '1234561', printed: '12 34561' },
    barcode: '479440520200360820000011000000000000000001234561260312',
  },
  SE: {
    accounts: [{ bankgiro: '5050-1055' }],
    reference: { kind: 'SE_OCR', value: '12351', printed: '12351' },
  },
  NO: {
    accounts: [{ iban: 'NO7215031234562' }],
    reference: { kind: 'NO_KID', value: '12345674', printed: '12345674' },
  },
  DK: {
    accounts: [{ iban: 'DK2930000001234567' }],
    reference: { kind: 'DK_FIK', value: '123456789012347', printed: '+71<123456789012347+12345678<' },
  },
}

export interface DocumentInput extends Partial<Omit<InvoiceDocument, 'rows' | 'payment'>> {
  country?: 'FI' | 'SE' | 'NO' | 'DK'
  to?: 'FI' | 'SE' | 'NO' | 'DK'
  rows?: RowInput[]
  paid?: bigint
  payment?: Partial<InvoiceDocument['payment']>
}

export function documentOf(input: DocumentInput = {}): InvoiceDocument {
  const { country = 'FI', to = country, rows: rowInputs, paid = 0n, payment, ...rest } = input
  const rows = (rowInputs ?? [defaultRow(country)]).map(rowOf)
  const vatLines = rest.vatLines ?? vatLinesOf(rows)
  const net = vatLines.reduce((total, line) => total + line.net, 0n)
  const vat = vatLines.reduce((total, line) => total + line.vat, 0n)
  const seller = SELLER[country]
  if (seller === undefined) throw new Error(`no example seller in ${country}`)
  const buyer = rest.buyer ?? buyerIn(to)
  return {
    number: '20260001',
    type: 'INVOICE',
    date: '2026-02-27',
    dueDate: '2026-03-12',
    currency: { FI: 'EUR', SE: 'SEK', NO: 'NOK', DK: 'DKK' }[country],
    language: 'fi',
    references: { buyer: 'PO 1', sales: 'S-1' },
    seller: { ...seller, taxRegistered: true },
    buyer,
    recipient: buyer,
    rows,
    vatLines,
    totals: { net, vat, total: net + vat, paid },
    terms: { netDays: 14, interestPercentage: 8 },
    showProductCode: true,
    ...rest,
    payment: {
      accounts: [],
      payable: rest.type === 'CREDIT_NOTE' ? 0n : net + vat - paid,
      ...PAYMENT[country],
      ...payment,
    },
  }
}

function defaultRow(country: 'FI' | 'SE' | 'NO' | 'DK'): RowInput {
  const vatPercentage = country === 'FI' ? 25.5 : 25
  return { productCode: 'A-1', name: 'Työ', quantity: '2', unit: 'h', unitPrice: '100', vatPercentage }
}

export function exempt(category: VatCategory): RowInput {
  return { name: 'Palvelu', quantity: '1', unit: 'kpl', unitPrice: '100', vatPercentage: 0, vatCategory: category }
}

export const ADDRESSING: EinvoiceAddressing = {
  from: { id: '003701120389', intermediatorId: '003721291126', name: 'Test Company Oy' },
  to: { id: '003701120389', intermediatorId: 'NDEAFIHH', name: 'Test Customer Oy' },
  messageId: '0197f3c2-7c1e-7e0f-9d3b-2b1f5a6c7d8e',
  createdAt: new Date('2026-02-27T07:15:00Z'),
  timeZone: 'Europe/Helsinki',
}
