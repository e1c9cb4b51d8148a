/** Returns the fees that were charged on cases and not taken back, for letters that itemise them. */
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { ChargedFee } from '@saatava/einvoice/model/document.ts'
import type { Queryable } from '../platform/database.ts'
import { selectFeeCharges } from './cases-queries.ts'

interface Key {
  clientId: ClientId
  caseId: CaseId
}

/** In the order in which they were charged. A fee that was taken back lowers the latest fee of its step. */
export async function chargedFees(db: Queryable, keys: readonly Key[]): Promise<(key: Key) => ChargedFee[]> {
  const charged = new Map<string, ChargedFee[]>()
  for (const { kind, step, date, amount, ...key } of await selectFeeCharges(db, keys)) {
    const fees = charged.get(nameOf(key)) ?? []
    charged.set(nameOf(key), fees)
    if (kind === 'FEE_CHARGED') fees.push({ step, date, amount })
    else lower(fees, step, -amount)
  }
  return (key) => (charged.get(nameOf(key)) ?? []).filter(({ amount }) => amount > 0n)
}

function lower(fees: ChargedFee[], step: string, by: bigint): void {
  let left = by
  for (const fee of fees.toReversed()) {
    if (fee.step !== step) continue
    const part = fee.amount < left ? fee.amount : left
    fee.amount -= part
    left -= part
  }
}

function nameOf({ clientId, caseId }: Key): string {
  return `${clientId} ${caseId}`
}
