/** InvoiceRow: a row of goods or services, or a row of text alone. */
import { Big } from 'big.js'
import type { DocumentRow, InvoiceDocument } from '../model/document.ts'
import { fitting, paragraphs, wrapped } from '../text.ts'
import { unitCode } from '../units.ts'
import { group, textElement } from '../xml.ts'
import { type AmountWriter, dateElement, percentElement, priceText } from './values.ts'

const NAME_CHARACTERS_MAX = 100
const TEXT_CHARACTERS_MAX = 512
const DEFINITION_CHARACTERS_MAX = 70
const QUANTITY_CHARACTERS_MAX = 14
const UNIT_CHARACTERS_MAX = 14
/** A unit price has up to five decimals; a finer one is written for ten or a hundred units. */
const PRICE_DECIMALS_MAX = 5

export function invoiceRow(row: DocumentRow, document: InvoiceDocument, amount: AmountWriter): string {
  const [name = '', ...restOfName] = wrapped(row.name, NAME_CHARACTERS_MAX)
  const [description, ...texts] = [...restOfName, row.description].flatMap((text) =>
    paragraphs(text, TEXT_CHARACTERS_MAX),
  )
  const short = row.definitions.filter((definition) => fitsDefinition(definition))
  const long = row.definitions.filter((definition) => !fitsDefinition(definition))
  return group('InvoiceRow', [
    textElement('ArticleIdentifier', document.showProductCode ? fitting(row.productCode, 70) : undefined),
    textElement('ArticleName', name),
    textElement('ArticleDescription', description),
    ...short.map((definition) =>
      group('RowDefinitionDetails', [
        textElement('RowDefinitionHeaderText', definition.name),
        textElement('RowDefinitionValue', definition.value),
      ]),
    ),
    ...quantityAndPrice(row, document),
    textElement('RowPositionIdentifier', String(row.rowNumber)),
    dateElement('RowDeliveryDate', row.supply?.date),
    ...[
      ...texts,
      ...long.flatMap(({ name: label, value }) => paragraphs(`${label}: ${value}`, TEXT_CHARACTERS_MAX)),
    ].map((text) => textElement('RowFreeText', text)),
    percentElement('RowDiscountPercent', row.discountPercentage === 0 ? undefined : row.discountPercentage),
    percentElement('RowVatRatePercent', row.vatPercentage),
    textElement('RowVatCode', row.vatCategory),
    amount('RowVatAmount', row.vat),
    amount('RowVatExcludedAmount', row.net),
    amount('RowAmount', row.total),
  ])
}

/** A row that says something and is worth nothing. */
export function textRow({ rowNumber, name, description, definitions }: DocumentRow): string {
  const texts = [name, description, ...definitions.map((definition) => `${definition.name}: ${definition.value}`)]
  return group('InvoiceRow', [
    textElement('RowPositionIdentifier', String(rowNumber)),
    ...texts.flatMap((text) => paragraphs(text, TEXT_CHARACTERS_MAX)).map((text) => textElement('RowFreeText', text)),
  ])
}

function fitsDefinition({ name, value }: { name: string; value: string }): boolean {
  return (
    fitting(name, DEFINITION_CHARACTERS_MAX) !== undefined && fitting(value, DEFINITION_CHARACTERS_MAX) !== undefined
  )
}

function quantityAndPrice(row: DocumentRow, { currency, type }: InvoiceDocument): string[] {
  const { code } = unitCode(row.unit)
  const unit = wrapped(row.unit ?? '', UNIT_CHARACTERS_MAX)[0]
  const units = { QuantityUnitCode: unit, QuantityUnitCodeUN: code }
  const quantity = row.quantity === undefined ? undefined : quantityText(row.quantity, type === 'CREDIT_NOTE')
  const invoiced = [
    textElement('InvoicedQuantity', quantity, units),
    dateElement('StartDate', row.supply?.from),
    dateElement('EndDate', row.supply?.to),
  ]
  if (row.unitPrice === undefined) return invoiced
  const price = new Big(row.unitPrice)
  const decimals = price.toFixed().split('.')[1]?.length ?? 0
  const base = new Big(10).pow(Math.max(0, decimals - PRICE_DECIMALS_MAX))
  return [
    ...invoiced,
    textElement('UnitPriceAmount', priceText(price.times(base)), {
      AmountCurrencyIdentifier: currency,
      UnitPriceUnitCode: unit,
      QuantityUnitCodeUN: code,
    }),
    base.eq(1) ? '' : textElement('UnitPriceBaseQuantity', base.toFixed(), units),
  ]
}

/**
 * A quantity in 14 characters, rounded where it has more decimals than fit. The quantity of a credit is negative, as the
 * row is.
 * @returns nothing where even the whole number does not fit
 */
function quantityText(text: string, credit: boolean): string | undefined {
  const quantity = credit ? new Big(text).times(-1) : new Big(text)
  const whole = quantity.toFixed(0).length
  const rounded = quantity.round(Math.max(0, QUANTITY_CHARACTERS_MAX - whole - 1), 1)
  const result = (rounded.eq(0) ? '0' : rounded.toFixed()).replace('.', ',')
  return result.length <= QUANTITY_CHARACTERS_MAX ? result : undefined
}
