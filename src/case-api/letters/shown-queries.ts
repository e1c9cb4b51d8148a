/** SQL of letters as they are shown to the creditor. */
import type { LetterId } from '@saatava/core/ids.ts'
import type { Queryable } from '../../platform/database.ts'
import type { CaseKey } from '../../claims/queries.ts'
import { type LetterDocument, letterDocumentIn } from '../../dunning/letters/stored-letter.ts'

export interface ShownLetter {
  letterId: LetterId
  kind: string
  document: LetterDocument
  createdAt: Date
}

export async function selectLettersOfCase(db: Queryable, key: CaseKey, limit: number): Promise<ShownLetter[]> {
  const { rows } = await db.query<Omit<ShownLetter, 'document'> & { document: unknown }>({
    text: `select letter_id as "letterId", kind, document, created_at as "createdAt" from letter
           where client_id = $1 and case_id = $2 order by created_at, letter_id limit $3`,
    values: [key.clientId, key.caseId, limit],
  })
  return rows.map((row) => ({ ...row, document: letterDocumentIn({ ...row, clientId: key.clientId }) }))
}

export interface LetterDeliveryRow {
  letterId: LetterId
  channel: string
  state: string
  sentAt: Date | null
  deliveredAt: Date | null
  failureReason: string | null
}

export async function selectDeliveriesOfLetters(
  db: Queryable,
  { clientId, caseId }: CaseKey,
): Promise<LetterDeliveryRow[]> {
  const { rows } = await db.query<LetterDeliveryRow>({
    text: `select d.letter_id as "letterId", d.channel, upper(d.state) as state, d.sent_at as "sentAt", d.delivered_at as "deliveredAt",
                  d.failure_reason as "failureReason"
           from collection_case c join delivery d on d.client_id = c.client_id and d.invoice_id = c.invoice_id
           where c.client_id = $1 and c.case_id = $2 and d.letter_id is not null order by d.created_at, d.rank`,
    values: [clientId, caseId],
  })
  return rows
}
