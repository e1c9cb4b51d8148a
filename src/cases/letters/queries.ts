import type { Tx } from '../../platform/database.ts'

export interface NewLetter {
  clientId: number
  letterId: string
  caseId: number
  kind: string
  /** JSON of a stored document. */
  document: string
}

export async function insertLetters(tx: Tx, letters: NewLetter[], at: Date): Promise<void> {
  await tx.query({
    name: 'letters',
    text: `insert into letter (client_id, letter_id, case_id, kind, document, created_at)
           select client_id, letter_id, case_id, kind, document::json, $6
           from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::text[], $5::text[]) as n (client_id, letter_id, case_id, kind, document)`,
    values: [
      letters.map((letter) => letter.clientId),
      letters.map((letter) => letter.letterId),
      letters.map((letter) => letter.caseId),
      letters.map((letter) => letter.kind),
      letters.map((letter) => letter.document),
      at,
    ],
  })
}
