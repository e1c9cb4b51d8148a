/**
 * The clearing account in the accounting system against what it should hold: capital that is allocated to invoices which
 * are booked from here, and not settled. All our documents count: those of the days that are read back as the accounting
 * system shows them, the others as it took them.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { minorToNumber, minorToText, sum } from '@saatava/core/money.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { clientSettings } from '../settings/client-settings.ts'
import { selectBookedPayments } from './booked-payments-queries.ts'
import { selectClearingAccounts, selectSyncedClearing, selectUnsyncedClearing } from './clearing-queries.ts'
import type { AccountingCtx, OpenAllocation } from './context.ts'
import { ownPaymentIdentifier } from './own-payment-identifiers.ts'
import type { Status } from './states.ts'

/** Why the accounting system holds other than what we sent or allocated; minor units. */
export interface Deviation {
  account: string
  kind: string
  sourceIdentifier: string | null
  amount: bigint
  message: string
}

const WAITING: Partial<Record<Status, string>> = {
  failed: 'was refused, so it is not in the accounting system',
  dropped: 'was dropped, so a person must book it',
}
/** Most documents named for one account; the balance and the difference count all. */
const NAMED_MAX = 100

/** @param found where documents that were read back are not as they were sent */
export function clearingBalances(ctx: AccountingCtx, companies: readonly string[], found: readonly Deviation[]) {
  return withSnapshot(ctx.platform.pool, (db) => compareWithin(db, ctx, companies, found))
}

async function compareWithin(
  db: Queryable,
  { clientId, accounting }: AccountingCtx,
  companies: readonly string[],
  found: readonly Deviation[],
) {
  const { profile, settings } = await clientSettings(db, clientId)
  const { companyIdentifier, settlement } = settings.accounting
  const isOurs = companies.includes(companyIdentifier)
  const current = settlement.clearingAccount
  const synced = new Map(
    (await selectSyncedClearing(db, clientId, companies)).map(({ account, amount }) => [account, amount]),
  )
  const allocations = isOurs ? await accounting.openAllocations(db, clientId, profile.currencyCode) : []
  const open = await openByAccount(db, clientId, current, allocations)
  const unsynced = (await selectUnsyncedClearing(db, clientId, companies)).map(
    ({ account, kind, identifier, status, amount }): Deviation => ({
      ...{ account, kind, sourceIdentifier: identifier, amount: -amount },
      message: WAITING[status] ?? 'waits to be sent',
    }),
  )
  const deviations = [...unsynced, ...open.unbooked, ...found]
  const accounts = new Set([...(await selectClearingAccounts(db, clientId, companies)), ...open.sums.keys()])
  if (isOurs) accounts.add(current)
  return [...accounts].toSorted().map((account) => {
    const there =
      (synced.get(account) ?? 0n) + sum(found.filter((one) => one.account === account).map((one) => one.amount))
    const expected = open.sums.get(account) ?? 0n
    return {
      account,
      currency: profile.currencyCode,
      inAccounting: minorToNumber(there),
      openAllocations: minorToNumber(expected),
      difference: minorToNumber(there - expected),
      differences: deviations
        .filter((one) => one.account === account && one.amount !== 0n)
        .slice(0, NAMED_MAX)
        .map(({ kind, sourceIdentifier, amount, message }) => ({
          ...{ kind, sourceIdentifier, amount: minorToNumber(amount), message },
        })),
    }
  })
}

/** Each on the account that its payment was put on. One without a document belongs on the account that settings name. */
async function openByAccount(
  db: Queryable,
  clientId: ClientId,
  current: string,
  allocations: readonly OpenAllocation[],
): Promise<{ sums: Map<string, bigint>; unbooked: Deviation[] }> {
  // An allocation that was taken back after its settlement is looked up by the document that booked it.
  const identifierOf = ({ allocationId }: OpenAllocation) => ownPaymentIdentifier({ allocationId, takenBack: false })
  const accounts = await selectBookedPayments(db, clientId, allocations.map(identifierOf))
  const sums = new Map<string, bigint>()
  const unbooked: Deviation[] = []
  for (const one of allocations) {
    const booked = accounts.get(identifierOf(one))
    const account = booked ?? current
    sums.set(account, (sums.get(account) ?? 0n) + one.amount)
    if (booked === undefined)
      unbooked.push({
        ...{ account, kind: 'payment', sourceIdentifier: identifierOf(one), amount: -one.amount },
        message: `allocation ${one.allocationId} of ${minorToText(one.amount)} has no payment document`,
      })
  }
  return { sums, unbooked }
}
