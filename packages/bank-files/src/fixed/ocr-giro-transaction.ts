import type { BankEntry } from '../bank-file.ts'
import { bankReference } from '../bank-reference.ts'
import { boundedDates } from '../entry-dates.ts'
import type { EntryFacts, ReportedText } from '../entry-facts.ts'
import { cut } from '../messages.ts'
import type { Output } from '../output.ts'
import { searchTextOf } from '../search-text.ts'
import type { BankTotal } from '../statement.ts'
import { amountIn, columns, dateIn, numberIn, shownLine, textIn } from './columns.ts'
import { plainFacts } from './facts.ts'
import { ibanOf } from './iban.ts'

export interface Assignment {
  service: string
  position: string
  fileId: string
  /** Unique for a year with its receiver. */
  number: string
  /** 11 digits. */
  account: string
  records: bigint
  transactions: bigint
  /** Sums as the manual has them, with reversals added; and by the signs alone. */
  sums: { added: bigint; signed: bigint }
  /** Given. */
  credits: Required<BankTotal>
  debits: Required<BankTotal>
}

export interface Transaction {
  number: string
  position: string
  lines: string[]
}

/**
 * Purchases that are taken back: with KID and with text. The type says it: the amounts of these are added to the sums of
 * the file like all others, so sums and sign do not (Nets, "OCR giro – System specification", item 1 field 3, 2.5).
 */
const REVERSING = new Set(['18', '20'])

export function newAssignment(service: string, line: string, position: string, fileId: string): Assignment {
  return {
    service,
    position,
    fileId,
    number: columns(line, 18, 24),
    account: columns(line, 25, 35),
    records: 1n,
    transactions: 0n,
    sums: { added: 0n, signed: 0n },
    credits: { count: 0, sum: 0n },
    debits: { count: 0, sum: 0n },
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
  const booking = dateIn(first, 16, 'DDMMYY')
  const wrong = whatIsWrong(first, size, booking, assignment)
  if (wrong !== undefined || size === undefined || booking === undefined) {
    output.fault('entry', transaction.position, 'INVALID', `Its ${wrong} cannot be read: ${shownLine(first)}`)
    return undefined
  }
  const { position } = transaction
  const type = columns(first, 5, 6)
  const negative = columns(first, 32, 32) === '-'
  const reversal = REVERSING.has(type)
  const amount = negative || reversal ? -size : size
  assignment.transactions += 1n
  assignment.sums.added += negative && !reversal ? -size : size
  assignment.sums.signed += negative ? -size : size
  const account = ibanOf('NO', assignment.account)
  const reference = textIn(first, 50, 74)
  const message = third === undefined ? undefined : textIn(third, 16, 55)
  const paid = second === undefined ? undefined : dateIn(second, 42, 'DDMMYY')
  const payer = second === undefined ? undefined : numberIn(second, 48, 58)?.padStart(11, '0')
  const archive = second === undefined ? undefined : textIn(second, 26, 34)
  const dates = boundedDates({ booking, acceptance: paid }, output.days)
  if (dates.wrong !== undefined)
    output.fault('check', position, 'DATE_OUT_OF_BOUNDS', `${dates.wrong} The entry needs review.`)
  const serial = `${assignment.number}/${booking}/${transaction.number}`
  const texts: ReportedText[] = message === undefined ? [] : [{ source: 'Text', text: message }]
  const searchText = searchTextOf(texts, output.limits.searchCharsMax)
  const facts: EntryFacts = {
    ...plainFacts({
      ...{ amount, currency: 'NOK', bookedAt: assignment.position },
      statement: `${assignment.fileId}/${assignment.number}`,
    }),
    nature: reversal ? 'REVERSAL' : negative ? 'OPPOSITE_PART' : 'PAYMENT',
    ids: [
      { kind: 'SerialNumber', value: serial, level: 'TRANSACTION' },
      ...(archive === undefined
        ? []
        : [{ kind: 'ArchiveReference' as const, value: archive, level: 'TRANSACTION' as const }]),
    ],
    dates: { booking, ...(paid === undefined ? {} : { acceptance: paid }) },
    debtor: { names: [], accounts: payer === undefined ? [] : [payer], ids: [] },
    references: reference === undefined ? [] : [{ source: 'Kid', value: reference }],
    texts,
    ...(searchText === undefined ? {} : { searchText }),
    accountAliases: [assignment.account],
    doubts: dates.wrong === undefined ? [] : ['DATE'],
  }
  return {
    bankReference: bankReference(account, serial, amount),
    account,
    accountScheme: 'IBAN',
    currency: 'NOK',
    amount,
    bookingDate: dates.bookingDate,
    paymentDate: dates.paymentDate,
    ...(reference === undefined ? {} : { reference }),
    ...(message === undefined ? {} : { message }),
    ...(payer === undefined ? {} : { payerAccount: payer }),
    reversal,
    paymentType: `OCR ${type}`,
    raw: cut(transaction.lines.map((line) => line.trimEnd()).join('\n'), output.limits.rawCharsMax),
    facts,
  }
}

function whatIsWrong(
  first: string,
  size: bigint | undefined,
  booking: string | undefined,
  { account }: Assignment,
): string | undefined {
  if (size === undefined) return 'amount (columns 33–49)'
  if (!/^[-0 ]$/.test(columns(first, 32, 32))) return 'sign (32)'
  if (booking === undefined) return 'date (16–21)'
  return /^\d{11}$/.test(account) ? undefined : 'assignment’s account (25–35 of record 20)'
}
