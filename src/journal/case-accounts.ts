import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { sum } from '@saatava/core/money.ts'
import type { Queryable } from '../platform/database.ts'
import type { Account } from './accounts.ts'
import { type Movement, selectBalancesOf, selectMovementsOf } from './cases-queries.ts'

export interface CaseAccounts {
  /** Balance of a receivable of the case, minor units; 0 where nothing was posted. */
  balance(account: Account): bigint
  /** On capital and interest, in the order of booking dates. */
  movements: Movement[]
}

/** Returns the accounts of many cases, by "client case"; each case is of one currency. */
export async function accountsOfCases(
  db: Queryable,
  keys: readonly { clientId: ClientId; caseId: CaseId }[],
): Promise<(key: { clientId: ClientId; caseId: CaseId }) => CaseAccounts> {
  if (keys.length === 0) return () => ({ balance: () => 0n, movements: [] })
  const balances = Map.groupBy(await selectBalancesOf(db, keys), nameOf)
  const movements = Map.groupBy(await selectMovementsOf(db, keys), nameOf)
  return (key) => {
    const own = new Map((balances.get(nameOf(key)) ?? []).map(({ account, balance }) => [account, balance]))
    return { balance: (account) => own.get(account) ?? 0n, movements: movements.get(nameOf(key)) ?? [] }
  }
}

/** Returns the open sum of many cases, minor units: the sum of their receivables as posted. */
export async function owedOnCases(
  db: Queryable,
  keys: readonly { clientId: ClientId; caseId: CaseId }[],
): Promise<(key: { clientId: ClientId; caseId: CaseId }) => bigint> {
  if (keys.length === 0) return () => 0n
  const balances = Map.groupBy(await selectBalancesOf(db, keys), nameOf)
  return (key) => sum((balances.get(nameOf(key)) ?? []).map(({ balance }) => balance))
}

function nameOf({ clientId, caseId }: { clientId: ClientId; caseId: CaseId }): string {
  return `${clientId} ${caseId}`
}
