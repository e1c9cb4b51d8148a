/**
 * Checks what payments paid first, and the agency's commission on them: by the contract where there is one, else by the
 * law.
 */
import type { AllocationRow, Books } from '../books.ts'
import type { LifeClient } from '../client.ts'
import type { Faults } from '../story.ts'
import type { LifeWorld } from '../world.ts'
import { transactionsByCase } from './interest.ts'

const ACCOUNTS = {
  INTEREST: 'RECEIVABLE_INTEREST',
  CAPITAL: 'RECEIVABLE_CAPITAL',
  COSTS: 'RECEIVABLE_COSTS',
  FEES: 'RECEIVABLE_FEES',
} as const
/** The order in all four countries: the costs of the creditor come before the agency's fees. */
const BY_LAW: (keyof typeof ACCOUNTS)[] = ['INTEREST', 'CAPITAL', 'COSTS', 'FEES']
const STAGES = ['INVOICED', 'OVERDUE', 'REMINDER', 'DEMAND', 'LEGAL', 'ENFORCEMENT', 'SURVEILLANCE', 'CLOSED']

export function checkAllocations(world: LifeWorld, books: Books, faults: Faults): void {
  const clients = new Map(world.clients.map((client) => [client.clientId, client]))
  checkOrder(clients, books, faults)
  const direct = new Set(books.payments.flatMap(({ kind, paymentId }) => (kind === 'DIRECT' ? [paymentId] : [])))
  for (const one of books.allocations) {
    const client = clients.get(one.clientId)
    if (client === undefined || one.settlementId === null) continue
    const must = direct.has(one.paymentId) ? 0n : commissionOf(client, one)
    faults.amount(
      `the commission of allocation ${one.allocationId} at ${one.stage}`,
      one.commission,
      must,
      one.currency,
      one,
    )
  }
}

/** Nothing was paid while something that comes before it was still open. */
function checkOrder(clients: Map<number, LifeClient>, books: Books, faults: Faults): void {
  const allocations = new Map(books.allocations.map((one) => [one.transactionId, one]))
  // Finland, § 11 a of the Debt Collection Act: a consumer's costs come last, whatever the contract says.
  const protectedCases = new Set(
    books.cases.flatMap(({ country, debtorType, caseId }) =>
      country === 'FI' && debtorType === 'CONSUMER' ? [caseId] : [],
    ),
  )
  for (const [, transactions] of transactionsByCase(books)) {
    const open = new Map<string, bigint>()
    for (const { transactionId, postings, clientId } of transactions) {
      const allocation = allocations.get(transactionId)
      const caseId = allocation?.caseId ?? postings.find((one) => one.caseId !== 0)?.caseId ?? 0
      for (const { account, amount } of postings) open.set(account, (open.get(account) ?? 0n) + amount)
      if (allocation === undefined) continue
      const paid = (component: keyof typeof ACCOUNTS) =>
        postings.some(({ account, amount }) => account === ACCOUNTS[component] && amount < 0n)
      const agreed = protectedCases.has(caseId) ? undefined : clients.get(clientId)?.contract?.allocationOrder
      const order = agreed ?? BY_LAW
      for (const [i, component] of order.entries())
        if (paid(component))
          for (const before of order.slice(0, i))
            if ((open.get(ACCOUNTS[before]) ?? 0n) > 0n)
              faults.add(`allocation ${allocation.allocationId} paid ${component} while ${before} was open`, {
                clientId,
                caseId,
              })
    }
  }
}

/** Half up, once; of each component the commission of the latest stage that the case had come to. */
function commissionOf({ contract }: LifeClient, { stage, capital, interest, costs }: AllocationRow): bigint {
  const reached = STAGES.indexOf(stage)
  const amounts = { CAPITAL: capital, INTEREST: interest, COSTS: costs }
  let parts = 0n
  for (const [component, amount] of Object.entries(amounts)) {
    const [best] = (contract?.commission ?? [])
      .filter(({ fromStage, of: names }) => names.includes(component) && STAGES.indexOf(fromStage) <= reached)
      .toSorted((a, b) => STAGES.indexOf(b.fromStage) - STAGES.indexOf(a.fromStage))
    parts += amount * BigInt(Math.round((best?.percent ?? 0) * 100))
  }
  return (2n * parts + 10_000n) / 20_000n
}
