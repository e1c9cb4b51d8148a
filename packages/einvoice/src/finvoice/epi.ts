/** EpiDetails: the payment order a Finvoice always holds, also a credit note, whose amount is negative. */
import type { InvoiceDocument, PaymentAccount } from '../model/document.ts'
import { payeeName } from '../model/payment-instructions.ts'
import { EinvoiceError } from '../errors.ts'
import { cut, wrapped } from '../text.ts'
import { WORDS } from '../words.ts'
import { group, textElement } from '../xml.ts'
import { token } from './parties.ts'
import { type AmountWriter, dateElement } from './values.ts'

/** Each party bears the charges of its bank, as SEPA rules. */
const CHARGES = 'SHA'
/** UNCL4461: 58 SEPA credit transfer, 30 credit transfer. */
const SEPA = '58'
const CREDIT_TRANSFER = '30'

/** Throws EinvoiceError where there is no account: the schema takes no Finvoice without one. */
export function epiDetails(document: InvoiceDocument, amount: AmountWriter): string {
  const { payment, totals, type, currency, date, dueDate } = document
  const account = payee(payment.accounts)
  const reference = payment.reference
  const machine = reference?.kind === 'FI' || reference?.kind === 'RF'
  const name = wrapped(payeeName(document), 35, 2)[0]
  return group('EpiDetails', [
    group('EpiIdentificationDetails', [
      dateElement('EpiDate', date),
      // Required, and may be empty.
      textElement('EpiReference', token(reference?.value)) || '<EpiReference/>',
      ...orderInfo(document),
    ]),
    group('EpiPartyDetails', [
      textElement('EpiBfiIdentifier', account.bic, { IdentificationSchemeName: 'BIC' }) === ''
        ? '<EpiBfiPartyDetails/>'
        : group('EpiBfiPartyDetails', [
            textElement('EpiBfiIdentifier', account.bic, { IdentificationSchemeName: 'BIC' }),
          ]),
      group('EpiBeneficiaryPartyDetails', [
        textElement('EpiNameAddressDetails', name),
        textElement('EpiAccountID', account.id, { IdentificationSchemeName: account.scheme }),
      ]),
    ]),
    group('EpiPaymentInstructionDetails', [
      machine
        ? textElement('EpiRemittanceInfoIdentifier', reference.value, {
            IdentificationSchemeName: reference.kind === 'RF' ? 'ISO' : 'SPY',
          })
        : '',
      amount('EpiInstructedAmount', type === 'CREDIT_NOTE' ? totals.total - totals.paid : positive(payment.payable)),
      textElement('EpiCharge', CHARGES, { ChargeOption: CHARGES }),
      dateElement('EpiDateOptionDate', dueDate),
      textElement('EpiPaymentMeansCode', currency === 'EUR' && account.scheme === 'IBAN' ? SEPA : CREDIT_TRANSFER),
    ]),
  ])
}

/** The account to pay to: an IBAN before a national number. */
function payee(accounts: PaymentAccount[]): { id: string; scheme: 'IBAN' | 'BBAN'; bic: string | undefined } {
  const first = accounts.find(({ iban }) => iban !== undefined)
  const bic = first?.bic !== undefined && /^[A-Z0-9]{8,11}$/.test(first.bic) ? first.bic : undefined
  if (first?.iban !== undefined) return { id: cut(first.iban.replaceAll(' ', ''), 34), scheme: 'IBAN', bic }
  for (const { bankgiro, plusgiro } of accounts) {
    const number = (bankgiro ?? plusgiro)?.replace(/\D/gu, '')
    if (number !== undefined && number !== '') return { id: number, scheme: 'BBAN', bic: undefined }
  }
  throw new EinvoiceError(
    'The invoice names no bank account, and a Finvoice needs one (EpiAccountID). Give an IBAN in sellerParty.paymentDetails, or in the client settings under bankAccounts.',
  )
}

/** References of other systems, which the payment order's own element does not take. */
function orderInfo({ payment: { reference }, language }: InvoiceDocument): string[] {
  if (reference === undefined || reference.kind === 'FI' || reference.kind === 'RF') return []
  const text = `${WORDS[language].paymentReference}: ${reference.printed}`
  return wrapped(text, 70)
    .slice(0, 7)
    .map((part) => textElement('EpiOrderInfo', part))
}

/** Paid more than was asked for: then there is nothing to pay, and what is too much is not paid back by an invoice. */
function positive(minor: bigint): bigint {
  return minor < 0n ? 0n : minor
}
