import { isCivilDate } from '../../core/dates.ts'
import { AMOUNT_MINOR_MAX } from '../../core/money.ts'
import { bankReference, given } from '../bank-reference.ts'
import type { AccountScheme, BankEntry, BankFaultCode } from '../bank-file.ts'
import type { Output } from '../output.ts'
import type { Fields } from './fields.ts'
import { excerpt } from '../messages.ts'
import { transactionType } from './transaction-type.ts'
import type { StatementReader } from './statement-reader.ts'

/** What an entry says of itself, and its transactions inherit. */
export interface EntryHead {
  account: { text: string; scheme: AccountScheme }
  /** Signed. */
  amount: bigint
  sign: 1n | -1n
  currency: string
  bookingDate: string
  valueDate: string | undefined
  reversal: boolean
  /** AcctSvcrRef, where the bank gives one. */
  servicerReference: string | undefined
  /** Bank reference of the entry itself, whether it is given as one or as its transactions. */
  entryReference: string
  /** "@statement/Ntry[3]": stands for a reference where there is none. */
  place: string
  type: string
  raw: string
  /** Of the payment file and the batch that it books, where it names one alone. */
  order: PaymentOrder
}

export type PaymentOrder = Pick<BankEntry, 'messageId' | 'paymentInformationId'>

/** Reads an entry's own fields; null where it cannot be read or is not booked, which a fault then says. */
export function readEntryHead(fields: Fields, statement: StatementReader, output: Output): EntryHead | null {
  const { account } = statement
  const amount = fields.amount('amount')
  const currency = fields.currency('amount')
  const sign = fields.sign()
  const status = fields.get('status')
  if (amount !== undefined && currency !== undefined && sign !== undefined)
    statement.count(sign * amount, currency, status === 'BOOK')
  const dates = datesOf(fields, statement)
  const wrong = faultOf(fields)
  if (
    wrong !== undefined ||
    account === undefined ||
    amount === undefined ||
    currency === undefined ||
    sign === undefined ||
    dates === undefined
  ) {
    const [code, message]: EntryFault = wrong ?? (account === undefined ? NO_ACCOUNT : badDates(fields))
    output.fault('entry', fields.position, code, message)
    return null
  }
  if (status !== 'BOOK') {
    output.fault(
      'check',
      fields.position,
      'NOT_BOOKED',
      `Its status is ${shown(status)}: it is no money yet, and is left out.`,
    )
    return null
  }
  const servicerReference = given(fields.get('servicerReference'))
  const place = `@${statement.id}/${fields.position.slice(fields.position.indexOf('/') + 1)}`
  return {
    account,
    amount: sign * amount,
    sign,
    currency,
    ...dates,
    reversal: REVERSAL.has(fields.get('reversal') ?? ''),
    servicerReference,
    entryReference: bankReference(account.text, servicerReference ?? place, sign * amount),
    place,
    type: transactionType(fields) ?? '',
    raw: rawOf(fields, output.limits.rawCharsMax),
    order: orderOf(fields.get('batchMessageId'), fields.get('batchPaymentInformationId')),
  }
}

/** The ids that are given and are one each. */
export function orderOf(messageId: string | undefined, paymentInformationId: string | undefined): PaymentOrder {
  const [message, information] = [given(messageId), given(paymentInformationId)]
  return {
    ...(message === undefined || message.includes('\n') ? {} : { messageId: message }),
    ...(information === undefined || information.includes('\n') ? {} : { paymentInformationId: information }),
  }
}

type EntryFault = [code: BankFaultCode, message: string]

const NO_ACCOUNT: EntryFault = ['MISSING', 'Its statement names no account (Acct/Id).']
const REVERSAL = new Set(['true', '1'])

/** What is wrong with what the entry itself must say. */
function faultOf(fields: Fields): EntryFault | undefined {
  const amount = fields.amount('amount')
  if (fields.repeated !== undefined)
    return ['INVALID', `Its ${fields.repeated} stands twice; which one holds cannot be told.`]
  if (fields.get('amount') === undefined) return ['MISSING', 'It has no amount (Amt).']
  if (amount === undefined || amount > AMOUNT_MINOR_MAX)
    return [
      'INVALID',
      `Amt is ${shown(fields.get('amount'))}; it must be an amount such as 100.00, of at most two decimals.`,
    ]
  if (fields.currency('amount') === undefined)
    return ['INVALID', `Amt has the currency ${shown(fields.get('amountCcy'))}; it must be one such as EUR.`]
  if (fields.sign() === undefined)
    return ['INVALID', `CdtDbtInd is ${shown(fields.get('sign'))}; it must be CRDT or DBIT.`]
  if (fields.get('status') === undefined) return ['MISSING', 'It has no status (Sts).']
  return undefined
}

/** undefined where one that is given is none, or none is given anywhere. */
function datesOf(
  fields: Fields,
  statement: StatementReader,
): { bookingDate: string; valueDate: string | undefined } | undefined {
  const valueDate = day(fields, 'valueDate')
  const bookingDate = day(fields, 'bookingDate') ?? valueDate ?? statement.createdOn
  return bookingDate === undefined || bookingDate === INVALID || valueDate === INVALID
    ? undefined
    : { bookingDate, valueDate }
}

function badDates(fields: Fields): EntryFault {
  return [
    'INVALID',
    `Its dates are ${shown(fields.get('bookingDate'))} (BookgDt) and ${shown(fields.get('valueDate'))} (ValDt); they must be such as 2026-01-31.`,
  ]
}

function rawOf(fields: Fields, charsMax: number): string {
  return excerpt(
    [
      ['Ntry', `${fields.get('amount')} ${fields.get('amountCcy')} ${fields.get('sign')}`],
      ['RvslInd', fields.get('reversal')],
      ['BookgDt', fields.get('bookingDate')],
      ['AcctSvcrRef', fields.get('servicerReference')],
      ['BkTxCd', transactionType(fields)],
    ],
    charsMax,
  )
}

const INVALID = 'invalid'

/** The civil date of a date or a date and time, in the bank's own time; INVALID where it is none. */
function day(fields: Fields, field: string): string | undefined {
  const text = fields.get(field)?.slice(0, 10)
  return text === undefined || isCivilDate(text) ? text : INVALID
}

function shown(text: string | undefined): string {
  return text === undefined ? 'missing' : JSON.stringify(text.slice(0, 40))
}
