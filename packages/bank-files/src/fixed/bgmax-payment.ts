import type { CivilDate } from '@saatava/core/dates.ts'
import type { BankEntry, RemittanceDetail } from '../bank-file.ts'
import { bankReference } from '../bank-reference.ts'
import type { EntryDoubt, EntryFacts, ReportedReference, ReportedText } from '../entry-facts.ts'
import { cut, joinedMessage } from '../messages.ts'
import type { Output } from '../output.ts'
import { isPlaceholder } from '../placeholders.ts'
import { searchTextOf } from '../search-text.ts'
import type { BgMaxOpening } from './bgmax-opening.ts'
import { amountIn, columns, integerIn, numberIn, shownLine, textIn } from './columns.ts'
import { plainFacts } from './facts.ts'

/** A payment or deduction with the lines that belong to it. */
export interface Payment {
  position: string
  lines: string[]
}

/** Facts of a deposit that hold for its payments. */
export interface Deposit {
  /** Date as the record states it. */
  date: CivilDate
  /** Within bounds. */
  dates: { bookingDate: CivilDate; paymentDate: CivilDate }
  number: string
  currency: string
  /** Account of the receiver, into which the deposit goes; undefined where the record has none. */
  bankAccount: string | undefined
  doubts: EntryDoubt[]
}

/** A payment or deduction; undefined where it cannot be read, which a fault then says. */
export function readPayment(
  payment: Payment,
  opening: BgMaxOpening,
  deposit: Deposit,
  output: Output,
): BankEntry | undefined {
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
  const field = referenceField(first)
  const reference = field?.certain === true ? field.text : undefined
  const extra = lines.slice(1).flatMap((line) => extraReference(line))
  const details =
    extra.length === 0
      ? undefined
      : [...(reference === undefined ? [] : [{ reference }]), ...extra].slice(0, output.limits.detailsMax)
  const pieces = piecesOf(lines)
  const texts: ReportedText[] = pieces.map((piece) => ({ source: 'Text', text: piece.trim() }))
  const message = joinedMessage(linesOfMessage(pieces), output.limits.messageCharsMax)
  const payerName = namesOf(lines)
  const payerAccount = numberIn(first, 3, 12)
  const known = serial === undefined ? undefined : `${deposit.date}/${deposit.number}/${serial}`
  const place = `@${opening.fileId}/${position}`
  const searchText = searchTextOf(texts, output.limits.searchCharsMax)
  const facts: EntryFacts = {
    ...plainFacts({
      amount,
      currency: deposit.currency,
      bookedAt: opening.position,
      statement: `${opening.fileId}/${deposit.date}/${deposit.number}`,
    }),
    nature: code === '21' ? 'DEDUCTION' : 'PAYMENT',
    ids: known === undefined ? [] : [{ kind: 'SerialNumber', value: known, level: 'TRANSACTION' }],
    dates: { booking: deposit.date },
    debtor: {
      names: payerName === '' ? [] : [payerName],
      accounts: payerAccount === undefined ? [] : [payerAccount],
      ids: organisationsOf(lines),
    },
    references: [...(field === undefined ? [] : [referenceOf(field)]), ...extra.flatMap(asReported)],
    texts,
    ...(searchText === undefined ? {} : { searchText }),
    accountAliases: deposit.bankAccount === undefined ? [] : [deposit.bankAccount],
    doubts: deposit.doubts,
  }
  return {
    bankReference: bankReference(opening.account, known ?? place, amount),
    account: opening.account,
    accountScheme: opening.accountScheme,
    currency: deposit.currency,
    amount,
    ...deposit.dates,
    ...(reference === undefined || details !== undefined ? {} : { reference }),
    ...(details === undefined ? {} : { details }),
    ...(message === undefined ? {} : { message }),
    ...(payerName === '' ? {} : { payerName }),
    ...(payerAccount === undefined ? {} : { payerAccount }),
    reversal: false,
    paymentType: `BGMAX ${code}`,
    raw: cut(lines.map((line) => line.trimEnd()).join('\n'), output.limits.rawCharsMax),
    facts,
  }
}

function linesOf(lines: readonly string[], code: string): string[] {
  return lines.filter((line) => columns(line, 1, 2) === code)
}

function namesOf(lines: readonly string[]): string {
  return linesOf(lines, '26')
    .flatMap((line) => [textIn(line, 3, 37), textIn(line, 38, 72)])
    .filter((name) => name !== undefined)
    .join(' ')
}

function organisationsOf(lines: readonly string[]): string[] {
  return linesOf(lines, '29').flatMap((line) => numberIn(line, 3, 14) ?? [])
}

interface ReferenceField {
  text: string
  code: string
  /** False where the field is text for people: it must not match by chance. */
  certain: boolean
}

/**
 * By the reference code (column 56): 2, an OCR reference that Bankgirot has checked; 4, one reference, not checked; 3,
 * several in one field; 5, an OCR reference that failed the check; 0 and 1, none.
 */
function referenceField(line: string): ReferenceField | undefined {
  const text = textIn(line, 13, 37)
  const code = columns(line, 56, 56)
  return text === undefined ? undefined : { text, code, certain: /^[24]$/.test(code) }
}

function referenceOf({ text, code }: ReferenceField): ReportedReference {
  return { source: 'OcrField', type: code, value: text }
}

function asReported({ reference, amount }: RemittanceDetail): ReportedReference[] {
  if (reference === undefined) return []
  return [{ source: 'OcrField', value: reference, ...(amount === undefined ? {} : { amount }) }]
}

/** The payer's text, record by record as its columns are: the reference field where it is no reference, and the records 25. */
function piecesOf(lines: readonly string[]): string[] {
  const [first = ''] = lines
  const field = referenceField(first)
  const pieces = field !== undefined && !field.certain ? [columns(first, 13, 37)] : []
  pieces.push(...linesOf(lines, '25').map((line) => columns(line, 3, 52)))
  return pieces.filter((piece) => piece.trim() !== '' && !isPlaceholder(piece.trim()))
}

/** Lines of the message: a piece that fills its columns to the end goes on in the next one without a break. */
function linesOfMessage(pieces: readonly string[]): string[] {
  const texts: string[] = []
  let open = false
  for (const piece of pieces) {
    if (open && !/^\s/.test(piece)) texts.push(`${texts.pop() ?? ''}${piece.trimEnd()}`)
    else texts.push(piece.trim())
    open = !/\s$/.test(piece)
  }
  return texts
}

/** Extra references: 22 of a payment, 23 of a deduction. Bankgirot leaves their amounts at zero where it has none. */
function extraReference(line: string): RemittanceDetail[] {
  const code = columns(line, 1, 2)
  const reference = textIn(line, 13, 37)
  if ((code !== '22' && code !== '23') || reference === undefined) return []
  const size = amountIn(line, 38, 55) ?? 0n
  return [{ reference, ...(size === 0n ? {} : { amount: code === '23' ? -size : size }) }]
}
