/**
 * A stand-in for the agency's bank: it takes payment files from the outbox, answers with pain.002, books debits, returns and
 * incoming payments, and puts camt.054 and camt.053 into the inbox. It follows the sandbox's clock.
 */
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { isIban } from '@saatava/core/identifiers.ts'
import { minorToText } from '@saatava/core/money.ts'
import { oneOf } from '../../platform/http/schema.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { type Books, createBooks } from './books.ts'
import { minorOf } from './check-file.ts'
import { type BankAccount, type Movement, SETTINGS } from './records.ts'
import { BankWork, type BankWorld, type Incoming } from './work.ts'

export type { BankWorld, Incoming } from './work.ts'

const TEXT_CHARS_MAX = 140
const MOVEMENTS_SHOWN_MAX = 1_000
const DAYS_MAX = 30

const Settings = Type.Object({
  files: Type.Optional(oneOf(['BOTH', 'CAMT_053', 'CAMT_054'])),
  camtVersion: Type.Optional(oneOf(['02', '08'])),
  batchBooking: Type.Optional(Type.Boolean()),
  bban: Type.Optional(Type.Boolean()),
  answerLevel: Type.Optional(oneOf(['FILE', 'BATCH', 'PAYMENT'])),
  initiator: Type.Optional(
    Type.Union([Type.Object({ id: Type.String({ maxLength: 35 }), scheme: oneOf(['CUST', 'BANK']) }), Type.Null()]),
  ),
  returnAfterDays: Type.Optional(Type.Integer({ minimum: 0, maximum: DAYS_MAX })),
})

const text = () => Type.Optional(Type.String({ minLength: 1, maxLength: TEXT_CHARS_MAX }))
const Payment = Type.Object({
  iban: Type.String({ description: 'IBAN of the agency’s account' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  amount: Type.String({ description: 'major units: "100.00"' }),
  payer: text(),
  payerIban: text(),
  reference: text(),
  text: text(),
  endToEndId: Type.Optional(Type.String({ minLength: 1, maxLength: 35 })),
})

export interface BankSimulator extends Simulator {
  /** Does all that is due by the clock. @returns whether it did anything */
  turn(world: BankWorld): Promise<boolean>
  /** Books a debtor's payment, or takes one back. The next turn puts the notice of it into the inbox. */
  receive(payment: Incoming): Movement
}

export function createBankSimulator(kit: SimulatorKit): BankSimulator {
  const books = createBooks(kit)
  const work = new BankWork(books, kit.faults, kit.now)
  return {
    name: 'bank',
    mount(app) {
      app.put('/settings', (request, reply) => {
        const given = bodyOf(request.body, Settings)
        if (given === undefined)
          return reply.code(400).send({ code: 'SETTINGS', message: 'See the guide "Simulators".' })
        books.commit({ type: 'settings', settings: { ...SETTINGS, ...given } })
        return books.settings
      })
      app.post('/payments', (request, reply) => {
        const given = bodyOf(request.body, Payment)
        const amount = minorOf(given?.amount)
        if (given === undefined || amount === undefined || amount === 0n || !isIban(given.iban))
          return reply.code(400).send({
            code: 'PAYMENT',
            message:
              'A payment is {"iban": …, "currency": "EUR", "amount": "100.00", "payer", "payerIban", "reference", "text"}.',
          })
        return reply.code(201).send(shown(work.receive(paymentOf(given, amount))))
      })
      app.get<{ Querystring: { iban?: string; date?: string } }>('/statements', (request) =>
        statementsOf(books, request.query.iban, request.query.date),
      )
    },
    inspect: (iban) => inspect(books, iban),
    turn: (world) => work.turn(world),
    receive: (payment) => work.receive(payment),
  }
}

function paymentOf(given: Static<typeof Payment>, amount: bigint) {
  const { iban, currency, payer, payerIban, reference, text: words, endToEndId } = given
  return {
    account: { iban, currency },
    amount: String(amount),
    party: payer ?? null,
    partyAccount: payerIban ?? null,
    reference: reference ?? null,
    text: words ?? null,
    endToEndId: endToEndId ?? null,
  }
}

function bodyOf<T extends typeof Settings | typeof Payment>(body: unknown, schema: T): Static<T> | undefined {
  try {
    const given: unknown = JSON.parse(String(body))
    return Value.Check(schema, given) ? given : undefined
  } catch {
    return undefined
  }
}

/** The days of accounts as the bank's books have them: opening and entries are closing. @param date one day alone */
function statementsOf(books: Books, iban: string | undefined, date: string | undefined): unknown {
  const accounts = new Map(books.movements.map(({ account }) => [account.iban, account]))
  const asked = [...accounts.values()].filter((one) => iban === undefined || one.iban === iban)
  return {
    statements: asked.flatMap((account) => daysOf(books, account, date).map((day) => dayOf(books, account, day))),
  }
}

function daysOf({ movements }: Books, { iban }: BankAccount, date: string | undefined): string[] {
  if (date !== undefined) return [date]
  return [...new Set(movements.filter(({ account }) => account.iban === iban).map(({ bookedOn }) => bookedOn))].sort()
}

function dayOf(books: Books, account: BankAccount, day: string): unknown {
  const movements = books.ofDay(account, day)
  const opening = books.opening(account, day)
  const closing = movements.reduce((sum, { amount }) => sum + BigInt(amount), opening)
  return {
    ...{ iban: account.iban, currency: account.currency, date: day },
    ...{ opening: signedText(opening), closing: signedText(closing), closed: books.closedUntil(account.iban) >= day },
    entries: movements.map(shown),
  }
}

/** @param iban one account alone */
function inspect(books: Books, iban: string | undefined): unknown {
  const movements = books.movements.filter(({ account }) => iban === undefined || account.iban === iban)
  const balances = Map.groupBy(movements, ({ account }) => `${account.iban} ${account.currency}`)
  return {
    settings: books.settings,
    balances: [...balances].map(([account, group]) => ({
      account,
      balance: signedText(group.reduce((sum, { amount }) => sum + BigInt(amount), 0n)),
    })),
    paymentFiles: books.files.map(({ name, messageId, version, refused, batches }) => ({
      ...{ name, messageId, version, refused },
      batches: batches.map(({ id, refused: reason, orders }) => ({ id, refused: reason, payments: orders })),
    })),
    waitingForTheirDay: [...books.orders.keys()],
    returnsToCome: books.returns.map(({ movement, onDay, code }) => ({ endToEndId: movement.endToEndId, onDay, code })),
    movements: movements.slice(-MOVEMENTS_SHOWN_MAX).map(shown),
    files: books.issued.slice(-MOVEMENTS_SHOWN_MAX),
  }
}

function shown({ account, amount, ...rest }: Movement) {
  return { ...rest, iban: account.iban, currency: account.currency, amount: signedText(BigInt(amount)) }
}

function signedText(amount: bigint): string {
  return minorToText(amount)
}
