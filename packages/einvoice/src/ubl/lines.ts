/** InvoiceLine and CreditNoteLine. A row of text alone is no line here: it is a note of the line above it. */
import type { DocumentRow, InvoiceDocument } from '../model/document.ts'
import type { EinvoiceRows } from '../rows.ts'
import { unitCode } from '../units.ts'
import { WORDS } from '../words.ts'
import { clean, group, textElement } from '../xml.ts'
import { priceOf } from './price.ts'
import { linePeriod } from './supply.ts'
import { type AmountWriter, basic, taxCategory } from './values.ts'

/** UNCL5189: discount */
const DISCOUNT = '95'
const NAMELESS = '-'

/** The lines, and the texts that stood above the first of them. */
export function linesOf(
  { rows }: EinvoiceRows,
  document: InvoiceDocument,
  amount: AmountWriter,
): { lines: string[]; leading: string[] } {
  const leading: string[] = []
  const lines: { row: DocumentRow; notes: string[] }[] = []
  for (const { row, isText } of rows) {
    if (isText) (lines.at(-1)?.notes ?? leading).push(...textsOf(row))
    else lines.push({ row, notes: [] })
  }
  return { lines: lines.map(({ row, notes }) => line(row, notes, document, amount)), leading }
}

function textsOf({ name, description, definitions }: DocumentRow): string[] {
  return [name, description, ...definitions.map((definition) => `${definition.name}: ${definition.value}`)].filter(
    (text) => text !== undefined,
  )
}

function line(row: DocumentRow, notes: string[], document: InvoiceDocument, amount: AmountWriter): string {
  const credit = document.type === 'CREDIT_NOTE'
  const words = WORDS[document.language]
  const { code, known } = unitCode(row.unit)
  const price = priceOf(row)
  const units = { unitCode: code }
  return group(credit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine', [
    basic('ID', String(row.rowNumber)),
    basic('Note', [...(known ? [] : [`${words.unit}: ${row.unit}`]), ...dayInPeriod(row), ...notes].join('; ')),
    textElement(credit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', price.quantity, units),
    amount('LineExtensionAmount', row.net),
    linePeriod(row.supply),
    price.discount === undefined
      ? ''
      : group('cac:AllowanceCharge', [
          basic('ChargeIndicator', 'false'),
          basic('AllowanceChargeReasonCode', DISCOUNT),
          basic('AllowanceChargeReason', words.discount),
          basic('MultiplierFactorNumeric', String(price.discount.percentage)),
          amount('Amount', price.discount.amount),
          amount('BaseAmount', price.discount.base),
        ]),
    item(row, document),
    group('cac:Price', [
      textElement('cbc:PriceAmount', price.amount, { currencyID: document.currency }),
      textElement('cbc:BaseQuantity', price.base, units),
    ]),
  ])
}

/** A line has room for a period alone: a day within it is a note. */
function dayInPeriod({ supply }: DocumentRow): string[] {
  const { date, from, to } = supply ?? {}
  return date === undefined || (from ?? to) === undefined ? [] : [date]
}

function item(row: DocumentRow, { showProductCode }: InvoiceDocument): string {
  const properties = row.definitions.filter(({ name, value }) => clean(name) !== '' && clean(value) !== '')
  return group('cac:Item', [
    basic('Description', row.description),
    basic('Name', clean(row.name) === '' ? NAMELESS : row.name),
    showProductCode ? group('cac:SellersItemIdentification', [basic('ID', row.productCode)]) : '',
    taxCategory('ClassifiedTaxCategory', row.vatCategory, row.vatPercentage),
    ...properties.map(({ name, value }) =>
      group('cac:AdditionalItemProperty', [basic('Name', name), basic('Value', value)]),
    ),
  ])
}
