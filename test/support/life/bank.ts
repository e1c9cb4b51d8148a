/** The agency's bank in a life: payments gather for a day, and come as that country's file in the morning. */
import { camtFile, type CamtEntry } from '../../../packages/bank-files/test/camt.ts'
import {
  bgMaxDeposit,
  bgMaxEnd,
  bgMaxOpening,
  bgMaxPayment,
  bgMaxStart,
  record,
  ktlHeader,
  ktlPayment,
  ktlTrailer,
} from '../../../packages/bank-files/test/fixed.ts'
import { addDays } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { CURRENCY, type LifeCountry } from './scenario.ts'

export interface Movement {
  /** The bank's own number for it. */
  serial: number
  /** Minor units; above 0 in a reversal too. */
  amount: bigint
  currency: string
  /** Civil dates: when the bank booked it, and when the payer paid. */
  booked: string
  paid: string
  reference?: string
  text?: string
  payer: string
  payerIban: string
  /** The payment that is taken back. */
  reverses?: Movement
}

/** A payment that the agency ordered by a payment file, and that the bank has executed. */
export interface Payout {
  country: LifeCountry
  /** Minor units. */
  amount: bigint
  currency: string
  /** Civil date. */
  booked: string
  messageId: string
  endToEndId: string
  payee: string
}

export interface BankFile {
  name: string
  text: string | Uint8Array
}

const ACCOUNTS: Record<LifeCountry, string> = {
  FI: 'FI2112345600000785',
  SE: 'SE4550000000058398257466',
  NO: 'NO9386011117947',
  DK: 'DK5000400440116243',
}

export class LifeBank {
  #waiting: { country: LifeCountry; movement: Movement }[] = []
  #serial = 0
  #files = 0
  /** Everything that ever came or went, by country. */
  readonly all: { country: LifeCountry; movement: Movement }[] = []
  readonly payouts: Payout[] = []
  /** The last day of which statements were made. */
  #statedOn = ''
  readonly #taken = new Set<string>()

  /** Executes what is due of a payment file, once. */
  execute(name: string, xml: string, today: string): void {
    const due = within(xml, 'ReqdExctnDt')?.match(/\d{4}-\d\d-\d\d/)?.[0]
    if (due === undefined || due > today || this.#taken.has(name)) return
    this.#taken.add(name)
    const messageId = within(xml, 'MsgId') ?? ''
    const account = within(within(xml, 'DbtrAcct') ?? '', 'IBAN')
    const country = (Object.keys(ACCOUNTS) as LifeCountry[]).find((one) => ACCOUNTS[one] === account)
    if (country === undefined) throw new Error(`${name} pays from ${account}, which is no account of the agency's`)
    for (const [, transfer = ''] of xml.matchAll(/<CdtTrfTxInf>(.*?)<\/CdtTrfTxInf>/gs)) {
      const [, currency = '', amount = ''] = /<InstdAmt Ccy="(\w+)">([\d.]+)</.exec(transfer) ?? []
      const endToEndId = within(transfer, 'EndToEndId') ?? ''
      const payee = within(within(transfer, 'Cdtr') ?? '', 'Nm') ?? ''
      this.payouts.push({
        ...{ country, amount: BigInt(amount.replace('.', '')), currency, booked: today, messageId, endToEndId, payee },
      })
    }
  }

  /** The statements of the days before today on which accounts moved, each with its balances: in any format used before. */
  statements(today: string): BankFile[] {
    const days = new Set([...this.all.map(({ movement }) => movement.booked), ...this.payouts.map((one) => one.booked)])
    const due = [...days].filter((day) => day > this.#statedOn && day < today).toSorted()
    this.#statedOn = due.at(-1) ?? this.#statedOn
    return due.flatMap((day) =>
      (Object.keys(ACCOUNTS) as LifeCountry[]).flatMap((country) => this.#statement(country, day) ?? []),
    )
  }

  /** Returns the balance of an account at the end of a day, minor units. */
  balance(country: LifeCountry, day: string): bigint {
    const currency = CURRENCY[country]
    const ofAccount = (one: { country: LifeCountry }) => one.country === country
    const came = this.all
      .filter((one) => ofAccount(one) && one.movement.currency === currency && one.movement.booked <= day)
      .reduce((sum, { movement }) => sum + signed(movement), 0n)
    const went = this.payouts.filter((one) => ofAccount(one) && one.booked <= day)
    return went.reduce((sum, { amount }) => sum - amount, came)
  }

  /** The last day of which statements were made; "" before the first. */
  get statedOn(): string {
    return this.#statedOn
  }

  #statement(country: LifeCountry, day: string): BankFile | undefined {
    const movements = this.all
      .filter((one) => one.country === country && one.movement.booked === day)
      .map(({ movement }) => movement)
      .filter(({ currency }) => currency === CURRENCY[country])
    const payouts = this.payouts.filter((one) => one.country === country && one.booked === day)
    // A bank states each of its days, from the first on which the account moved.
    const opened = this.all.some((one) => one.country === country && one.movement.booked <= day)
    if (!opened) return undefined
    const number = ++this.#files
    const format = number % 2 === 0 ? 'camt.053.001.02' : 'camt.053.001.08'
    // BgMax gives its payments no number that the bank's statement knows: the statement books their sum.
    const summed = movements.filter((one) => country === 'SE' && inNational(country, one))
    const entries = [
      ...movements.filter((one) => !summed.includes(one)).map((one) => statedEntryOf(country, one)),
      ...(summed.length === 0 ? [] : [sumOf(summed, day)]),
      ...payouts.map(payoutEntryOf),
    ]
    const statement = {
      ...{ id: `D-${number}`, iban: ACCOUNTS[country], currency: CURRENCY[country], entries, balancesOn: day },
      opening: minorToText(this.balance(country, addDays(day, -1))),
      closing: minorToText(this.balance(country, day)),
    }
    const text = camtFile({ format, messageId: `MD-${number}`, statements: [statement] })
    return { name: `${number}-statement.xml`, text }
  }

  book(country: LifeCountry, movement: Omit<Movement, 'serial'>): Movement {
    const booked = { ...movement, serial: ++this.#serial }
    this.#waiting.push({ country, movement: booked })
    return booked
  }

  /**
   * Returns the gathered movements as files: KTL for Finland, BgMax for Sweden and OCR giro for Norway where they can
   * express them, else camt.
   */
  files(today: string): BankFile[] {
    const waiting = this.#afterDeductions(today)
    this.all.push(...waiting)
    const files: BankFile[] = []
    for (const [country, list] of Map.groupBy(waiting, (one) => one.country)) {
      const movements = list.map(({ movement }) => movement)
      const national = movements.filter((one) => inNational(country, one))
      const others = movements.filter((one) => !inNational(country, one))
      if (national.length > 0)
        for (const [booked, same] of Map.groupBy(national, (one) => one.booked))
          files.push(this.#national(country, booked, same))
      for (const [currency, same] of Map.groupBy(others, (one) => one.currency))
        files.push(this.#camt(country, currency, same))
    }
    return files
  }

  /** A deposit of BgMax is never below zero: deductions wait for a day on which there is enough, and are booked on it. */
  #afterDeductions(today: string): { country: LifeCountry; movement: Movement }[] {
    const isDeduction = ({ country, movement }: { country: LifeCountry; movement: Movement }) =>
      movement.reverses !== undefined && inNational(country, movement)
    const others = this.#waiting.filter((one) => !isDeduction(one))
    let room = others
      .filter(({ country, movement }) => country === 'SE' && inNational(country, movement) && movement.booked === today)
      .reduce((sum, { movement }) => sum + movement.amount, 0n)
    const taken: typeof others = []
    const left: typeof others = []
    for (const one of this.#waiting.filter(isDeduction)) {
      if (one.movement.amount > room) left.push(one)
      else {
        room -= one.movement.amount
        taken.push({ ...one, movement: Object.assign(one.movement, { booked: today, paid: today }) })
      }
    }
    this.#waiting = left
    return [...others, ...taken]
  }

  /** An account's notification is in one currency; money in another one has a separate notification. */
  #camt(country: LifeCountry, currency: string, movements: Movement[]): BankFile {
    const number = ++this.#files
    const format = (['camt.054.001.02', 'camt.054.001.08'] as const)[number % 2]
    const entries = movements.map(camtEntryOf)
    const statement = { id: `S-${number}`, iban: ACCOUNTS[country], currency, entries }
    const text = camtFile({ format: format ?? 'camt.054.001.02', messageId: `M-${number}`, statements: [statement] })
    return { name: `${number}-camt.xml`, text }
  }

  #national(country: LifeCountry, booked: string, movements: Movement[]): BankFile {
    if (country === 'FI') return this.#ktl(booked, movements)
    return country === 'SE' ? this.#bgMax(booked, movements) : this.#ocrGiro(booked, movements)
  }

  #ktl(booked: string, movements: Movement[]): BankFile {
    const short = (date: string) => date.slice(2).replaceAll('-', '')
    const lines = movements.map(({ amount, reference = '', payer, serial, paid }) => {
      const line = ktlPayment({
        ...{ amount, reference, payer: payer.slice(0, 12), bookingDate: short(booked) },
        archiveId: digits(serial, 16),
      })
      return `${line.slice(0, 21)}${short(paid)}${line.slice(27)}`
    })
    const sum = movements.reduce((total, { amount }) => total + amount, 0n)
    const text = [ktlHeader(short(booked)), ...lines, ktlTrailer(movements.length, sum), ''].join('\n')
    return { name: `${++this.#files}-ktl.txt`, text: Buffer.from(text, 'latin1') }
  }

  #bgMax(booked: string, movements: Movement[]): BankFile {
    const number = ++this.#files
    const lines = movements.flatMap(({ amount, reference, text, payer, serial, reverses }) => [
      bgMaxPayment(
        reverses === undefined ? '20' : '21',
        reference ?? '',
        amount,
        serial,
        reference === undefined ? '0' : '2',
      ),
      ...(text === undefined
        ? []
        : [
            record(80, [
              [1, '25'],
              [3, text],
            ]),
          ]),
      record(80, [
        [1, '26'],
        [3, payer],
      ]),
    ])
    const sum = movements.reduce((total, one) => total + signed(one), 0n)
    const deductions = movements.filter(({ reverses }) => reverses !== undefined).length
    const text = [
      bgMaxStart('P', booked.replaceAll('-', '')),
      bgMaxOpening('0009912346'),
      ...lines,
      bgMaxDeposit(sum, movements.length, number, booked.replaceAll('-', '')),
      bgMaxEnd(movements.length - deductions, deductions, 0, 1),
      '',
    ].join('\r\n')
    return { name: `${number}-bgmax.txt`, text: Buffer.from(text, 'latin1') }
  }

  #ocrGiro(booked: string, movements: Movement[]): BankFile {
    const number = ++this.#files
    const date = `${booked.slice(8)}${booked.slice(5, 7)}${booked.slice(2, 4)}`
    const items = movements.flatMap(({ amount, reference = '', serial }) => {
      const known = digits(serial % 10_000_000, 7)
      const first = `NY091030${known}${date}13201014640${digits(amount, 17)}${reference.padStart(25)}000000`
      return [first, `NY091031${known}9636827194${digits(serial, 9)}0000000${date}99990512341`.padEnd(80, '0')]
    })
    const sum = movements.reduce((total, { amount }) => total + amount, 0n)
    const end = (kind: '0988' | '0089', records: number) =>
      `NY${kind.slice(0, 2)}00${kind.slice(2)}${digits(movements.length, 8)}${digits(records, 8)}${digits(sum, 17)}${date}`.padEnd(
        80,
        '0',
      )
    const text = [
      `NY00001000008080${digits(number, 7)}00010200`.padEnd(80, '0'),
      `NY09002000100856${digits(number, 8)}86011117947`.padEnd(80, '0'),
      ...items,
      end('0988', items.length + 2),
      end('0089', items.length + 4),
      '',
    ].join('\n')
    return { name: `${number}-ocr.txt`, text: Buffer.from(text, 'latin1') }
  }
}

/** Returns the amount with its sign on the account. */
export function signed({ amount, reverses }: Movement): bigint {
  return reverses === undefined ? amount : -amount
}

function digits(value: number | bigint, width: number): string {
  return String(value).padStart(width, '0')
}

/**
 * OCR giro knows no text without a KID, and neither says another currency. BgMax names an account by its bankgiro number, so
 * what came by it is taken back by it, as a deduction; one that is larger than the day's payments has no place there.
 */
function inNational(country: LifeCountry, movement: Movement): boolean {
  const { currency, reverses, reference, booked, paid, serial } = movement
  if (currency !== CURRENCY[country]) return false
  // Reference payments come in both formats in Finland.
  if (country === 'FI') return reverses === undefined && /^\d{10,20}$/.test(reference ?? '') && serial % 3 !== 0
  if (booked !== paid) return false
  if (reverses !== undefined) return country === 'SE' && inNational(country, reverses)
  return country === 'SE' || (country === 'NO' && reference !== undefined)
}

/** Returns the entry as camt.054 gave it; a payment of a national file bears the archive number that this gave it. */
function statedEntryOf(country: LifeCountry, movement: Movement): CamtEntry {
  const entry = camtEntryOf(movement)
  if (!inNational(country, movement)) return entry
  const servicerReference = digits(movement.serial, country === 'FI' ? 16 : 9)
  // OCR giro gives the payer's account as its clearing knows it.
  const transactions = entry.transactions?.map(({ endToEndId: _id, debtorIban, ...one }) => ({
    ...{ ...one, servicerReference },
    ...(country === 'NO' || debtorIban === undefined ? {} : { debtorIban }),
  }))
  return { ...entry, servicerReference, ...(transactions === undefined ? {} : { transactions }) }
}

function sumOf(movements: readonly Movement[], day: string): CamtEntry {
  const sum = movements.reduce((total, one) => total + signed(one), 0n)
  return { amount: minorToText(sum), currency: CURRENCY.SE, bookingDate: day, servicerReference: `G${day}` }
}

function payoutEntryOf({ amount, currency, booked, messageId, endToEndId, payee }: Payout): CamtEntry {
  return {
    ...{
      amount: minorToText(amount),
      currency,
      sign: 'DBIT',
      bookingDate: booked,
      servicerReference: `P${endToEndId}`,
    },
    transactions: [{ messageId, endToEndId, creditor: payee }],
  }
}

/** The text within an element's first appearance. */
function within(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1]
}

function camtEntryOf(movement: Movement): CamtEntry {
  const { amount, currency, booked, paid, serial, reverses, reference, text, payer, payerIban } = movement
  const parties = { debtor: payer, debtorIban: payerIban }
  return {
    amount: minorToText(amount),
    ...{ currency, bookingDate: booked, servicerReference: `B${String(serial).padStart(10, '0')}` },
    ...(reverses === undefined ? {} : { sign: 'DBIT' as const, reversal: true }),
    transactions: [
      {
        ...parties,
        endToEndId: `E${reverses?.serial ?? serial}`,
        ...(reference === undefined ? {} : { structured: [{ reference }] }),
        ...(text === undefined ? {} : { unstructured: [text] }),
        ...(reverses === undefined ? { acceptedAt: `${paid}T08:00:00` } : {}),
      },
    ],
  }
}
