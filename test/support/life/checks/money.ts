/** The journal against itself, against the bank, and against the rows that stand for what was paid. */
import { absolute, minorToText } from '@saatava/core/money.ts'
import { type Books, type Transaction, keyOf } from '../books.ts'
import type { Faults } from '../story.ts'
import type { LifeWorld } from '../world.ts'

const CLIENT_MONEY = [
  'CLIENT_FUNDS',
  'UNALLOCATED',
  'OWED_TO_CLIENT',
  'OWED_TO_AGENCY',
  'PAYOUTS_IN_TRANSIT',
  'PAYOUTS_REFUSED',
  'RETURNS_UNDER_WAY',
]
const CLAIMS = [
  ...['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES', 'DUE_FROM_CLIENT'],
  ...['CLAIMS_OF_CLIENT', 'CLAIMS_OF_AGENCY', 'WRITE_OFF', 'ROUNDING'],
]
const RECEIVABLES = ['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES']

export function checkMoney(world: LifeWorld, books: Books, faults: Faults): void {
  checkJournal(books, faults)
  checkFunds(books, faults)
  checkBank(world, books, faults)
  checkPayments(books, faults)
  checkClosed(books, faults)
}

function sums<T>(list: Iterable<T>, key: (one: T) => string, amount: (one: T) => bigint): Map<string, bigint> {
  const totals = new Map<string, bigint>()
  for (const one of list) totals.set(key(one), (totals.get(key(one)) ?? 0n) + amount(one))
  return totals
}

function checkJournal({ transactions, balances }: Books, faults: Faults): void {
  for (const one of transactions)
    for (const [currency, total] of sums(
      one.postings,
      (posting) => posting.currency,
      (posting) => posting.amount,
    ))
      if (total !== 0n)
        faults.add(
          `${one.kind} ${one.source} of client ${one.clientId} is ${minorToText(total)} ${currency} out of balance`,
        )
  const placed = transactions.flatMap(({ clientId, postings }) => postings.map((posting) => ({ clientId, ...posting })))
  const place = (one: { clientId: number; account: string; caseId: number; currency: string }) =>
    `${one.clientId} ${one.account} ${one.caseId} ${one.currency}`
  const posted = sums(placed, place, ({ amount }) => amount)
  const cached = sums(balances, place, ({ balance }) => balance)
  for (const key of new Set([...posted.keys(), ...cached.keys()]))
    faults.amount(`the cached balance of ${key}`, cached.get(key) ?? 0n, posted.get(key) ?? 0n, '')
}

/** Each amount in client funds belongs to somebody; each claim belongs to somebody. */
function checkFunds({ balances }: Books, faults: Faults): void {
  for (const accounts of [CLIENT_MONEY, CLAIMS]) {
    const own = balances.filter(({ account }) => accounts.includes(account))
    const totals = sums(
      own,
      ({ clientId, currency }) => `${clientId} ${currency}`,
      ({ balance }) => balance,
    )
    for (const [whose, total] of totals)
      faults.amount(`${accounts.join(' + ')} of client and currency ${whose} together`, total, 0n, '')
  }
  for (const { clientId, account, caseId, currency, balance } of balances)
    if (RECEIVABLES.includes(account) && balance < 0n)
      faults.add(`${account} is ${minorToText(balance)} ${currency}: below zero`, { clientId, caseId })
}

/** The bank's balance, less the money that nobody has matched, equals the journal's. */
function checkBank({ bank }: LifeWorld, books: Books, faults: Faults): void {
  const { transactions, balances } = books
  // One of several entries for one movement counts; debits of our own payouts are in no client's money.
  const entries = books.entries.filter(({ place }) => place !== 'NONE' && place !== 'OUT')
  const signed = bank.all.map(({ movement }) => ({
    currency: movement.currency,
    amount: movement.reverses === undefined ? movement.amount : -movement.amount,
  }))
  const atBank = sums(
    signed,
    ({ currency }) => currency,
    ({ amount }) => amount,
  )
  const stored = sums(
    entries,
    ({ currency }) => currency,
    ({ amount }) => amount,
  )
  const outside = sums(
    entries.filter(({ state }) => state !== 'matched'),
    ({ currency }) => currency,
    ({ amount }) => amount,
  )
  const funds = sums(
    balances.filter(({ account }) => account === 'CLIENT_FUNDS'),
    ({ currency }) => currency,
    ({ balance }) => balance,
  )
  const gone = sums(
    transactions.filter(({ kind }) => ['PAYMENT_RETURNED', 'SETTLEMENT_PAID'].includes(kind)).flatMap(fundsOf),
    ({ currency }) => currency,
    ({ amount }) => amount,
  )
  for (const [currency, total] of atBank) {
    faults.amount('the bank’s entries as they were stored', stored.get(currency) ?? 0n, total, currency)
    const known = (funds.get(currency) ?? 0n) - (gone.get(currency) ?? 0n)
    faults.amount('client funds that came in', known, total - (outside.get(currency) ?? 0n), currency)
  }
  for (const { state, reference } of entries)
    if (state === 'new') faults.add(`the bank’s entry ${reference} was not handled`)
  if (entries.length !== bank.all.length)
    faults.add(`the bank reports ${bank.all.length} entries, ${entries.length} are stored`)
  for (const { reason, reference } of entries)
    if (reason === 'FAILED' || reason === 'LAW') faults.add(`entry ${reference} waits because of ${reason}`)
}

function fundsOf({ postings }: Transaction) {
  return postings.filter(({ account }) => account === 'CLIENT_FUNDS')
}

/** A payment is what was allocated of it, what is held, and what went back. */
function checkPayments({ payments, allocations, transactions, balances }: Books, faults: Faults): void {
  const live = allocations.filter(({ reversedAt }) => reversedAt === null)
  const allocated = sums(live, ({ paymentId }) => paymentId, total)
  for (const one of payments) {
    const { clientId, paymentId, reversedAt, currency, amount, unallocated, returned } = one
    const parts = (allocated.get(paymentId) ?? 0n) + (reversedAt === null ? unallocated + returned : 0n)
    faults.amount(
      `what became of payment ${paymentId} of client ${clientId}`,
      parts,
      reversedAt === null ? amount : 0n,
      currency,
    )
  }
  const held = sums(
    payments.filter(({ kind, reversedAt }) => kind === 'BANK' && reversedAt === null),
    ({ clientId, currency }) => `${clientId} ${currency}`,
    ({ unallocated }) => unallocated,
  )
  const posted = sums(
    balances.filter(({ account }) => account === 'UNALLOCATED'),
    ({ clientId, currency }) => `${clientId} ${currency}`,
    ({ balance }) => -balance,
  )
  for (const whose of new Set([...held.keys(), ...posted.keys()]))
    faults.amount(
      `unallocated money of client and currency ${whose}`,
      posted.get(whose) ?? 0n,
      held.get(whose) ?? 0n,
      '',
    )
  const byId = new Map(transactions.map((one) => [one.transactionId, one]))
  for (const one of allocations) {
    const posting = (account: string) =>
      byId.get(one.transactionId)?.postings.find((each) => each.account === account)?.amount ?? 0n
    for (const [name, account] of COMPONENTS)
      faults.amount(
        `${name} of allocation ${one.allocationId} in the journal`,
        -posting(account),
        one[name],
        one.currency,
        one,
      )
  }
}

const COMPONENTS = [
  ['capital', 'RECEIVABLE_CAPITAL'],
  ['interest', 'RECEIVABLE_INTEREST'],
  ['costs', 'RECEIVABLE_COSTS'],
  ['fees', 'RECEIVABLE_FEES'],
] as const

export function total({
  capital,
  interest,
  costs,
  fees,
}: {
  capital: bigint
  interest: bigint
  costs: bigint
  fees: bigint
}): bigint {
  return capital + interest + costs + fees
}

/** Nothing is owed on a case that is closed; something is on one that is open and late. */
function checkClosed({ cases, balances }: Books, faults: Faults): void {
  const owed = sums(
    balances.filter(({ account }) => RECEIVABLES.includes(account)),
    keyOf,
    ({ balance }) => balance,
  )
  const sizes = sums(
    balances.filter(({ account }) => RECEIVABLES.includes(account)),
    keyOf,
    ({ balance }) => absolute(balance),
  )
  for (const debt of cases) {
    const { status, closingReason, currency } = debt
    if (status === 'CLOSED' && closingReason !== 'CREDITED')
      faults.amount(`the claim of a case closed as ${closingReason}`, sizes.get(keyOf(debt)) ?? 0n, 0n, currency, debt)
    else if (status === 'CLOSED')
      faults.amount(`the claim of a case closed as CREDITED`, owed.get(keyOf(debt)) ?? 0n, 0n, currency, debt)
    else if ((owed.get(keyOf(debt)) ?? 0n) <= 0n) faults.add(`nothing is owed, and it is ${status}`, debt)
  }
}
