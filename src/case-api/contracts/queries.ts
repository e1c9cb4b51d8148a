/** SQL of contracts. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { BankAccount } from '@saatava/core/bank-account.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import { type ClientContract, readContract } from '../../claims/contract.ts'

export interface StoredContract {
  contract: Partial<ClientContract>
  version: number
  updatedAt: Date
}

export async function selectContract(db: Queryable, clientId: ClientId): Promise<StoredContract | undefined> {
  const { rows } = await db.query<Omit<StoredContract, 'contract'> & { contract: unknown }>({
    text: 'select contract, version, updated_at as "updatedAt" from client_contract where client_id = $1',
    values: [clientId],
  })
  const [row] = rows
  return row && { ...row, contract: readContract(row.contract, `client ${clientId}`) }
}

/** @returns the version; undefined where there is no such client */
export async function upsertContract(
  tx: Tx,
  clientId: ClientId,
  contract: Partial<ClientContract>,
  at: Date,
): Promise<number | undefined> {
  const { rows } = await tx.query<{ version: number }>({
    text: `insert into client_contract (client_id, contract, version, updated_at)
           select client_id, $2, 1, $3 from client where client_id = $1
           on conflict (client_id) do update
             set contract = excluded.contract, version = client_contract.version + 1, updated_at = excluded.updated_at
           returning version`,
    values: [clientId, JSON.stringify(contract), at],
  })
  return rows[0]?.version
}

/**
 * Returns the clients whose debtors pay to an account of the agency because the contract says so. The contracts are few,
 * and a person asks.
 */
export async function selectClientsCollectingOn(
  tx: Tx,
  { currency, iban }: Pick<BankAccount, 'currency' | 'iban'>,
  limit: number,
): Promise<number[]> {
  const { rows } = await tx.query<{ clientId: ClientId }>({
    text: `select client_id as "clientId" from client_contract
           where contract->'collectionAccount'->>$1 = $2 order by client_id limit $3`,
    values: [currency, iban, limit],
  })
  return rows.map(({ clientId }) => clientId)
}
