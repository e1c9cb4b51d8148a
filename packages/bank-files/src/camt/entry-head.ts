import type { CivilDate } from '@saatava/core/dates.ts'
import { AMOUNT_MINOR_MAX } from '@saatava/core/money.ts'
import { bankReference } from '../bank-reference.ts'
import type { BankEntry, BankFaultCode } from '../bank-file.ts'
import type { AccountScheme } from '../account-scheme.ts'
import { boundedDates } from '../entry-dates.ts'
import type { EntryDoubt, EntryFacts, EntryId, ReportedAmount } from '../entry-facts.ts'
import { localDay } from '../local-day.ts'
import { excerpt } from '../messages.ts'
import type { Output } from '../output.ts'
import { entryIds, reportedAmounts } from './facts.ts'
import type { Fields } from './fields.ts'
import type { StatementReader } from './statement-reader.ts'
import { transactionType } from './transaction-type.ts'

/** Fields of an entry that its transactions inherit. */
export interface EntryHead {
  fields: Fields
  account: { text: string; scheme: AccountScheme; aliases: string[] }
  /** Signed. */
  amount: bigint
  sign: 1n | -1n
  currency: string
  bookingDate: CivilDate
  valueDate: CivilDate | undefined
  /** Date of payment, for transactions that name none. */
  paymentDate: CivilDate
  /** Dates as the file states them, on the account's local day. */
  reported: { booking?: string; value?: string }
  timeZone: string
  /** AcctSvcrRef, where the bank gives one. */
  servicerReference: string | undefined
  /** Bank reference of the entry itself, whether it is given as one or as its transactions. */
  entryReference: string
  /** "@statement/Ntry[3]": stands for a reference where there is none. */
  place: string
  statement: EntryFacts['statement']
  ids: EntryId[]
  amounts: ReportedAmount[]
  /** Number of the batches that make the entry up, where the bank says it (Btch/NbOfTxs). */
  batchCount: number | undefined
  doubts: EntryDoubt[]
  type: string
  raw: string
  /** The payment file and the batch that it books, where it names one alone. */
  order: PaymentOrder
}

export type PaymentOrder = Pick<BankEntry, 'messageId' | 'paymentInformationId'>

/**
 * Reads an entry's own fields; null where it cannot be read or is not booked, which a fault then says.
 * @param batches of the entry, so far as they are read: the bank gives them before their transactions
 */
export function readEntryHead(
  fields: Fields,
  batches: readonly Fields[],
  statement: StatementReader,
  output: Output,
): EntryHead | null {
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
      `Its status is ${shown(status)}: it has moved no money yet, and is left out.`,
    )
    return null
  }
  const bounded = boundedDatesOf(fields, dates, statement, output)
  const servicerReference = fields.get('servicerReference')
  const place = `@${statement.id}/${fields.position.slice(fields.position.indexOf('/') + 1)}`
  return {
    fields,
    account,
    amount: sign * amount,
    sign,
    currency,
    ...bounded,
    servicerReference,
    entryReference: bankReference(account.text, servicerReference ?? place, sign * amount),
    place,
    statement: statement.identity,
    ids: entryIds(fields, batches),
    amounts: [{ kind: 'ENTRY', amount, currency }, ...reportedAmounts(fields)],
    batchCount: batchCountOf(batches),
    doubts: currencyDoubt(fields, currency, statement, output, bounded.doubts),
    type: transactionType(fields) ?? '',
    raw: rawOf(fields, output.limits.rawCharsMax),
    order: orderOf(onlyOf(batches, 'messageId'), onlyOf(batches, 'paymentInformationId')),
  }
}

/** The ids that are given. */
export function orderOf(messageId: string | undefined, paymentInformationId: string | undefined): PaymentOrder {
  return {
    ...(messageId === undefined ? {} : { messageId }),
    ...(paymentInformationId === undefined ? {} : { paymentInformationId }),
  }
}

/** An entry may have several batches: where they differ, none is the entry's. */
function onlyOf(batches: readonly Fields[], field: string): string | undefined {
  const [only, another] = new Set(batches.map((batch) => batch.get(field)))
  return another === undefined ? only : undefined
}

type EntryFault = [code: BankFaultCode, message: string]

const NO_ACCOUNT: EntryFault = ['MISSING', 'Its statement names no account (Acct/Id).']

/** Names the fault in the mandatory fields of the entry itself. */
function faultOf(fields: Fields): EntryFault | undefined {
  const amount = fields.amount('amount')
  if (fields.repeated !== undefined)
    return ['INVALID', `Its ${fields.repeated} is there twice, and it is unclear which one is right.`]
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

interface EntryDays {
  booking: string
  value: string | undefined
  reported: EntryHead['reported']
}

/** undefined where one that is given is none, or none is given anywhere. */
function datesOf(fields: Fields, statement: StatementReader): EntryDays | undefined {
  const value = day(fields, 'valueDate', statement.timeZone)
  const own = day(fields, 'bookingDate', statement.timeZone)
  const booking = own ?? value ?? statement.createdOn
  if (booking === undefined || booking === INVALID || value === INVALID) return undefined
  const reported = { ...(own === undefined ? {} : { booking: own }), ...(value === undefined ? {} : { value }) }
  return { booking, value, reported }
}

function boundedDatesOf(
  fields: Fields,
  { booking, value, reported }: EntryDays,
  statement: StatementReader,
  output: Output,
): Pick<EntryHead, 'bookingDate' | 'valueDate' | 'paymentDate' | 'reported' | 'timeZone' | 'doubts'> {
  const known = { file: statement.createdOn, today: output.days.today }
  const { wrong, ...dates } = boundedDates({ booking, value }, known)
  if (wrong !== undefined) output.fault('check', fields.position, 'DATE_OUT_OF_BOUNDS', waits(wrong))
  const doubts: EntryDoubt[] = wrong === undefined ? [] : ['DATE']
  return { ...dates, valueDate: value, reported, timeZone: statement.timeZone, doubts }
}

/** Words that a fault adds where the entry is given all the same. */
export function waits(wrong: string): string {
  return `${wrong} The entry needs review.`
}

/** The statement's account has one currency, and so has the entry. */
function currencyDoubt(
  fields: Fields,
  currency: string,
  statement: StatementReader,
  output: Output,
  doubts: EntryDoubt[],
): EntryDoubt[] {
  const { currency: ofAccount } = statement
  if (ofAccount === undefined || ofAccount === currency) return doubts
  const wrong = `Amt is in ${currency}, but the account is in ${ofAccount} (Acct/Ccy).`
  output.fault('check', fields.position, 'CURRENCY_MISMATCH', waits(wrong))
  return [...doubts, 'CURRENCY']
}

/** How many transactions the batches of an entry have; undefined where one of them does not say it. */
export function batchCountOf(batches: readonly Fields[]): number | undefined {
  if (batches.length === 0) return undefined
  let count = 0
  for (const batch of batches) {
    const text = batch.get('count')
    if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined
    count += Number(text)
  }
  return count
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

/** The civil date of a date or a date and time, at the account's place; INVALID where it is none. */
function day(fields: Fields, field: string, timeZone: string): string | undefined {
  const text = fields.get(field)
  return text === undefined ? undefined : (localDay(text, timeZone) ?? INVALID)
}

function shown(text: string | undefined): string {
  return text === undefined ? 'missing' : JSON.stringify(text.slice(0, 40))
}
