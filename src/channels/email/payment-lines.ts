import type { InvoiceDocument, PaymentAccount } from '../../invoices/document.ts'
import { ibanText } from './format.ts'
import type { Content } from './mail-content.ts'
import type { Words } from './words.ts'

const ACCOUNTS_SHOWN_MAX = 3

/** To whom, where and with which reference. */
export function paymentLines({ payment, factoring, seller }: InvoiceDocument, words: Words): Content['details'] {
  const { reference, accounts } = payment
  return [
    { label: words.labels.receiver, value: factoring?.financierName ?? seller.name },
    ...accounts.slice(0, ACCOUNTS_SHOWN_MAX).flatMap(accountLines),
    ...(reference === undefined ? [] : [{ label: referenceLabel(reference.kind, words), value: reference.printed }]),
  ].filter(({ value }) => value !== '')
}

function accountLines({ iban, bic, bankgiro, plusgiro }: PaymentAccount): Content['details'] {
  const lines = [
    { label: 'Bankgiro', value: bankgiro },
    { label: 'Plusgiro', value: plusgiro },
    { label: 'IBAN', value: iban === undefined ? undefined : ibanText(iban) },
    { label: 'BIC', value: bic },
  ]
  return lines.flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]))
}

type ReferenceKind = NonNullable<InvoiceDocument['payment']['reference']>['kind']

/** A payer looks for the word that their bank uses. */
function referenceLabel(kind: ReferenceKind, { labels }: Words): string {
  if (kind === 'SE_OCR') return 'OCR'
  if (kind === 'NO_KID') return 'KID'
  if (kind === 'DK_FIK') return 'FIK'
  return kind === 'FREE' ? labels.message : labels.reference
}
