import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'

export const QUESTION_CHARACTERS_MAX = 2_000

/** ANSWERED also when nobody has read the answer yet. */
export const QUESTION_STATES = ['OPEN', 'ANSWERED', 'WITHDRAWN'] as const
export type QuestionState = (typeof QUESTION_STATES)[number]

/** A creditor sees this of money that waits, and no account. */
export interface MoneyAsked {
  /** Minor units. */
  amount: bigint
  currency: string
  paidOn: CivilDate
  payerName: string | null
  payerText: string | null
}

export interface Question {
  /** The creditor that is asked. */
  clientId: ClientId
  questionId: string
  /** "case:5000001"; of money that waits "entry:<entryId>" or "payment:<paymentId>". */
  subject: string
  state: QuestionState
  question: string
  /** Null: it is about a case. */
  money: MoneyAsked | null
  askedBy: string
  askedAt: Date
  answer: string | null
  answeredBy: string | null
  answeredAt: Date | null
  /** When somebody of the agency had read the answer. */
  seenBy: string | null
  seenAt: Date | null
  withdrawnAt: Date | null
}

/** The case that it is about. */
export function caseAsked({ subject }: Pick<Question, 'subject'>): number | undefined {
  const number = /^case:(\d+)$/.exec(subject)?.[1]
  return number === undefined ? undefined : Number(number)
}
