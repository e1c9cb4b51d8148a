import type { CaseId, ClientId, InvoiceId, LetterId, PlanId, TransactionId } from '@saatava/core/ids.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import type { CaseKey } from '../../claims/queries.ts'
import { type LetterDocument, letterDocumentIn } from './stored-letter.ts'

export interface NewLetter {
  clientId: ClientId
  letterId: LetterId
  caseId: CaseId
  kind: string
  document: StoredDocument
  /** The event that it is about; null: a step, which is taken once. */
  about: string | null
}

const NEW_LETTERS = bulk({
  client_id: 'bigint',
  letter_id: 'uuid',
  case_id: 'bigint',
  kind: 'text',
  about: 'text null',
  document: 'json',
})

export async function insertLetters(tx: Tx, letters: NewLetter[], at: Date): Promise<void> {
  await tx.query({
    name: 'letters',
    text: `insert into letter (client_id, letter_id, case_id, kind, about, document, created_at)
           select client_id, letter_id, case_id, kind, about, document, $1 from ${NEW_LETTERS.from(2)}`,
    values: [at, ...NEW_LETTERS.values(letters)],
  })
}

export interface LetterKey {
  clientId: ClientId
  letterId: LetterId
}

export interface LetterRow extends LetterKey {
  invoiceId: InvoiceId
  document: LetterDocument
  hash: Buffer | null
}

const LETTER_KEYS = bulk({ client_id: 'bigint', letter_id: 'uuid' })

export async function selectLetters(db: Queryable, keys: LetterKey[]): Promise<LetterRow[]> {
  const { rows } = await db.query<Omit<LetterRow, 'document'> & { document: unknown }>({
    name: 'letters-of',
    text: `select l.client_id as "clientId", l.letter_id as "letterId", c.invoice_id as "invoiceId", l.document, l.hash
           from ${LETTER_KEYS.from(1)}
           join letter l on l.client_id = n.client_id and l.letter_id = n.letter_id
           join collection_case c on c.client_id = l.client_id and c.case_id = l.case_id`,
    values: LETTER_KEYS.values(keys),
  })
  return rows.map((row) => ({ ...row, document: letterDocumentIn(row) }))
}

const LETTER_HASHES = bulk({ client_id: 'bigint', letter_id: 'uuid', hash: 'bytea' })

export async function writeLetterHashes(db: Queryable, files: (LetterKey & { hash: Buffer })[]): Promise<void> {
  await db.query({
    text: `update letter l set hash = n.hash from ${LETTER_HASHES.from(1)}
           where l.client_id = n.client_id and l.letter_id = n.letter_id and l.hash is null`,
    values: LETTER_HASHES.values(files),
  })
}

export interface LetterCase {
  caseId: CaseId
  kind: string
  about: string | null
  createdAt: Date
}

/** Returns the case, kind and date of letters, by letterId. */
export async function selectLetterCases(db: Queryable, keys: readonly LetterKey[]): Promise<Map<string, LetterCase>> {
  const { rows } = await db.query<LetterCase & { letterId: LetterId }>({
    text: `select letter_id as "letterId", case_id as "caseId", kind, about, created_at as "createdAt"
           from ${LETTER_KEYS.distinct(1)}
           join letter using (client_id, letter_id)`,
    values: LETTER_KEYS.values(keys),
  })
  return new Map(rows.map(({ letterId, ...row }) => [letterId, row]))
}

export interface LetterFee extends LetterKey {
  caseId: CaseId
  /** Minor units, and the rule that it rests on. */
  fee: bigint
  step: string
  ruleId: string | null
  source: string | null
  /** The journal transaction that charged it. */
  transactionId: TransactionId
}

const CASE_LETTERS = bulk({ client_id: 'bigint', case_id: 'bigint', letter_id: 'uuid' })

/** Returns the fees that letters charge; letters without a fee, and those whose charge was corrected, are missing. */
export async function selectLetterFees(db: Queryable, keys: (LetterKey & { caseId: CaseId })[]): Promise<LetterFee[]> {
  const { rows } = await db.query<Omit<LetterFee, 'fee'> & { fee: string }>({
    text: `select client_id as "clientId", s.case_id as "caseId", letter_id as "letterId", fee_minor::text as fee,
                  s.kind as step, rule_id as "ruleId", rule_source as source, s.transaction_id as "transactionId"
           from ${CASE_LETTERS.distinct(1)}
           join case_step s using (client_id, case_id, letter_id)
           where s.transaction_id is not null and not exists (
             select from journal_transaction c where c.client_id = s.client_id and c.corrects = s.transaction_id)
           order by client_id, case_id, step_index`,
    values: CASE_LETTERS.values(keys),
  })
  return rows.map((row) => ({ ...row, fee: BigInt(row.fee) }))
}

/**
 * Deletes the last step of a case where this letter was what it sent. The case row is locked by the caller.
 * @returns the index of the step; undefined where the letter was not the last step's, or the case is closed
 */
export async function deleteLastStep(tx: Tx, key: LetterKey & { caseId: CaseId }): Promise<number | undefined> {
  const { rows } = await tx.query<{ stepIndex: number }>({
    text: `delete from case_step s using collection_case c
           where s.client_id = $1 and s.case_id = $2 and s.letter_id = $3
             and c.client_id = $1 and c.case_id = $2 and c.step_index = s.step_index + 1 and c.status <> 'CLOSED'
           returning s.step_index as "stepIndex"`,
    values: [key.clientId, key.caseId, key.letterId],
  })
  return rows[0]?.stepIndex
}

const REACHED = bulk({ client_id: 'bigint', letter_id: 'uuid', failed: 'boolean' })

/** Notes of letters whether their last delivery failed. */
export async function noteReached(
  tx: Tx,
  letters: readonly (LetterKey & { failed: boolean })[],
  at: Date,
): Promise<void> {
  await tx.query({
    text: `update letter l set undelivered_at = case when n.failed then $1::timestamptz end
           from ${REACHED.from(2)}
           where l.client_id = n.client_id and l.letter_id = n.letter_id and (l.undelivered_at is not null) <> n.failed`,
    values: [at, ...REACHED.values(letters)],
  })
}

const CASE_KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

/** Returns those of these cases that have had a letter: "client case". */
export async function selectCasesWithLetters(db: Queryable, keys: readonly CaseKey[]): Promise<Set<string>> {
  const { rows } = await db.query<CaseKey>({
    text: `select distinct client_id as "clientId", case_id as "caseId"
           from ${CASE_KEYS.from(1)} join letter using (client_id, case_id)`,
    values: CASE_KEYS.values(keys),
  })
  return new Set(rows.map(({ clientId, caseId }) => `${clientId} ${caseId}`))
}

/** Returns the plan that is offered or under way of each case, by "client case". */
export async function selectLivePlanIds(db: Queryable, keys: readonly CaseKey[]): Promise<Map<string, string>> {
  const { rows } = await db.query<CaseKey & { planId: PlanId }>({
    text: `select client_id as "clientId", case_id as "caseId", plan_id as "planId"
           from ${CASE_KEYS.distinct(1)}
           join payment_plan p using (client_id, case_id) where p.state in ('OFFERED', 'ACTIVE')`,
    values: CASE_KEYS.values(keys),
  })
  return new Map(rows.map(({ clientId, caseId, planId }) => [`${clientId} ${caseId}`, planId]))
}
