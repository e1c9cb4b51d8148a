/** Text that can be drawn: what people wrote, without what only machines see. */
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'

/** Most texts: printable Latin, nothing to be done. */
const HARMLESS = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2019\u201d\u20ac]*$/
/** Categories of Unicode without a shape: controls, directions and joiners, soft hyphens; and variation selectors. */
const SHAPELESS = /(?!\n)[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu
const BREAKS = /\r\n?|[\p{Zl}\p{Zp}]/gu
const LONE_SURROGATE = /\p{Surrogate}/gu

/** One text, in composed form; a tab becomes a space, a half of a pair "□", every kind of line break "\n". */
export function cleanText(text: string): string {
  if (HARMLESS.test(text)) return text
  return text
    .normalize('NFC')
    .replace(BREAKS, '\n')
    .replaceAll('\t', ' ')
    .replace(SHAPELESS, '')
    .replace(LONE_SURROGATE, '□')
}

/** Every text of a document cleaned; what machines read (bar code, QR code, logo) stays as it is. */
export function cleanDocument(document: InvoiceDocument): InvoiceDocument {
  const { logo, payment, ...words } = document
  const { barcode, epcQr, ...instructions } = payment
  return {
    ...(cleaned(words) as Omit<InvoiceDocument, 'logo' | 'payment'>),
    payment: {
      ...(cleaned(instructions) as InvoiceDocument['payment']),
      ...(barcode === undefined ? {} : { barcode }),
      ...(epcQr === undefined ? {} : { epcQr }),
    },
    ...(logo === undefined ? {} : { logo }),
  }
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]))
}
