/**
 * Finnish incoming reference payments (KTL), 90 columns: a batch is a header (0), transactions (3, 5, 7) and a trailer
 * (9); a file may hold several. Source: Finance Finland, "Incoming reference payments" 2.1.
 */
import type { BankEntry } from '../bank-file.ts'
import { bankReference } from '../bank-reference.ts'
import { boundedDates, type KnownDays } from '../entry-dates.ts'
import type { EntryFacts } from '../entry-facts.ts'
import { cut } from '../messages.ts'
import { type Output, ReadingStopped } from '../output.ts'
import { amountIn, columns, dateIn, integerIn, numberIn, shownLine, textIn } from './columns.ts'
import { plainFacts } from './facts.ts'
import { ibanOf } from './iban.ts'
import type { Records } from './line-reader.ts'

interface Total {
  count: bigint
  sum: bigint
}

/** Finnish letters of the 7-bit alphabet (SFS 4017), where files still have it. */
const SEVEN_BIT: Record<string, string> = { '[': 'Ä', '\\': 'Ö', ']': 'Å', '{': 'ä', '|': 'ö', '}': 'å' }

export class KtlRecords implements Records {
  readonly lastBegins = '9'
  readonly #output: Output
  #fileId: string | undefined
  /** Facts of the batch. */
  #batch = { position: '', createdAt: '', accounts: new Set<string>() }
  #days: KnownDays
  #open = false
  #payments: Total = { count: 0n, sum: 0n }
  #corrections: Total = { count: 0n, sum: 0n }
  #unpaid: Total = { count: 0n, sum: 0n }

  constructor(output: Output) {
    this.#output = output
    this.#days = output.days
  }

  line(text: string, number: number): undefined {
    const position = `line ${number}`
    if (text.startsWith('0') && text.length <= 90) this.#header(text, position)
    else if (/^[357]/.test(text) && text.length <= 90 && this.#open) this.#transaction(text, position)
    else if (text.startsWith('9') && text.length <= 90 && this.#open) this.#trailer(text, position)
    else
      this.#output.fault(
        'entry',
        position,
        'OUT_OF_PLACE',
        `Not a record of KTL, or not in its place: ${shownLine(text)}`,
      )
  }

  end(): void {
    if (this.#open)
      throw new ReadingStopped(
        'TRUNCATED',
        'end',
        'The file ends without the trailer of its batch (a line that begins with 9).',
      )
  }

  #header(line: string, position: string): void {
    if (this.#open) this.#output.fault('check', position, 'TRUNCATED', 'The batch before has no trailer.')
    this.#open = true
    this.#payments = { count: 0n, sum: 0n }
    this.#corrections = { count: 0n, sum: 0n }
    this.#unpaid = { count: 0n, sum: 0n }
    const id = `KTL/${columns(line, 12, 13).trim()}/${columns(line, 14, 22).trim()}/${columns(line, 2, 11)}`
    const day = dateIn(line, 2, 'YYMMDD')
    const createdAt = day === undefined ? undefined : `${day}T${columns(line, 8, 9)}:${columns(line, 10, 11)}`
    if (this.#fileId === undefined)
      this.#output.head({ format: 'ktl', fileId: id, ...(createdAt === undefined ? {} : { createdAt }) })
    this.#fileId = id
    this.#days = { file: day, today: this.#output.days.today }
    this.#batch = { position, createdAt: createdAt ?? '', accounts: new Set() }
  }

  #transaction(line: string, position: string): void {
    const amount = amountIn(line, 78, 87)
    const account = columns(line, 2, 15)
    const bookingDate = dateIn(line, 16, 'YYMMDD')
    const correction = columns(line, 88, 88)
    const wrong =
      amount === undefined
        ? 'amount (columns 78–87)'
        : !/^\d{14}$/.test(account)
          ? 'account (2–15)'
          : bookingDate === undefined
            ? 'booking date (16–21)'
            : columns(line, 76, 76) !== '1'
              ? 'currency (76: 1 is EUR)'
              : !/^[01]$/.test(correction)
                ? 'correction (88: 0 or 1)'
                : undefined
    if (wrong !== undefined || amount === undefined || bookingDate === undefined) {
      this.#output.fault('entry', position, 'INVALID', `Its ${wrong} cannot be read: ${shownLine(line)}`)
      return
    }
    const reversal = correction === '1'
    // Only direct debits (5, 7) can fail; the column may have been cut off where it is a space.
    const unpaid = !line.startsWith('3') && !/^[0 ]?$/.test(columns(line, 90, 90))
    const total = unpaid ? this.#unpaid : reversal ? this.#corrections : this.#payments
    total.count += 1n
    total.sum += amount
    if (unpaid)
      this.#output.fault(
        'check',
        position,
        'NOT_PAID',
        `A direct debit that was not paid (return code ${columns(line, 90, 90)}); it is left out.`,
      )
    else if (amount === 0n)
      this.#output.fault('check', position, 'ZERO_AMOUNT', 'Its amount is zero: it moves no money, and is left out.')
    else
      this.#output.entry(
        position,
        this.#entry(line, position, ibanOf('FI', account), reversal ? -amount : amount, bookingDate),
      )
  }

  #entry(line: string, position: string, account: string, amount: bigint, booking: string): BankEntry {
    const paid = dateIn(line, 22, 'YYMMDD')
    const { wrong, ...dates } = boundedDates({ booking, acceptance: paid }, this.#days)
    if (wrong !== undefined)
      this.#output.fault('check', position, 'DATE_OUT_OF_BOUNDS', `${wrong} The entry needs review.`)
    const reference = numberIn(line, 44, 63) === undefined ? undefined : textIn(line, 44, 63)
    const payerName = textIn(line, 64, 75)?.replace(/[[\\\]{|}]/g, (letter) => SEVEN_BIT[letter] ?? letter)
    const archive = textIn(line, 28, 43)
    const reversal = columns(line, 88, 88) === '1'
    if (this.#batch.accounts.size < 2) this.#batch.accounts.add(account)
    const facts: EntryFacts = {
      ...plainFacts({ amount, currency: 'EUR', statement: this.#fileId ?? '', bookedAt: this.#batch.position }),
      nature: reversal ? 'REVERSAL' : 'PAYMENT',
      ids: archive === undefined ? [] : [{ kind: 'ArchiveReference', value: archive, level: 'TRANSACTION' }],
      dates: { booking, ...(paid === undefined ? {} : { acceptance: paid }) },
      debtor: { names: payerName === undefined ? [] : [payerName], accounts: [], ids: [] },
      references: reference === undefined ? [] : [{ source: 'OcrField', value: reference }],
      doubts: wrong === undefined ? [] : ['DATE'],
    }
    return {
      bankReference: bankReference(account, archive ?? `@${this.#fileId}/${position}`, amount),
      account,
      accountScheme: 'IBAN',
      currency: 'EUR',
      amount,
      ...dates,
      ...(reference === undefined ? {} : { reference }),
      ...(payerName === undefined ? {} : { payerName }),
      reversal,
      paymentType: `KTL ${columns(line, 1, 1)}`,
      raw: cut(line.trimEnd(), this.#output.limits.rawCharsMax),
      facts,
    }
  }

  /**
   * Sources differ on whether the first count and sum include corrections and unpaid debits, so each reading is right;
   * where none fits, something is wrong.
   */
  #trailer(line: string, position: string): void {
    this.#open = false
    const [payments, corrections, unpaid] = [this.#payments, this.#corrections, this.#unpaid]
    const count = integerIn(line, 2, 7)
    const sum = integerIn(line, 8, 18)
    const counts = [0n, unpaid.count].flatMap((more) => [
      payments.count + more,
      payments.count + corrections.count + more,
    ])
    const sums = [0n, unpaid.sum].flatMap((more) =>
      [0n, corrections.sum, -corrections.sum].map((also) => payments.sum + also + more),
    )
    if (count === undefined || !counts.includes(count))
      this.#output.fault(
        'check',
        position,
        'COUNT_MISMATCH',
        `The trailer counts ${count ?? 'no'} payments, but ${payments.count} and ${corrections.count} corrections could be read.`,
      )
    if (sum === undefined || !sums.includes(sum))
      this.#output.fault(
        'check',
        position,
        'SUM_MISMATCH',
        `The trailer says ${sum ?? 'no'} cents, but the payments read come to ${payments.sum} and the corrections to ${corrections.sum}.`,
      )
    const corrected = { count: integerIn(line, 19, 24), sum: integerIn(line, 25, 35) }
    if (
      (corrected.count ?? corrections.count) !== corrections.count ||
      (corrected.sum ?? corrections.sum) !== corrections.sum
    )
      this.#output.fault(
        'check',
        position,
        'SUM_MISMATCH',
        `The trailer says ${corrected.count} corrections of ${corrected.sum} cents, but ${corrections.count} of ${corrections.sum} could be read.`,
      )
    const [account, another] = this.#batch.accounts
    this.#output.statement({
      kind: 'statement',
      position: this.#batch.position,
      id: this.#fileId ?? '',
      lastPage: true,
      ...(account === undefined || another !== undefined ? {} : { account, accountScheme: 'IBAN' as const }),
      accountAliases: [],
      currency: 'EUR',
      ...(this.#batch.createdAt === '' ? {} : { createdAt: this.#batch.createdAt }),
      balances: [],
      reported: {
        credits: { ...(count === undefined ? {} : { count: Number(count) }), ...(sum === undefined ? {} : { sum }) },
      },
      read: {
        credits: { count: Number(payments.count), sum: payments.sum },
        debits: { count: Number(corrections.count), sum: corrections.sum },
      },
    })
  }
}
