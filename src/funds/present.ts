/** The check of client funds as programs read it: amounts in major units. */
import { minorToNumber } from '@saatava/core/money.ts'
import type { FundsCheck } from './check-funds.ts'

export function presentCheck({ date, state, accounts, currencies }: FundsCheck) {
  return {
    date,
    state,
    accounts: accounts.map((one) => ({
      ...one,
      bank: one.bank === null ? null : minorToNumber(one.bank),
      books: minorToNumber(one.books),
      difference: one.difference === null ? null : minorToNumber(one.difference),
      parts: one.parts.map((part) => ({ ...part, amount: minorToNumber(part.amount) })),
      receipts: one.receipts.map((part) => ({ ...part, amount: minorToNumber(part.amount) })),
      lines: one.lines.map((line) => ({ ...line, amount: minorToNumber(line.amount) })),
    })),
    currencies: currencies.map(({ currency, ...amounts }) => ({
      currency,
      books: minorToNumber(amounts.books),
      owedToClients: minorToNumber(amounts.owedToClients),
      payoutsUnderWay: minorToNumber(amounts.payoutsUnderWay),
      unallocated: minorToNumber(amounts.unallocated),
      agencysOwn: minorToNumber(amounts.agencysOwn),
      broughtForward: minorToNumber(amounts.broughtForward),
      paidNotSeen: minorToNumber(amounts.paidNotSeen),
    })),
  }
}
