import type { ClientId } from '@saatava/core/ids.ts'
import type { Tx } from '../platform/database.ts'
import { emptyObjects } from './queries.ts'

/** Empties the objects about a debtor whose key is deleted. @returns how many there were */
export function forgetObjects(tx: Tx, clientId: ClientId, keyId: string): Promise<number> {
  return emptyObjects(tx, clientId, keyId)
}
