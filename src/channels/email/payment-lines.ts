import { nationalAccount } from '@saatava/core/national-account.ts'
import type { Reference } from '@saatava/core/references/reference.ts'
import type { InvoiceDocument, PaymentAccount } from '@saatava/einvoice/model/document.ts'
import { payeeName } from '@saatava/einvoice/model/payment-instructions.ts'
import { ibanText } from './format.ts'
import type { Content } from './mail-content.ts'
import type { Words } from './words/shape.ts'

const ACCOUNTS_SHOWN_MAX = 3

/** The payee, its account and the reference. */
export function paymentLines(document: InvoiceDocument, words: Words): Content['details'] {
  const { reference, accounts, payee } = document.payment
  return [
    { label: words.labels.receiver, value: payeeName(document) },
    ...(payee === undefined ? [] : [{ label: words.labels.creditor, value: document.seller.name }]),
    ...accounts.slice(0, ACCOUNTS_SHOWN_MAX).flatMap(accountLines),
    ...(reference === undefined ? [] : [{ label: referenceLabel(reference, words), value: reference.printed }]),
  ].filter(({ value }) => value !== '')
}

function accountLines({ iban, bic, bankgiro, plusgiro }: PaymentAccount): Content['details'] {
  const national = iban === undefined ? undefined : nationalAccount(iban)
  const lines = [
    { label: 'Bankgiro', value: bankgiro },
    { label: 'Plusgiro', value: plusgiro },
    { label: national?.label ?? '', value: national?.printed },
    { label: 'IBAN', value: iban === undefined ? undefined : ibanText(iban) },
    { label: 'BIC', value: bic },
  ]
  return lines.flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]))
}

/** A payer looks for the word that their bank uses. */
function referenceLabel({ kind, value, printed }: Reference, { labels }: Words): string {
  if (kind === 'SE_OCR') return 'OCR'
  if (kind === 'NO_KID') return 'KID'
  // A payment id alone, without the creditor's number, is no payment line.
  if (kind === 'DK_FIK' && printed !== value) return 'FIK'
  return kind === 'FREE' ? labels.message : labels.reference
}
