import type { StoredDocument } from '../../invoices/document-json.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import { jsonLines } from '../../platform/json-lines.ts'

export interface NewLetter {
  clientId: number
  letterId: string
  caseId: number
  kind: string
  document: StoredDocument
}

export async function insertLetters(tx: Tx, letters: NewLetter[], at: Date): Promise<void> {
  await tx.query({
    name: 'letters',
    text: `insert into letter (client_id, letter_id, case_id, kind, document, created_at)
           select client_id, letter_id, case_id, kind, document::json, $6
           from rows from (unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::text[]), string_to_table($5, E'\n'))
             as n (client_id, letter_id, case_id, kind, document)`,
    values: [
      letters.map((letter) => letter.clientId),
      letters.map((letter) => letter.letterId),
      letters.map((letter) => letter.caseId),
      letters.map((letter) => letter.kind),
      jsonLines(letters.map((letter) => letter.document)),
      at,
    ],
  })
}

export interface LetterKey {
  clientId: number
  letterId: string
}

export interface LetterRow extends LetterKey {
  document: StoredDocument
  hash: Buffer | null
}

export async function selectLetters(db: Queryable, keys: LetterKey[]): Promise<LetterRow[]> {
  const { rows } = await db.query<LetterRow>({
    name: 'letters-of',
    text: `select client_id as "clientId", letter_id as "letterId", document, hash
           from unnest($1::bigint[], $2::uuid[]) as n (client_id, letter_id) join letter using (client_id, letter_id)`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.letterId)],
  })
  return rows
}

export async function writeLetterHashes(db: Queryable, files: (LetterKey & { hash: Buffer })[]): Promise<void> {
  await db.query({
    text: `update letter l set hash = n.hash from unnest($1::bigint[], $2::uuid[], $3::bytea[]) as n (client_id, letter_id, hash)
           where l.client_id = n.client_id and l.letter_id = n.letter_id and l.hash is null`,
    values: [files.map((file) => file.clientId), files.map((file) => file.letterId), files.map((file) => file.hash)],
  })
}

/** Which case a letter is of, and what it is, by letterId. */
export async function selectLetterCases(
  db: Queryable,
  keys: LetterKey[],
): Promise<Map<string, { caseId: number; kind: string }>> {
  const { rows } = await db.query<{ letterId: string; caseId: number; kind: string }>({
    text: `select letter_id as "letterId", case_id as "caseId", kind
           from (select distinct * from unnest($1::bigint[], $2::uuid[]) as n (client_id, letter_id)) n
           join letter using (client_id, letter_id)`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.letterId)],
  })
  return new Map(rows.map(({ letterId, ...row }) => [letterId, row]))
}

export interface LetterFee extends LetterKey {
  caseId: number
  /** Minor units, as text. */
  fee: string
}

/** What was charged for letters; those that cost nothing are missing. */
export async function selectLetterFees(db: Queryable, keys: (LetterKey & { caseId: number })[]): Promise<LetterFee[]> {
  const { rows } = await db.query<LetterFee>({
    text: `select client_id as "clientId", case_id as "caseId", letter_id as "letterId", fee_minor::text as fee
           from case_step s
           join (select distinct * from unnest($1::bigint[], $2::bigint[], $3::uuid[]) as n (client_id, case_id, letter_id)) n
             using (client_id, case_id, letter_id)
           where fee_minor > 0 order by 1, 2`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.caseId), keys.map((key) => key.letterId)],
  })
  return rows
}
