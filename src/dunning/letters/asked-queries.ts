/** SQL by which a payment finds the letter that asked for it. */
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../../platform/database.ts'

export interface Asked {
  clientId: ClientId
  caseId: CaseId
  /** REMINDER or DEMAND. */
  kind: string
  createdAt: Date
}

/** Letters that asked for an amount before a moment, the latest first. @param clientId null: of any client */
export async function selectLettersAsking(
  db: Queryable,
  { clientId, amount, before }: { clientId: ClientId | null; amount: bigint; before: Date },
  limit: number,
): Promise<Asked[]> {
  const { rows } = await db.query<Asked>({
    name: 'letters-asking',
    text: `select client_id as "clientId", case_id as "caseId", kind, created_at as "createdAt" from letter
           where asked_minor = $1 and kind in ('REMINDER', 'DEMAND') and created_at < $2
             and ($3::bigint is null or client_id = $3)
           order by created_at desc limit $4`,
    values: [amount, before, clientId, limit],
  })
  return rows
}
