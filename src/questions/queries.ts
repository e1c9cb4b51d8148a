/** SQL of questions. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { MoneyAsked, Question, QuestionState } from './question.ts'

const COLUMNS = `client_id as "clientId", question_id as "questionId", subject, question, amount_minor::text as amount, currency,
  paid_on as "paidOn", payer_name as "payerName", payer_text as "payerText", asked_by as "askedBy", asked_at as "askedAt",
  answer, answered_by as "answeredBy", answered_at as "answeredAt", seen_by as "seenBy", seen_at as "seenAt",
  withdrawn_at as "withdrawnAt"`

interface Row extends Omit<Question, 'state' | 'money'> {
  amount: string | null
  currency: string | null
  paidOn: CivilDate | null
  payerName: string | null
  payerText: string | null
}

export interface QuestionFilter {
  /** Null: of all creditors. */
  clientId: ClientId | null
  state: QuestionState | null
  subject: string | null
  /** Only answers that nobody of the agency has read. */
  isUnseen: boolean
  /** Id of the last question of the page before. */
  after: string | null
}

export interface NewQuestion {
  clientId: ClientId
  questionId: string
  subject: string
  question: string
  money: MoneyAsked | null
  by: string
  at: Date
}

export async function insertQuestion(tx: Tx, row: NewQuestion): Promise<void> {
  const { money } = row
  await tx.query({
    text: `insert into question (client_id, question_id, subject, question, amount_minor, currency, paid_on, payer_name,
             payer_text, asked_by, asked_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      ...[row.clientId, row.questionId, row.subject, row.question, money?.amount ?? null, money?.currency ?? null],
      ...[money?.paidOn ?? null, money?.payerName ?? null, money?.payerText ?? null, row.by, row.at],
    ],
  })
}

export async function lockQuestion(tx: Tx, clientId: ClientId, questionId: string): Promise<Question | undefined> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from question where client_id = $1 and question_id = $2 for update`,
    values: [clientId, questionId],
  })
  return rows[0] && questionOf(rows[0])
}

export async function selectQuestion(
  db: Queryable,
  clientId: ClientId,
  questionId: string,
): Promise<Question | undefined> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from question where client_id = $1 and question_id = $2`,
    values: [clientId, questionId],
  })
  return rows[0] && questionOf(rows[0])
}

/** The oldest first: an id grows with the moment of its question. */
export async function pageOfQuestions(db: Queryable, filter: QuestionFilter, limit: number): Promise<Question[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from question
           where ($1::bigint is null or client_id = $1) and ($2::text is null or subject = $2)
             and ($3::text is null or case when withdrawn_at is not null then 'WITHDRAWN'
                                           when answered_at is not null then 'ANSWERED' else 'OPEN' end = $3)
             and (not $4::boolean or (answered_at is not null and seen_at is null))
             and ($5::uuid is null or question_id > $5)
           order by question_id limit $6`,
    values: [filter.clientId, filter.subject, filter.state, filter.isUnseen, filter.after, limit],
  })
  return rows.map(questionOf)
}

export async function setAnswer(
  tx: Tx,
  { clientId, questionId, answer, answeredBy, answeredAt }: Question,
): Promise<void> {
  await tx.query({
    text: `update question set answer = $3, answered_by = $4, answered_at = $5 where client_id = $1 and question_id = $2`,
    values: [clientId, questionId, answer, answeredBy, answeredAt],
  })
}

export async function setSeen(tx: Tx, { clientId, questionId, seenBy, seenAt }: Question): Promise<void> {
  await tx.query({
    text: `update question set seen_by = $3, seen_at = $4 where client_id = $1 and question_id = $2`,
    values: [clientId, questionId, seenBy, seenAt],
  })
}

export async function setWithdrawn(
  tx: Tx,
  { clientId, questionId, withdrawnAt }: Question,
  withdrawnBy: string,
): Promise<void> {
  await tx.query({
    text: `update question set withdrawn_by = $3, withdrawn_at = $4 where client_id = $1 and question_id = $2`,
    values: [clientId, questionId, withdrawnBy, withdrawnAt],
  })
}

function questionOf({ amount, currency, paidOn, payerName, payerText, ...row }: Row): Question {
  const isAboutMoney = amount !== null && currency !== null && paidOn !== null
  return {
    ...row,
    state: row.withdrawnAt !== null ? 'WITHDRAWN' : row.answeredAt !== null ? 'ANSWERED' : 'OPEN',
    money: isAboutMoney ? { amount: BigInt(amount), currency, paidOn, payerName, payerText } : null,
  }
}
