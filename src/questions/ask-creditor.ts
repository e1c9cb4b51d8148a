import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import { selectCase } from '../claims/queries.ts'
import { emit } from '../events/emit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { newId } from '../platform/new-id.ts'
import { type MoneyAsked, QUESTION_CHARACTERS_MAX, type Question, caseAsked } from './question.ts'
import { insertQuestion } from './queries.ts'

/** Asks the creditor of a case. @throws AppError NOT_FOUND there is no such case; INVALID */
export function askAboutCase(
  ctx: Ctx,
  { clientId, caseId, question }: { clientId: ClientId; caseId: CaseId; question: string },
): Promise<{ questionId: string }> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    if ((await selectCase(tx, { clientId, caseId })) === undefined)
      throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
    return askCreditor(ctx, tx, { clientId, subject: `case:${caseId}`, question, money: null })
  })
}

/** Stores the question; its task opens with it. @throws AppError INVALID */
export async function askCreditor(
  ctx: Ctx,
  tx: Tx,
  asked: { clientId: ClientId; subject: string; question: string; money: MoneyAsked | null },
): Promise<{ questionId: string }> {
  const { clientId, subject } = asked
  const question = requireText(asked.question, '/question')
  const questionId = newId()
  await insertQuestion(tx, { ...asked, question, questionId, by: ctx.actor, at: ctx.platform.clock.now() })
  await audit(ctx, tx, clientId, 'question.asked', `question:${questionId}`, aboutOf(asked))
  await emit(ctx, tx, clientId, 'question.asked', `question:${questionId}`, { about: subject })
  return { questionId }
}

/** Returns a text without spaces at its ends. @throws AppError INVALID: nothing is left, or it is too long */
export function requireText(received: string, pointer: string): string {
  const text = received.trim()
  if (text === '') throw invalid([{ pointer, code: 'INVALID', message: 'must not be empty', received }])
  if (text.length > QUESTION_CHARACTERS_MAX)
    throw invalid([
      { pointer, code: 'TOO_LONG', message: `must have at most ${QUESTION_CHARACTERS_MAX} characters`, received },
    ])
  return text
}

/** The details that each act on a question has in the audit. */
export function aboutOf(question: Pick<Question, 'subject'>): { about: string; caseId?: number } {
  const caseId = caseAsked(question)
  return { about: question.subject, ...(caseId === undefined ? {} : { caseId }) }
}
