import { minorToNumber } from '@saatava/core/money.ts'
import type { Static } from 'typebox'
import { type Question, caseAsked } from './question.ts'
import type { QuestionView } from './schemas.ts'

/** A question as its creditor sees it: people of the agency are not named. */
export function presentQuestion(row: Question): Static<typeof QuestionView> {
  const { questionId, state, question, money, askedAt, answer, answeredAt, withdrawnAt } = row
  return {
    ...{ questionId, state, caseId: caseAsked(row) ?? null },
    payment: money && {
      ...{ amount: minorToNumber(money.amount), currency: money.currency, paymentDate: money.paidOn },
      ...{ payerName: money.payerName, text: money.payerText },
    },
    ...{ question, askedAt: askedAt.toISOString(), answer },
    ...{ answeredAt: answeredAt?.toISOString() ?? null, withdrawnAt: withdrawnAt?.toISOString() ?? null },
  }
}
