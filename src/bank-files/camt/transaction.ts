import { isCivilDate } from '../../core/dates.ts'
import { AMOUNT_MINOR_MAX } from '../../core/money.ts'
import { bankReference, given } from '../bank-reference.ts'
import type { BankEntry } from '../bank-file.ts'
import type { Output } from '../output.ts'
import { type EntryHead, orderOf } from './entry-head.ts'
import type { Fields } from './fields.ts'
import { cut, excerpt, joinedMessage } from '../messages.ts'
import { readRemittances } from './remittances.ts'
import { transactionType } from './transaction-type.ts'

/**
 * Where a transaction's amount in the currency of its account may stand, best first. .08 has one of its own; the
 * instructed amount is before the fees of banks on the way.
 */
const AMOUNTS = ['amount', 'transactionAmount', 'counterValue', 'instructed']

/**
 * One transaction of an entry, or undefined where it cannot be read, which a fault then says.
 * @param number its number among several; undefined for the only one, which may leave its amount to the entry
 */
export function readTransaction(
  fields: Fields,
  number: number | undefined,
  head: EntryHead,
  output: Output,
): BankEntry | undefined {
  if (fields.repeated !== undefined) {
    output.fault(
      'entry',
      fields.position,
      'INVALID',
      `Its ${fields.repeated} stands twice; which one holds cannot be told.`,
    )
    return undefined
  }
  const sign = fields.sign() ?? head.sign
  const own = ownAmount(fields, head.currency)
  const amount = own === undefined ? (number === undefined ? head.amount : undefined) : sign * own
  if (amount === undefined || (own ?? 0n) > AMOUNT_MINOR_MAX) {
    output.fault(
      'entry',
      fields.position,
      'MISSING',
      `It is one of several, but has no amount in ${head.currency} of whole hundredths (Amt, or AmtDtls/TxAmt/Amt).`,
    )
    return undefined
  }
  const reference = bankReference(head.account.text, referenceOf(fields, number, head), amount)
  const remittance = readRemittances(fields, head.currency, output.limits.detailsMax)
  const message = joinedMessage(
    [fields.get('unstructured'), remittance.additional, fields.get('additional')],
    output.limits.messageCharsMax,
  )
  const paidOn = fields.get('acceptedAt')?.slice(0, 10)
  const endToEndId = given(fields.get('endToEndId'))
  const returnReason = given(fields.get('returnReason'))
  const reversal = head.reversal || fields.get('returnReason') !== undefined
  const type = transactionType(fields)
  return {
    bankReference: reference,
    ...(reference === head.entryReference ? {} : { entryReference: head.entryReference }),
    account: head.account.text,
    accountScheme: head.account.scheme,
    currency: head.currency,
    amount,
    bookingDate: head.bookingDate,
    ...(head.valueDate === undefined ? {} : { valueDate: head.valueDate }),
    ...(paidOn !== undefined && isCivilDate(paidOn) ? { paymentDate: paidOn } : {}),
    ...(remittance.reference === undefined ? {} : { reference: remittance.reference }),
    ...(remittance.details === undefined ? {} : { details: remittance.details }),
    ...(message === undefined ? {} : { message }),
    ...otherParty(fields, amount > 0n !== reversal),
    reversal,
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...head.order,
    ...orderOf(fields.get('messageId'), fields.get('paymentInformationId')),
    ...(returnReason === undefined ? {} : { returnReason }),
    ...(reversal && endToEndId !== undefined ? { reversalOf: endToEndId } : {}),
    paymentType: type ?? head.type,
    raw: rawOf(fields, number, head, output.limits.rawCharsMax),
  }
}

function rawOf(fields: Fields, number: number | undefined, head: EntryHead, charsMax: number): string {
  const own = excerpt(
    [
      ['TxDtls', String(number ?? 1)],
      ['AcctSvcrRef', given(fields.get('servicerReference'))],
      ['EndToEndId', given(fields.get('endToEndId'))],
      ['TxId', given(fields.get('transactionId'))],
      ['RtrInf', fields.get('returnReason')],
    ],
    charsMax,
  )
  return cut(`${head.raw} · ${own}`, charsMax)
}

function ownAmount(fields: Fields, currency: string): bigint | undefined {
  const field = AMOUNTS.find((name) => fields.currency(name) === currency && fields.amount(name) !== undefined)
  return field === undefined ? undefined : fields.amount(field)
}

/** See bank-reference.ts. */
function referenceOf(fields: Fields, number: number | undefined, head: EntryHead): string {
  const own = given(fields.get('servicerReference'))
  const others = given(fields.get('uetr')) ?? given(fields.get('transactionId'))
  if (number === undefined) return own ?? head.servicerReference ?? others ?? head.place
  if (own !== undefined && own !== head.servicerReference) return own
  return others ?? `${head.servicerReference ?? head.place}#${number}`
}

/** Who is on the other side. A reversal keeps the parties of what it takes back. @param moneyIn or its reversal */
function otherParty(fields: Fields, moneyIn: boolean): { payerName?: string; payerAccount?: string } {
  const name = moneyIn
    ? (fields.get('debtor') ?? fields.get('ultimateDebtor'))
    : (fields.get('creditor') ?? fields.get('ultimateCreditor'))
  const prefix = moneyIn ? 'debtorAccount' : 'creditorAccount'
  const account = fields.get(`${prefix}Iban`)?.replaceAll(/\s/g, '').toUpperCase() ?? fields.get(`${prefix}Other`)
  return {
    ...(name === undefined ? {} : { payerName: name }),
    ...(account === undefined ? {} : { payerAccount: account }),
  }
}
