/** Every settlement is its allocations, their breakdowns, its payment to the bank and its postings; nothing is settled twice. */
import { minorToText } from '@saatava/core/money.ts'
import type { AllocationRow, Books, SettlementRow } from '../books.ts'
import { minorOf } from '../requests.ts'
import type { Faults } from '../story.ts'
import type { LifeWorld } from '../world.ts'

interface Shown {
  settlementId: number
  settlementAmount: number
  paidAmount: number
  deductions: { amount: number }[]
  currency: string
  allocations: {
    allocationId: number
    allocatedTotalAmount: number
    caseId: number
    breakdown: { type: string; amount: number }[]
  }[]
}

/** A line of a settlement: what it pays the client, below 0 where it takes back. */
interface Line {
  allocation: AllocationRow
  takesBack: boolean
  amount: bigint
}

export function checkSettlements(books: Books, faults: Faults): void {
  const lines = linesOf(books)
  const transactions = Map.groupBy(books.transactions, ({ clientId, source }) => `${clientId} ${source}`)
  for (const one of books.settlements) {
    const { clientId, settlementId, amount, currency } = one
    const what = `settlement ${settlementId} of client ${clientId}`
    const own = lines.get(`${clientId} ${settlementId}`) ?? []
    if (own.length === 0) faults.add(`${what} has no allocations`)
    faults.amount(`the allocations of ${what}`, sumOf(own), amount, currency)
    const posted = (transactions.get(`${clientId} settlement:${settlementId}`) ?? []).flatMap(({ kind, postings }) =>
      postings.map((posting) => ({ kind, ...posting })),
    )
    const total = (kind: string, account: string) =>
      posted.reduce((sum, each) => (each.kind === kind && each.account === account ? sum + each.amount : sum), 0n)
    faults.amount(`what ${what} puts under way`, -total('SETTLED', 'PAYOUTS_IN_TRANSIT'), amount, currency)
    faults.amount(
      `what ${what} paid out`,
      -total('SETTLEMENT_PAID', 'CLIENT_FUNDS'),
      one.state === 'paid' ? amount - one.deducted : 0n,
      currency,
    )
    faults.amount(
      `what ${what} took off by the journal`,
      total('DEDUCTED', 'PAYOUTS_IN_TRANSIT'),
      one.deducted,
      currency,
    )
    if (one.deducted < 0n || one.deducted > amount) faults.add(`${what} takes off ${minorToText(one.deducted)}`)
    for (const { allocation } of own)
      if (allocation.currency !== currency)
        faults.add(`${what} in ${currency} holds one in ${allocation.currency}`, allocation)
  }
  checkFiles(books, faults)
  checkWaiting(books, faults)
  checkDeductions(books, faults)
}

/** The debts of clients for withdrawn cases, less later waivers, were taken off their settlements or are still owed. */
function checkDeductions({ balances, transactions, settlements }: Books, faults: Faults): void {
  const totals = new Map<string, { charged: bigint; settled: bigint }>()
  const add = (clientId: number, currency: string, more: { charged?: bigint; settled?: bigint }) => {
    const { charged, settled } = totals.get(`${clientId} ${currency}`) ?? { charged: 0n, settled: 0n }
    const sum = { charged: charged + (more.charged ?? 0n), settled: settled + (more.settled ?? 0n) }
    totals.set(`${clientId} ${currency}`, sum)
  }
  for (const { clientId, kind, postings } of transactions)
    for (const { account, currency, amount } of postings)
      if (account === 'DUE_FROM_CLIENT' && kind !== 'DEDUCTED') add(clientId, currency, { charged: amount })
  for (const { clientId, currency, deducted } of settlements) add(clientId, currency, { settled: deducted })
  for (const { clientId, caseId, account, currency, balance } of balances) {
    if (account !== 'DUE_FROM_CLIENT') continue
    add(clientId, currency, { settled: balance })
    if (balance < 0n)
      faults.add(`DUE_FROM_CLIENT is ${minorToText(balance)} ${currency}: below zero`, { clientId, caseId })
  }
  for (const [whose, { charged, settled }] of totals)
    faults.amount(`fees of withdrawn cases of client and currency ${whose}`, settled, charged, '')
}

function linesOf({ allocations, payments }: Books): Map<string, Line[]> {
  const direct = new Set(payments.flatMap(({ kind, paymentId }) => (kind === 'DIRECT' ? [paymentId] : [])))
  const lines = new Map<string, Line[]>()
  const add = (settlementId: number | null, line: Line) => {
    const key = `${line.allocation.clientId} ${settlementId}`
    if (settlementId !== null) lines.set(key, [...(lines.get(key) ?? []), line])
  }
  for (const allocation of allocations) {
    const { capital, interest, costs, fees, commission } = allocation
    const amount = (direct.has(allocation.paymentId) ? -fees : capital + interest + costs) - commission
    add(allocation.settlementId, { allocation, takesBack: false, amount })
    add(allocation.reversalSettlementId, { allocation, takesBack: true, amount: -amount })
  }
  return lines
}

function sumOf(lines: Line[]): bigint {
  return lines.reduce((sum, { amount }) => sum + amount, 0n)
}

/** Each settlement is one payment of one file, of what is left after deductions; where nothing is, it is in none. */
function checkFiles({ runs, settlements }: Books, faults: Faults): void {
  const paid = new Map<string, { amount: bigint; currency: string }[]>()
  for (const { file, messageId } of runs)
    for (const [, id = '', currency = '', amount = ''] of (file ?? '').matchAll(
      /<EndToEndId>([^<]+)<\/EndToEndId>[\s\S]*?<InstdAmt Ccy="([A-Z]{3})">([\d.]+)<\/InstdAmt>/g,
    )) {
      const list = paid.get(id) ?? []
      paid.set(id, [...list, { amount: minorOf(Number(amount)), currency }])
      if (list.length > 0) faults.add(`${id} is paid a second time, in ${messageId}`)
    }
  for (const { clientId, settlementId, amount, deducted, currency, runId } of settlements) {
    if (amount === deducted) continue
    const id = `${settlementId}-${clientId}`
    const [payment] = paid.get(id) ?? []
    paid.delete(id)
    const run = runs.find((one) => one.runId === runId)
    if (run?.state === 'open') continue
    if (payment === undefined) faults.add(`settlement ${settlementId} of client ${clientId} is in no payment file`)
    else
      faults.amount(
        `the payment of settlement ${settlementId} of client ${clientId}`,
        payment.amount,
        amount - deducted,
        currency,
      )
    if (payment !== undefined && payment.currency !== currency)
      faults.add(`settlement ${settlementId} is paid in ${payment.currency}`)
  }
  for (const id of paid.keys()) faults.add(`${id} is paid to nobody's settlement`)
}

/** The allocations that are not settled equal the journal's debt to clients. */
function checkWaiting(books: Books, faults: Faults): void {
  const direct = new Set(books.payments.flatMap(({ kind, paymentId }) => (kind === 'DIRECT' ? [paymentId] : [])))
  const waiting = new Map<string, bigint>()
  const add = ({ clientId, currency }: AllocationRow, amount: bigint) =>
    waiting.set(`${clientId} ${currency}`, (waiting.get(`${clientId} ${currency}`) ?? 0n) + amount)
  for (const one of books.allocations) {
    const owed = direct.has(one.paymentId) ? -one.fees : one.capital + one.interest + one.costs
    if (one.settlementId === null && one.reversedAt === null) add(one, owed)
    // Its commission comes back with the settlement that takes it back.
    else if (one.settlementId !== null && one.reversedAt !== null && one.reversalSettlementId === null) add(one, -owed)
  }
  const posted = new Map<string, bigint>()
  for (const { account, clientId, currency, balance } of books.balances)
    if (account === 'OWED_TO_CLIENT')
      posted.set(`${clientId} ${currency}`, (posted.get(`${clientId} ${currency}`) ?? 0n) - balance)
  for (const whose of new Set([...waiting.keys(), ...posted.keys()]))
    faults.amount(
      `owed to client and currency ${whose}, not settled`,
      posted.get(whose) ?? 0n,
      waiting.get(whose) ?? 0n,
      '',
    )
}

/** GET /settlements shows each of them once, and its sums are right. */
export async function checkShownSettlements(world: LifeWorld, books: Books, faults: Faults): Promise<void> {
  const lines = linesOf(books)
  for (const client of world.clients) {
    const { clientId } = client
    const pages = await client.pages<{ settlements: Shown[] }>(
      '/settlements?fromDate=2020-01-01&toDate=2190-01-01&limit=7',
    )
    const shown = pages.flatMap(({ settlements }) => settlements)
    const byId = Map.groupBy(shown, ({ settlementId }) => settlementId)
    for (const one of books.settlements.filter((each) => each.clientId === clientId)) {
      const [found, twice] = byId.get(one.settlementId) ?? []
      byId.delete(one.settlementId)
      if (found === undefined || twice !== undefined)
        faults.add(
          `GET /settlements of client ${clientId} shows ${one.settlementId} ${found === undefined ? 'never' : 'twice'}`,
        )
      if (found !== undefined) checkOneShown(one, found, lines.get(`${clientId} ${one.settlementId}`) ?? [], faults)
    }
    for (const id of byId.keys()) faults.add(`GET /settlements of client ${clientId} shows ${id}, which is not there`)
  }
}

function checkOneShown(one: SettlementRow, shown: Shown, lines: Line[], faults: Faults): void {
  const what = `settlement ${one.settlementId} of client ${one.clientId} as it is shown`
  faults.amount(what, minorOf(shown.settlementAmount), one.amount, one.currency)
  const off = shown.deductions.reduce((total, { amount }) => total + minorOf(amount), 0n)
  faults.amount(`the deductions of ${what}`, off, one.deducted, one.currency)
  faults.amount(`what ${what} pays`, minorOf(shown.paidAmount), one.amount - one.deducted, one.currency)
  const sum = shown.allocations.reduce((total, { allocatedTotalAmount }) => total + minorOf(allocatedTotalAmount), 0n)
  faults.amount(`the allocations of ${what}`, sum, one.amount, one.currency)
  for (const { allocationId, allocatedTotalAmount, breakdown } of shown.allocations) {
    const parts = breakdown.reduce((total, { amount }) => total + minorOf(amount), 0n)
    faults.amount(
      `the breakdown of allocation ${allocationId} of ${what}`,
      parts,
      minorOf(allocatedTotalAmount),
      one.currency,
    )
  }
  const key = (id: number, amount: bigint) => `${id} ${minorToText(amount)}`
  const is = shown.allocations
    .map(({ allocationId, allocatedTotalAmount }) => key(allocationId, minorOf(allocatedTotalAmount)))
    .toSorted()
  const must = lines.map(({ allocation, amount }) => key(allocation.allocationId, amount)).toSorted()
  if (is.join() !== must.join())
    faults.add(`${what} has the allocations ${is.join(', ')}, must have ${must.join(', ')}`)
}
