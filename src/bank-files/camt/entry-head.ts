import { isCivilDate } from '../../core/dates.ts'
import { AMOUNT_MINOR_MAX } from '../../core/money.ts'
import { bankReference, given } from '../bank-reference.ts'
import type { AccountScheme, BankFaultCode } from '../bank-file.ts'
import type { Output } from '../output.ts'
import type { Fields } from './fields.ts'
import { excerpt, transactionType } from '../messages.ts'
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
}

/** Reads an entry's own fields; null where it cannot be read or is not booked, which a fault then says. */
export function readEntryHead(fields: Fields, statement: StatementReader, output: Output): EntryHead | null {
  const { account } = statement
  const amount = fields.amount('amount')
  const currency = fields.currency('amount')
  const sign = fields.sign()
  const status = fields.get('status')
  const bookingDate = day(fields, 'bookingDate') ?? day(fields, 'valueDate') ?? statement.createdOn
  const valueDate = day(fields, 'valueDate')
  if (amount !== undefined && currency !== undefined && sign !== undefined)
    statement.count(sign * amount, currency, status === 'BOOK')
  const bad = (code: BankFaultCode, message: string) => {
    output.fault('entry', fields.position, code, message)
    return null
  }
  if (fields.repeated !== undefined)
    return bad('INVALID', `Its ${fields.repeated} stands twice; which one holds cannot be told.`)
  if (account === undefined) return bad('MISSING', 'Its statement names no account (Acct/Id).')
  if (amount === undefined || amount > AMOUNT_MINOR_MAX)
    return bad(
      fields.get('amount') === undefined ? 'MISSING' : 'INVALID',
      `Amt is ${shown(fields.get('amount'))}; it must be an amount such as 100.00, of at most two decimals.`,
    )
  if (currency === undefined)
    return bad('INVALID', `Amt has the currency ${shown(fields.get('amountCcy'))}; it must be one such as EUR.`)
  if (sign === undefined) return bad('INVALID', `CdtDbtInd is ${shown(fields.get('sign'))}; it must be CRDT or DBIT.`)
  if (status !== 'BOOK') {
    if (status === undefined) return bad('MISSING', 'It has no status (Sts).')
    output.fault(
      'check',
      fields.position,
      'NOT_BOOKED',
      `Its status is ${shown(status)}: it is no money yet, and is left out.`,
    )
    return null
  }
  if (bookingDate === undefined || bookingDate === INVALID || valueDate === INVALID)
    return bad(
      'INVALID',
      `Its dates are ${shown(fields.get('bookingDate'))} (BookgDt) and ${shown(fields.get('valueDate'))} (ValDt); they must be such as 2026-01-31.`,
    )
  const reversal = fields.get('reversal') === 'true' || fields.get('reversal') === '1'
  const servicerReference = given(fields.get('servicerReference'))
  const place = `@${statement.id}/${fields.position.slice(fields.position.indexOf('/') + 1)}`
  const type =
    transactionType(
      fields.get('domain'),
      fields.get('family'),
      fields.get('subFamily'),
      fields.get('proprietaryCode'),
    ) ?? ''
  const signed = sign * amount
  return {
    account,
    amount: signed,
    sign,
    currency,
    bookingDate,
    valueDate,
    reversal,
    servicerReference,
    entryReference: bankReference(account.text, servicerReference ?? place, signed),
    place,
    type,
    raw: excerpt(
      {
        Ntry: `${fields.get('amount')} ${currency} ${fields.get('sign')}${reversal ? ' reversal' : ''}`,
        BookgDt: bookingDate,
        AcctSvcrRef: servicerReference,
        BkTxCd: type || undefined,
      },
      output.limits.rawCharsMax,
    ),
  }
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
