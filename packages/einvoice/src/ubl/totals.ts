/** VAT by category and rate, and the totals, such that BR-CO-10 to BR-CO-17 hold. */
import { sum } from '@saatava/core/money.ts'
import type { InvoiceDocument, VatLine } from '../model/document.ts'
import { EXEMPTION_CODES, EXEMPTIONS } from '../words.ts'
import { group } from '../xml.ts'
import { type AmountWriter, amountWriter, basic, taxCategory } from './values.ts'

export function taxTotal(document: InvoiceDocument, amount: AmountWriter): string {
  return group('cac:TaxTotal', [
    amount('TaxAmount', sum(document.vatLines.map(({ vat }) => vat))),
    ...document.vatLines.map((line) => subtotal(line, document, amount)),
  ])
}

/** The VAT in the seller's own currency (BT-111), a total without subtotals (PEPPOL-EN16931-R054). */
export function ownCurrencyTax({ taxCurrency }: InvoiceDocument): string {
  if (taxCurrency === undefined) return ''
  return group('cac:TaxTotal', [amountWriter(taxCurrency.code)('TaxAmount', taxCurrency.vat)])
}

function subtotal(line: VatLine, { language }: InvoiceDocument, amount: AmountWriter): string {
  return group('cac:TaxSubtotal', [
    amount('TaxableAmount', line.net),
    amount('TaxAmount', line.vat),
    taxCategory('TaxCategory', line.category, line.percentage, [
      basic('TaxExemptionReasonCode', EXEMPTION_CODES[line.category]),
      basic('TaxExemptionReason', EXEMPTIONS[language][line.category]),
    ]),
  ])
}

/** @param rowsNet the sum of the lines that are written, minor units: einvoiceRows makes it the net of the VAT lines */
export function monetaryTotal({ totals, vatLines }: InvoiceDocument, rowsNet: bigint, amount: AmountWriter): string {
  const inclusive = sum(vatLines.flatMap(({ net, vat }) => [net, vat]))
  const rounding = totals.total - inclusive
  return group('cac:LegalMonetaryTotal', [
    amount('LineExtensionAmount', rowsNet),
    amount('TaxExclusiveAmount', sum(vatLines.map(({ net }) => net))),
    amount('TaxInclusiveAmount', inclusive),
    totals.paid === 0n ? '' : amount('PrepaidAmount', totals.paid),
    rounding === 0n ? '' : amount('PayableRoundingAmount', rounding),
    amount('PayableAmount', totals.total - totals.paid),
  ])
}
