import type { BankEntry } from '../bank-file.ts'
import { bankReference } from '../bank-reference.ts'
import { cut } from '../messages.ts'
import type { Output } from '../output.ts'
import { amountIn, columns, dateIn, numberIn, shownLine, textIn } from './columns.ts'
import { ibanOf } from './iban.ts'

export interface Assignment {
  service: string
  /** Unique for a year with its receiver. */
  number: string
  /** 11 digits. */
  account: string
  records: bigint
  transactions: bigint
  sum: bigint
}

export interface Transaction {
  number: string
  position: string
  lines: string[]
}

/** Purchases by card that are taken back: with KID and with text. */
const REVERSING = new Set(['18', '20'])

export function newAssignment(service: string, line: string): Assignment {
  return {
    service,
    number: columns(line, 18, 24),
    account: columns(line, 25, 35),
    records: 1n,
    transactions: 0n,
    sum: 0n,
  }
}

/** One transaction of its two or three lines; undefined where it cannot be read, which a fault then says. */
export function readTransaction(
  transaction: Transaction,
  assignment: Assignment,
  output: Output,
): BankEntry | undefined {
  const [first = ''] = transaction.lines
  const second = transaction.lines.find((line) => columns(line, 7, 8) === '31')
  const third = transaction.lines.find((line) => columns(line, 7, 8) === '32')
  const size = amountIn(first, 33, 49)
  const sign = columns(first, 32, 32)
  const bookingDate = dateIn(first, 16, 'DDMMYY')
  const wrong =
    size === undefined
      ? 'amount (columns 33–49)'
      : !/^[-0 ]$/.test(sign)
        ? 'sign (32)'
        : bookingDate === undefined
          ? 'date (16–21)'
          : !/^\d{11}$/.test(assignment.account)
            ? 'assignment’s account (25–35 of record 20)'
            : undefined
  if (wrong !== undefined || size === undefined || bookingDate === undefined) {
    output.fault('entry', transaction.position, 'INVALID', `Its ${wrong} cannot be read: ${shownLine(first)}`)
    return undefined
  }
  const amount = sign === '-' ? -size : size
  const account = ibanOf('NO', assignment.account)
  const type = columns(first, 5, 6)
  const reference = textIn(first, 50, 74)
  const message = third === undefined ? undefined : textIn(third, 16, 55)
  const paymentDate = second === undefined ? undefined : dateIn(second, 42, 'DDMMYY')
  const payer = second === undefined ? undefined : numberIn(second, 48, 58)
  return {
    bankReference: bankReference(account, `${assignment.number}/${bookingDate}/${transaction.number}`, amount),
    account,
    accountScheme: 'IBAN',
    currency: 'NOK',
    amount,
    bookingDate,
    ...(paymentDate === undefined ? {} : { paymentDate }),
    ...(reference === undefined ? {} : { reference }),
    ...(message === undefined ? {} : { message }),
    ...(payer === undefined ? {} : { payerAccount: payer.padStart(11, '0') }),
    // The sign is what the sums of the file bear out; the type alone takes nothing back.
    reversal: REVERSING.has(type) && amount < 0n,
    paymentType: `OCR ${type}`,
    raw: cut(transaction.lines.map((line) => line.trimEnd()).join('\n'), output.limits.rawCharsMax),
  }
}
