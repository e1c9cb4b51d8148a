import type { CivilDate } from '@saatava/core/dates.ts'
import type { BgMaxOpening } from './bgmax-opening.ts'
import { boundedDates } from '../entry-dates.ts'
import type { EntryDoubt } from '../entry-facts.ts'
import type { Output } from '../output.ts'
import type { BankStatement } from '../statement.ts'
import { type Deposit, type Payment, readPayment } from './bgmax-payment.ts'
import { columns, dateIn, integerIn, numberIn, shownLine, textIn } from './columns.ts'

const WIDTH = 80
/** Payments given before the next are read: a deposit may have hundreds of thousands. */
const PAYMENTS_PER_STEP = 500

/** A deposit closes its payments: gives them, and says where they do not make the deposit. */
export function* giveDeposit(opening: BgMaxOpening, line: string, position: string, output: Output): Iterable<void> {
  const date = dateIn(line, 38, 'YYYYMMDD')
  if (date === undefined || integerIn(line, 46, 50) === undefined || opening.account === '') {
    const wrong = opening.account === '' ? 'opening names no receiver' : 'date or number (columns 38–50) cannot be read'
    output.fault(
      'entry',
      position,
      'INVALID',
      `Its ${wrong}, so the ${opening.lines.length} lines before it are not given: ${shownLine(line)}`,
    )
    return
  }
  const deposit = depositOf(opening, line, date, position, output)
  const read = { credits: { count: 0, sum: 0n }, debits: { count: 0, sum: 0n } }
  let steps = 0
  for (const payment of paymentsOf(opening, output)) {
    const entry = readPayment(payment, opening, deposit, output)
    if (entry === undefined) continue
    const total = columns(payment.lines[0] ?? '', 1, 2) === '21' ? read.debits : read.credits
    total.count += 1
    total.sum += entry.amount < 0n ? -entry.amount : entry.amount
    if (entry.amount === 0n)
      output.fault('check', payment.position, 'ZERO_AMOUNT', 'Its amount is zero: it moves no money, and is left out.')
    else output.entry(payment.position, entry)
    steps += 1
    if (steps % PAYMENTS_PER_STEP === 0) yield
  }
  const says = { sum: integerIn(line, 51, 68), count: integerIn(line, 72, 79) }
  const count = BigInt(read.credits.count + read.debits.count)
  const sum = read.credits.sum - read.debits.sum
  if (says.count !== count)
    output.fault(
      'check',
      position,
      'COUNT_MISMATCH',
      `The deposit counts ${says.count ?? 'no'} payments and deductions, but ${count} could be read.`,
    )
  if (says.sum !== sum)
    output.fault(
      'check',
      position,
      'SUM_MISMATCH',
      `The deposit is of ${says.sum ?? 'no'} öre, but its payments read come to ${sum}.`,
    )
  output.statement(statementOf(opening, deposit, says, read))
}

/** Reads from the deposit's record the facts of all its payments, and its mistakes. */
function depositOf(opening: BgMaxOpening, line: string, date: CivilDate, position: string, output: Output): Deposit {
  const currency = textIn(line, 69, 71) ?? opening.currency
  const doubts: EntryDoubt[] = []
  if (currency !== opening.currency) {
    doubts.push('CURRENCY')
    const wrong = `The deposit (15) is in ${currency}, but its opening (05) is in ${opening.currency}.`
    output.fault('check', position, 'CURRENCY_MISMATCH', `${wrong} Its payments need review.`)
  }
  const { wrong, ...dates } = boundedDates({ booking: date }, opening.days)
  if (wrong !== undefined) {
    doubts.push('DATE')
    output.fault('check', position, 'DATE_OUT_OF_BOUNDS', `${wrong} Its payments need review.`)
  }
  const number = columns(line, 46, 50).trim()
  return { date, dates, number, currency, doubts, bankAccount: numberIn(line, 3, 37) }
}

function statementOf(
  opening: BgMaxOpening,
  deposit: Deposit,
  says: { sum: bigint | undefined; count: bigint | undefined },
  read: BankStatement['read'],
): BankStatement {
  return {
    kind: 'statement',
    position: opening.position,
    id: `${opening.fileId}/${deposit.date}/${deposit.number}`,
    lastPage: true,
    account: opening.account,
    accountScheme: opening.accountScheme,
    accountAliases: deposit.bankAccount === undefined ? [] : [deposit.bankAccount],
    currency: deposit.currency,
    createdAt: deposit.date,
    from: deposit.date,
    to: deposit.date,
    balances: [],
    reported: {
      ...(says.count === undefined ? {} : { all: { count: Number(says.count) } }),
      ...(says.sum === undefined ? {} : { net: says.sum }),
    },
    read,
  }
}

function* paymentsOf(opening: BgMaxOpening, output: Output): Generator<Payment> {
  let payment: Payment | undefined
  for (const [held, number] of opening.lines.all()) {
    const line = held.padEnd(WIDTH)
    const code = columns(line, 1, 2)
    const position = `line ${number}`
    if (code === '20' || code === '21') {
      if (payment !== undefined) yield payment
      payment = { position, lines: [line] }
    } else if (
      payment !== undefined &&
      /^2[2-9]$/.test(code) &&
      code !== '24' &&
      payment.lines.length < output.limits.detailsMax
    )
      payment.lines.push(line)
    else
      output.fault('entry', position, 'OUT_OF_PLACE', `Not a record of BgMax, or not in its place: ${shownLine(line)}`)
  }
  if (payment !== undefined) yield payment
}
