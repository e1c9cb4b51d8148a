/** The API's view of a life agrees with the database. */
import { setTimeout } from 'node:timers/promises'
import { addDays } from '@saatava/core/dates.ts'
import { type Books, type CaseRow, type Transaction, keyOf } from '../books.ts'
import type { LifeClient } from '../client.ts'
import { minorOf } from '../requests.ts'
import type { Faults } from '../story.ts'
import type { LifeWorld } from '../world.ts'
import { checkShownInterest, transactionsByCase } from './interest.ts'
import { total } from './money.ts'

/** Longer than a transaction may lie idle. */
const FEED_MS_MAX = 90_000
const FEED_LOOK_MS = 250

interface ShownCase {
  summary: { caseId: number; status: string; stage: string; closingReason: string | null; currency: string }
  balance: Record<
    'capitalAmount' | 'interestAmount' | 'costsAmount' | 'totalAmount' | 'originalCapitalAmount',
    number
  > & { asOf: string }
  payments: { allocationId: number; amount: number; reversedAt: string | null }[]
  events: unknown[]
  timeline: { date: string; planned: boolean; kind: string }[]
  costs: { amount: number }[]
  interest: { unrounded: string }[]
}

interface ShownPayment {
  caseId: number
  invoiceNumber: string
  amount: number
  currency: string
  allocation: { capitalAmount: number; interestAmount: number; costsAmount: number }
  settlementId: number | null
}

export async function checkShown(world: LifeWorld, books: Books, today: string, faults: Faults): Promise<void> {
  const byCase = transactionsByCase(books)
  for (const client of world.clients) {
    for (const debt of books.cases)
      if (debt.clientId === client.clientId)
        await checkCase(client, debt, byCase.get(keyOf(debt)) ?? [], books, world, faults)
    await checkPayments(client, books, today, faults)
    await checkEvents(world, client, faults)
  }
}

async function checkCase(
  client: LifeClient,
  debt: CaseRow,
  transactions: Transaction[],
  books: Books,
  world: LifeWorld,
  faults: Faults,
): Promise<void> {
  const { case: shown } = await client.get<{ case: ShownCase }>(`/invoice/case?caseId=${debt.caseId}`)
  const { summary, balance, timeline } = shown
  for (const name of ['status', 'stage', 'closingReason', 'currency'] as const)
    if (summary[name] !== debt[name])
      faults.add(`GET /invoice/case shows ${name} ${summary[name]}, it is ${debt[name]}`, debt)
  const posted = (...accounts: string[]) =>
    transactions
      .flatMap(({ postings }) => postings)
      .filter((one) => one.caseId === debt.caseId && accounts.includes(one.account))
      .reduce((sum, { amount }) => sum + amount, 0n)
  faults.amount('capital shown', minorOf(balance.capitalAmount), posted('RECEIVABLE_CAPITAL'), debt.currency, debt)
  const costs = posted('RECEIVABLE_COSTS', 'RECEIVABLE_FEES')
  faults.amount('costs shown', minorOf(balance.costsAmount), costs, debt.currency, debt)
  faults.amount('original capital shown', minorOf(balance.originalCapitalAmount), debt.capital, debt.currency, debt)
  const parts = minorOf(balance.capitalAmount) + minorOf(balance.interestAmount) + minorOf(balance.costsAmount)
  faults.amount('the total shown', minorOf(balance.totalAmount), parts, debt.currency, debt)
  if (debt.status === 'CLOSED')
    faults.amount(
      'interest shown of a closed case',
      minorOf(balance.interestAmount),
      posted('RECEIVABLE_INTEREST'),
      debt.currency,
      debt,
    )
  else checkShownInterest(debt, transactions, balance, world.rates, faults)
  const mine = books.allocations.filter((one) => keyOf(one) === keyOf(debt))
  const amounts = (list: { allocationId: number; amount: bigint; gone: boolean }[]) =>
    list
      .toSorted((a, b) => a.allocationId - b.allocationId)
      .map(({ allocationId, amount, gone }) => `${allocationId} ${amount} ${gone}`)
      .join(', ')
  const is = amounts(
    shown.payments.map((one) => ({ ...one, amount: minorOf(one.amount), gone: one.reversedAt !== null })),
  )
  const must = amounts(mine.map((one) => ({ ...one, amount: total(one), gone: one.reversedAt !== null })))
  if (is !== must) faults.add(`GET /invoice/case shows the payments ${is}, there are ${must}`, debt)
  const charged = transactions
    .filter(({ kind }) => kind === 'CASE_OPENED' || kind === 'FEE_CHARGED')
    .flatMap(({ postings }) => postings)
    .filter(({ account }) => account === 'RECEIVABLE_COSTS' || account === 'RECEIVABLE_FEES')
    .reduce((sum, { amount }) => sum + amount, 0n)
  faults.amount(
    'costs[] shown together',
    shown.costs.reduce((sum, { amount }) => sum + minorOf(amount), 0n),
    charged,
    debt.currency,
    debt,
  )
  checkTimeline(debt, timeline, faults)
}

function checkTimeline(debt: CaseRow, timeline: ShownCase['timeline'], faults: Faults): void {
  for (const [i, entry] of timeline.entries()) {
    const before = timeline[i - 1]
    if (before === undefined) continue
    if (entry.date < before.date)
      faults.add(`the timeline shows ${entry.kind} of ${entry.date} after ${before.kind} of ${before.date}`, debt)
    if (before.planned && !entry.planned)
      faults.add(`the timeline shows ${entry.kind}, which happened, after ${before.kind}, which is planned`, debt)
  }
}

async function checkPayments(client: LifeClient, books: Books, today: string, faults: Faults): Promise<void> {
  const from = addDays(today, -1_000)
  const pages = await client.pages<ShownPayment[]>(`/payments?fromDate=${from}&toDate=${addDays(today, 1)}&limit=50`)
  const cases = new Map(books.cases.filter((one) => one.clientId === client.clientId).map((one) => [one.caseId, one]))
  const line = (one: {
    caseId: number
    invoiceNumber: string
    capital: bigint
    interest: bigint
    costs: bigint
    settlementId: number | null
  }) =>
    `case ${one.caseId} invoice ${one.invoiceNumber}: ${one.capital} ${one.interest} ${one.costs} settlement ${one.settlementId}`
  const shown = pages
    .flat()
    .map(({ allocation: { capitalAmount, interestAmount, costsAmount }, ...one }) =>
      line({ ...one, capital: minorOf(capitalAmount), interest: minorOf(interestAmount), costs: minorOf(costsAmount) }),
    )
  const must = books.allocations
    .filter(({ clientId, reversedAt }) => clientId === client.clientId && reversedAt === null)
    .map((one) =>
      line({ ...one, invoiceNumber: String(cases.get(one.caseId)?.invoiceNumber), costs: one.costs + one.fees }),
    )
  difference(`GET /payments of client ${client.clientId}`, shown, must, faults)
}

async function checkEvents(world: LifeWorld, client: LifeClient, faults: Faults): Promise<void> {
  const { rows } = await world.api.pool.query<{ id: string }>('select event_id as id from event where client_id = $1', [
    client.clientId,
  ])
  // The feed shows an event once it has its number.
  const end = Date.now() + FEED_MS_MAX
  let shown = await allEvents(world, client)
  while (shown.length < rows.length && Date.now() < end) {
    await setTimeout(FEED_LOOK_MS)
    shown = await allEvents(world, client)
  }
  const must = rows.map(({ id }) => id)
  difference(`GET /events of client ${client.clientId}`, shown, must, faults)
}

/** By the cursor, page after page. */
async function allEvents(world: LifeWorld, { token }: LifeClient): Promise<string[]> {
  const shown: string[] = []
  let path = '/api/v1/partner/events?limit=500'
  for (;;) {
    const reply = await world.api.call<{ events: { eventId: string }[]; hasMore: boolean }>('GET', path, { token })
    shown.push(...reply.body.events.map(({ eventId }) => eventId))
    const next = /<([^>]+)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1]
    if (!reply.body.hasMore || next === undefined) return shown
    path = next
  }
}

/** Compares two lists as multisets. */
function difference(what: string, shown: string[], must: string[], faults: Faults): void {
  const counts = new Map<string, number>()
  for (const one of shown) counts.set(one, (counts.get(one) ?? 0) + 1)
  for (const one of must) counts.set(one, (counts.get(one) ?? 0) - 1)
  for (const [one, count] of counts)
    if (count !== 0) faults.add(`${what}: ${one} is shown ${count > 0 ? `${count} times too often` : 'too rarely'}`)
}
