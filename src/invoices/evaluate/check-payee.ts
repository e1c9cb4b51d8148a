/** Under payment control the debtor pays the agency and nobody else: what of an invoice says otherwise. */
import { printBankgiro } from '@saatava/core/identifiers.ts'
import { nationalAccount } from '@saatava/core/national-account.ts'
import { fikPayeeOf } from '@saatava/core/references/dk-fik.ts'
import { readReference } from '@saatava/core/references/read-reference.ts'
import type { PayTo } from './pay-to.ts'
import type { EvaluationInput, Reason } from './input.ts'

type Input = Pick<EvaluationInput, 'candidate' | 'inForce' | 'payTo' | 'document' | 'printouts' | 'replacedReference'>
type Agency = Extract<PayTo, { whose: 'AGENCY' }>

/** The seller's account never takes the place of the agency's: its money would not be seen, and the debtor would be reminded. */
export function checkCollectionAccount({ candidate, payTo, document }: EvaluationInput): Reason[] {
  if (payTo.whose === 'AGENCY' && document.factoring !== undefined)
    return [
      {
        code: 'FACTORING_INCOMPLETE',
        message: 'The debtor pays a sold receivable to the financier: send terms.factoring.financierIban.',
        pointer: '/invoice/terms/factoring/financierIban',
      },
    ]
  if (payTo.whose !== 'NOBODY') return []
  const { currency } = candidate
  return [
    {
      code: 'NO_COLLECTION_ACCOUNT',
      message: `The agency has no account for payments in ${currency}, so an invoice in ${currency} cannot be under payment control: leave out processing.paymentControlEnabled, or ask the agency to add an account.`,
      pointer: '/invoice/header/currencyCode',
    },
  ]
}

/** Warnings that what the seller has written names another account than the document that we make. */
export function paysElsewhere(input: Input): Reason[] {
  const { payTo } = input
  if (payTo.whose !== 'AGENCY') return []
  return [...detailsElsewhere(input, payTo), ...lineElsewhere(input, payTo), ...printoutElsewhere(input, payTo)]
}

/** True where the seller's own print-out would have the debtor pay elsewhere or with another reference. */
export function needsOwnPage(input: Input): boolean {
  const { payTo, printouts, document, replacedReference } = input
  if (payTo.whose !== 'AGENCY' || printouts.length === 0 || document.payment.payable <= 0n) return false
  return replacedReference !== undefined || !printouts.some(({ accounts }) => accounts.includes(payTo.account.iban))
}

function detailsElsewhere({ candidate }: Input, { account }: Agency): Reason[] {
  const { iban, bankgiro, postgiro } = candidate.request.invoice.parties.sellerParty?.paymentDetails ?? {}
  const digits = (text: string) => text.replaceAll(/\D/g, '')
  const other: [string, string | undefined, boolean][] = [
    ['iban', iban, iban === undefined || isSameAccount(iban, account.iban)],
    ['bankgiro', bankgiro, bankgiro === undefined || account.bankgiros.includes(digits(bankgiro))],
    ['postgiro', postgiro, postgiro === undefined || account.plusgiros.includes(digits(postgiro))],
  ]
  return other.flatMap(([name, number, same]) =>
    same
      ? []
      : [
          elsewhere(
            `paymentDetails.${name} is ${number}, but the invoice is under payment control`,
            account,
            `/invoice/parties/sellerParty/paymentDetails/${name}`,
          ),
        ],
  )
}

/** A Danish payment line names its payee, as an account does. */
function lineElsewhere({ candidate, inForce }: Input, { account }: Agency): Reason[] {
  const sent = candidate.request.invoice.references?.payment
  if (sent === undefined) return []
  const { reference } = readReference(String(sent), inForce.profile.countryCode, inForce.settings.references)
  const payee = fikPayeeOf(reference)
  if (payee === undefined || payee === account.fikCreditor) return []
  const why = `The payment line pays creditor ${payee}, but the invoice is under payment control`
  return [elsewhere(why, account, '/invoice/references/payment')]
}

function printoutElsewhere(input: Input, { account }: Agency): Reason[] {
  const [first] = input.printouts
  if (first === undefined || !needsOwnPage(input)) return []
  const why =
    input.replacedReference === undefined
      ? 'Your own print-out does not show the agency’s account, although the agency controls the payment'
      : 'Your own print-out shows the reference that was replaced'
  return [
    {
      ...elsewhere(why, account, `/invoice/attachments/${first.position}`),
      message: `${why}. Saatava adds a page with the payment details: ${named(account)}.`,
    },
  ]
}

function elsewhere(why: string, account: Agency['account'], pointer: string): Reason {
  return { code: 'PAYS_ELSEWHERE', message: `${why}: it shows payment to ${named(account)}.`, pointer }
}

function named({ iban, bankgiros }: Agency['account']): string {
  const [bankgiro] = bankgiros
  return bankgiro === undefined ? iban : `${iban}, bankgiro ${printBankgiro(bankgiro)}`
}

/** An IBAN, or the national number within it, in any spelling. */
function isSameAccount(text: string, iban: string): boolean {
  const bare = text.replaceAll(/[\s.-]/g, '').toUpperCase()
  const national = nationalAccount(iban)?.printed.replaceAll(/\D/g, '')
  return bare === iban || bare === iban.slice(4) || bare === national
}
