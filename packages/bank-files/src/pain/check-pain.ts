import { isCivilDate } from '@saatava/core/dates.ts'
import { isBankgiro, isBic, isIban, isPlusgiro } from '@saatava/core/identifiers.ts'
import { isFault } from '@saatava/core/references/fault.ts'
import { readRf } from '@saatava/core/references/rf.ts'
import { bankText, isBankId } from './charset.ts'
import type { PainAccount, PainFile, PainGiro, PainPartyId, PainPayment } from './pain-file.ts'
import { needsBic } from './payment-kind.ts'

const PAYMENTS_MAX = 100_000
const ID_CHARS_MAX = 35
/** The most of one SEPA credit transfer (EPC SCT rulebook, AT-04): 999 999 999.99 EUR. */
const AMOUNT_MINOR_MAX = 99_999_999_999n
const STRUCTURED = /^[A-Z0-9]{2,25}$/

/** Returns the mistakes in a file, with their places; empty where it may be written. */
export function painFaults(file: PainFile): string[] {
  const faults: string[] = []
  const expect = (holds: boolean, where: string, message: string) => {
    if (!holds) faults.push(`${where}: ${message}`)
  }
  expect(isId(file.messageId), 'messageId', idRule(file.messageId))
  expect(!Number.isNaN(file.createdAt.getTime()), 'createdAt', 'is not an instant')
  expect(bankText(file.initiator.name) !== '', 'initiator.name', 'is empty')
  faults.push(...partyIdFaults(file.initiator, 'initiator'), ...partyIdFaults(file.debtor.partyId, 'debtor.partyId'))
  expect(isCivilDate(file.executionDate), 'executionDate', `${file.executionDate} is not a date such as 2026-01-31`)
  expect(/^[A-Z]{3}$/.test(file.currency), 'currency', `${file.currency} is none such as EUR`)
  expect(
    file.payments.length > 0 && file.payments.length <= PAYMENTS_MAX,
    'payments',
    `are ${file.payments.length}; a file has 1 to ${PAYMENTS_MAX}`,
  )
  faults.push(...accountFaults(file.debtor, 'debtor'))
  const ids = new Set<string>()
  for (const [i, payment] of file.payments.entries()) {
    faults.push(...paymentFaults(payment, file.currency, `payments[${i}]`))
    expect(!ids.has(payment.id), `payments[${i}].id`, `${payment.id} names a payment before it too`)
    ids.add(payment.id)
  }
  return faults
}

function partyIdFaults(party: Partial<PainPartyId> | undefined, where: string): string[] {
  if (party === undefined) return []
  if (party.id === undefined)
    return party.scheme === undefined ? [] : [`${where}.scheme: ${party.scheme} stands without an id`]
  return isId(party.id) ? [] : [`${where}.id: ${idRule(party.id)}`]
}

function paymentFaults(payment: PainPayment, currency: string, where: string): string[] {
  const { creditor } = payment
  const faults =
    'giro' in creditor
      ? giroFaults(creditor, currency, `${where}.creditor`)
      : accountFaults(creditor, `${where}.creditor`)
  if (!('giro' in creditor) && creditor.bic === undefined && isIban(creditor.iban) && needsBic(payment))
    faults.push(`${where}.creditor.bic: is missing; outside SEPA the IBAN ${creditor.iban} does not tell the bank`)
  if (!isId(payment.id)) faults.push(`${where}.id: ${idRule(payment.id)}`)
  if (payment.amount <= 0n || payment.amount > AMOUNT_MINOR_MAX)
    faults.push(`${where}.amount: ${payment.amount} minor units; it must be 1 to ${AMOUNT_MINOR_MAX}`)
  const wrong = referenceFault(payment.reference)
  if (wrong !== undefined) faults.push(`${where}.reference: ${wrong}`)
  return faults
}

/** One wrong check digit, and banks refuse the whole file. */
function referenceFault(reference: PainPayment['reference']): string | undefined {
  if (reference === undefined) return undefined
  if ('text' in reference) return bankText(reference.text) === '' ? 'the text is empty' : undefined
  if (!STRUCTURED.test(reference.structured))
    return `${reference.structured} must be 2 to 25 digits and capital letters without spaces`
  const rf = reference.structured.startsWith('RF') ? readRf(reference.structured) : undefined
  return rf !== undefined && isFault(rf) ? rf.fault : undefined
}

function giroFaults({ name, giro, number }: PainGiro, currency: string, where: string): string[] {
  const faults = nameFaults(name, where)
  const right = giro === 'BANKGIRO' ? isBankgiro(number.replaceAll(' ', '')) : isPlusgiro(number)
  if (!right) faults.push(`${where}.number: ${number} is no ${giro.toLowerCase()} number`)
  if (currency !== 'SEK')
    faults.push(`${where}.giro: a ${giro.toLowerCase()} number is paid in SEK, not in ${currency}`)
  return faults
}

function nameFaults(name: string, where: string): string[] {
  // A name of nothing but points means nothing to the payee's bank.
  return /[\p{L}\d]/u.test(bankText(name)) ? [] : [`${where}.name: ${name} has no letter that banks take`]
}

function accountFaults(account: PainAccount, where: string): string[] {
  const faults = nameFaults(account.name, where)
  if (!isIban(account.iban)) faults.push(`${where}.iban: ${account.iban} is not an IBAN`)
  if (account.bic !== undefined && !isBic(account.bic)) faults.push(`${where}.bic: ${account.bic} is not a BIC`)
  return faults
}

function isId(text: string): boolean {
  return text.length <= ID_CHARS_MAX && isBankId(text)
}

function idRule(text: string | undefined): string {
  return `${text} must be 1 to ${ID_CHARS_MAX} Latin letters, digits or /-?:().,'+ and spaces within, without a slash at its ends`
}
