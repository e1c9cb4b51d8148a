/** How UBL writes values: decimal point, ISO dates, amounts with their currency. */
import { minorToText } from '@saatava/core/money.ts'
import type { VatCategory } from '../model/document.ts'
import { group, textElement } from '../xml.ts'

/** Writes an amount of minor units into an element, in the invoice's currency. */
export type AmountWriter = (name: string, minor: bigint) => string

export function amountWriter(currency: string): AmountWriter {
  return (name, minor) => textElement(`cbc:${name}`, minorToText(minor), { currencyID: currency })
}

export function basic(name: string, text: string | undefined, scheme?: string): string {
  return textElement(`cbc:${name}`, text, { schemeID: scheme })
}

/**
 * A VAT category, in whichever element. Only the standard rate has one: the others say 0, and what is outside VAT says
 * nothing (BR-AE-05, BR-O-05 and their like).
 * @param reasons what stands between the rate and the scheme
 */
export function taxCategory(
  element: string,
  category: VatCategory,
  percentage: number,
  reasons: string[] = [],
): string {
  return group(`cac:${element}`, [
    basic('ID', category),
    category === 'O' ? '' : basic('Percent', String(category === 'S' ? percentage : 0)),
    ...reasons,
    taxScheme('VAT'),
  ])
}

export function taxScheme(id: 'VAT' | 'TAX'): string {
  return group('cac:TaxScheme', [basic('ID', id)])
}
