/** How to pay, as the seller's country has it. All of an invoice's means have one code and one reference (SR-44, SR-47). */
import { addDays } from '@saatava/core/dates.ts'
import type { InvoiceDocument, PaymentAccount } from '../model/document.ts'
import { WORDS } from '../words.ts'
import { group } from '../xml.ts'
import { countryOf } from './parties.ts'
import { basic } from './values.ts'

/** UNCL4461 */
const CREDIT_TRANSFER = '30'
const DEBIT_TRANSFER = '31'
const BANK_ACCOUNT = '42'
const GIRO = '50'
const SEPA = '58'
const FIK = '93'

interface Means {
  code: string
  paymentId: string | undefined
  account: string
  branch: string | undefined
}

export function paymentMeans(document: InvoiceDocument): string[] {
  // Nothing is paid by a credit note.
  if (document.type === 'CREDIT_NOTE') return []
  const all = countryOf(document.seller) === 'DK' ? danish(document) : general(document)
  return all
    .filter(({ code }) => code === all[0]?.code)
    .map(({ code, paymentId, account, branch }) =>
      group('cac:PaymentMeans', [
        basic('PaymentMeansCode', code),
        basic('PaymentID', paymentId),
        group('cac:PayeeFinancialAccount', [
          basic('ID', account),
          branch === undefined ? '' : group('cac:FinancialInstitutionBranch', [basic('ID', branch)]),
        ]),
      ]),
    )
}

/** SE-R-007…012: bankgiro and plusgiro are digits at branch SE:BANKGIRO or SE:PLUSGIRO, by code 30, as any transfer is. */
function general({ payment, currency }: InvoiceDocument): Means[] {
  const paymentId = payment.reference?.value
  const code = currency === 'EUR' && payment.accounts.every(({ iban }) => iban !== undefined) ? SEPA : CREDIT_TRANSFER
  return payment.accounts.flatMap((account): Means[] => {
    const { iban, bic, bankgiro, plusgiro } = account
    const means = (id: string, branch: string | undefined) => ({ code, paymentId, account: id, branch })
    if (bankgiro !== undefined) return [means(digits(bankgiro), 'SE:BANKGIRO')]
    if (plusgiro !== undefined) return [means(digits(plusgiro), 'SE:PLUSGIRO')]
    return iban === undefined ? [] : [means(compact(iban), bic)]
  })
}

/**
 * DK-R-005…011: a payment slip with its card type (71, 73, 75 by FIK to a creditor of eight digits; 01, 04, 15 by giro),
 * else the bank account with its registration number, which a Danish IBAN holds; a foreign account needs its BIC.
 */
function danish({ payment }: InvoiceDocument): Means[] {
  const slip = payment.reference?.kind === 'DK_FIK' ? slipOf(payment.reference.printed) : undefined
  if (slip !== undefined) return [slip]
  const paymentId = payment.reference?.value
  return payment.accounts.flatMap((account) => danishAccount(account, paymentId))
}

function danishAccount({ iban, bic }: PaymentAccount, paymentId: string | undefined): Means[] {
  if (iban === undefined) return []
  const [, branch, account] = /^DK\d{2}(\d{4})(\d{10})$/.exec(compact(iban)) ?? []
  if (branch !== undefined && account !== undefined) return [{ code: BANK_ACCOUNT, paymentId, account, branch }]
  if (bic === undefined) return [{ code: SEPA, paymentId, account: compact(iban), branch: undefined }]
  return [{ code: DEBIT_TRANSFER, paymentId, account: compact(iban), branch: bic }]
}

/** "+71<123456789012347+12345678<" is card type, payment id, payee; without a payee nobody can be paid by it. */
function slipOf(line: string): Means | undefined {
  const [, type = '', id = '', payee] = /^\+(01|04|15|71|73|75)<(\d*)\+(\d{7,8})<?$/.exec(compact(line)) ?? []
  if (payee === undefined) return undefined
  return { code: type.startsWith('7') ? FIK : GIRO, paymentId: `${type}#${id}`, account: payee, branch: undefined }
}

/** One note of all terms: what is due when, the cash discount, the interest. */
export function paymentTerms({ terms, language, date, type }: InvoiceDocument): string {
  const words = WORDS[language]
  const { cashDiscount, interestPercentage: interest } = terms
  const parts = [
    terms.text ?? (terms.netDays === undefined ? undefined : words.netDays(terms.netDays)),
    cashDiscount === undefined || type === 'CREDIT_NOTE'
      ? undefined
      : `${words.cashDiscount(percent(cashDiscount.percentage), cashDiscount.days)} (${addDays(date, cashDiscount.days)})`,
    interest === undefined ? words.interestByLaw : words.interest(percent(interest)),
  ]
  return group('cac:PaymentTerms', [basic('Note', parts.filter((part) => part !== undefined).join('; '))])
}

function percent(value: number): string {
  return String(value).replace('.', ',')
}

function digits(text: string): string {
  return text.replace(/\D/gu, '')
}

function compact(text: string): string {
  return text.replace(/\s/gu, '')
}
