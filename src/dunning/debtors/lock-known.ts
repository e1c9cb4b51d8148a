import type { DebtorKey } from '../../debtors/debtor.ts'
import { type KnownDebtor, lockDebtor } from '../../debtors/queries.ts'
import { erased } from '../../personal-keys/keys.ts'
import type { Tx } from '../../platform/database.ts'
import { noDebtor } from './no-debtor.ts'

/** Locks a debtor that is to be changed. @throws AppError NOT_FOUND, GONE it was erased */
export async function lockKnown(tx: Tx, key: DebtorKey): Promise<KnownDebtor> {
  const debtor = await lockDebtor(tx, key)
  if (debtor === undefined) throw noDebtor(key.debtorId)
  if (debtor.isErased) throw erased(undefined)
  return debtor
}
