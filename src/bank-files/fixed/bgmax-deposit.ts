import type { AccountScheme, BankEntry, RemittanceDetail } from '../bank-file.ts'
import { bankReference } from '../bank-reference.ts'
import { cut, joinedMessage } from '../messages.ts'
import type { Output } from '../output.ts'
import type { HeldLines } from './held-lines.ts'
import { amountIn, columns, dateIn, integerIn, numberIn, shownLine, textIn } from './columns.ts'

const WIDTH = 80
/** Payments given before the next are read: a deposit may have hundreds of thousands. */
const PAYMENTS_PER_STEP = 500n

/** A receiver's payments whose deposit has not come yet. */
export interface BgMaxOpening {
  fileId: string
  account: string
  accountScheme: AccountScheme
  currency: string
  lines: HeldLines
}

/** A payment or deduction with the lines that belong to it. */
interface Payment {
  position: string
  lines: string[]
}

interface Deposit {
  date: string
  number: string
}

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
  const deposit: Deposit = { date, number: columns(line, 46, 50).trim() }
  let sum = 0n
  let count = 0n
  for (const payment of paymentsOf(opening, output)) {
    const entry = readPayment(payment, opening, deposit, output)
    if (entry === undefined) continue
    sum += entry.amount
    count += 1n
    output.entry(payment.position, entry)
    if (count % PAYMENTS_PER_STEP === 0n) yield
  }
  const says = { sum: integerIn(line, 51, 68), count: integerIn(line, 72, 79) }
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

function readPayment(payment: Payment, opening: BgMaxOpening, deposit: Deposit, output: Output): BankEntry | undefined {
  const { lines, position } = payment
  const [first = ''] = lines
  const code = columns(first, 1, 2)
  const size = amountIn(first, 38, 55)
  const serial = numberIn(first, 58, 69)
  if (size === undefined || (serial !== undefined && integerIn(first, 58, 69) === undefined)) {
    output.fault(
      'entry',
      position,
      'INVALID',
      `Its amount or serial number (columns 38–55, 58–69) cannot be read: ${shownLine(first)}`,
    )
    return undefined
  }
  const amount = code === '21' ? -size : size
  const of = (wanted: string) => lines.filter((line) => columns(line, 1, 2) === wanted)
  const { reference, text } = referenceIn(first)
  const extra = lines.slice(1).flatMap((line) => extraReference(line))
  const details =
    extra.length === 0
      ? undefined
      : [...(reference === undefined ? [] : [{ reference }]), ...extra].slice(0, output.limits.detailsMax)
  const message = joinedMessage([text, ...of('25').map((line) => textIn(line, 3, 52))], output.limits.messageCharsMax)
  const payerName = of('26')
    .flatMap((line) => [textIn(line, 3, 37), textIn(line, 38, 72)])
    .filter((name) => name !== undefined)
    .join(' ')
  const payerAccount = numberIn(first, 3, 12)
  const known = serial === undefined ? `@${opening.fileId}/${position}` : `${deposit.date}/${deposit.number}/${serial}`
  return {
    bankReference: bankReference(opening.account, known, amount),
    account: opening.account,
    accountScheme: opening.accountScheme,
    currency: opening.currency,
    amount,
    bookingDate: deposit.date,
    ...(reference === undefined || details !== undefined ? {} : { reference }),
    ...(details === undefined ? {} : { details }),
    ...(message === undefined ? {} : { message }),
    ...(payerName === '' ? {} : { payerName }),
    ...(payerAccount === undefined ? {} : { payerAccount }),
    reversal: false,
    paymentType: `BGMAX ${code}`,
    raw: cut(lines.map((line) => line.trimEnd()).join('\n'), output.limits.rawCharsMax),
  }
}

/**
 * By the reference code (column 56): 2, an OCR reference that Bankgirot has checked; 4, one reference, not checked; 3,
 * several in one field; 5, an OCR reference that failed the check; 0 and 1, none. What failed, or is several, is text
 * for people: it must not match by chance.
 */
function referenceIn(line: string): { reference?: string; text?: string } {
  const field = textIn(line, 13, 37)
  if (field === undefined) return {}
  return /^[24]$/.test(columns(line, 56, 56)) ? { reference: field } : { text: field }
}

/** Extra references: 22 of a payment, 23 of a deduction. Bankgirot leaves their amounts at zero where it has none. */
function extraReference(line: string): RemittanceDetail[] {
  const code = columns(line, 1, 2)
  const reference = textIn(line, 13, 37)
  if ((code !== '22' && code !== '23') || reference === undefined) return []
  const size = amountIn(line, 38, 55) ?? 0n
  return [{ reference, ...(size === 0n ? {} : { amount: code === '23' ? -size : size }) }]
}
