/** Reads the present rows of the agency. Every process sees a change within 2 s, without a restart. */
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import type { ClientFundsAccount } from './account.ts'
import { NO_DETAILS, type StoredDetails } from './details.ts'
import { createMemory } from './memory.ts'
import { selectAccounts, selectDetails } from './queries.ts'

type Process = Pick<Platform, 'pool'>

const details = createMemory<StoredDetails>()
const accounts = createMemory<ClientFundsAccount[]>()

/**
 * Returns the agency's details.
 * @param db the caller's transaction, or the pool outside of one: a second connection from within a transaction may wait for itself
 */
export async function agencyDetails({ pool }: Process, db: Queryable = pool): Promise<StoredDetails> {
  return details.read(pool.connections, async () => (await selectDetails(db)) ?? NO_DETAILS)
}

/** The accounts to which debtors pay and from which clients are paid now, the default of each currency first. */
export async function clientFundsAccounts(platform: Process, db: Queryable = platform.pool) {
  return (await everyClientFundsAccount(platform, db)).filter(({ endedAt }) => endedAt === null)
}

/** With those that have ended: money may still come to them, and it is client funds. */
export function everyClientFundsAccount({ pool }: Process, db: Queryable = pool): Promise<ClientFundsAccount[]> {
  return accounts.read(pool.connections, () => selectAccounts(db))
}

/** To be called when a change of details or accounts has been committed. */
export function forgetAgency({ pool }: Process): void {
  details.forget(pool.connections)
  accounts.forget(pool.connections)
}
