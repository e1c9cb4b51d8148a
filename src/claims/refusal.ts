/** A rule forbids what was asked of a case: which one, and where it stands. */
import { LawError } from '@saatava/law/errors.ts'

export interface Refusal {
  code: string
  /** "contract.dueDate.timesMax", "case.status", or a rule of a law pack, "FI.CONSUMER.PLAN_COUNT". */
  ruleId: string
  /** Source of the rule. */
  source: string
  /** A sentence for people. */
  message: string
}

export class Refused extends Error {
  override name = 'Refused'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

export function refused(code: string, ruleId: string, source: string, message: string): Refused {
  return new Refused({ code, ruleId, source, message })
}

/** Turns an error into a refusal: by our rule, or because the law gives no answer. Any other is thrown on. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal
  if (error instanceof LawError)
    return { code: error.code, ruleId: error.ruleId ?? 'law', source: 'the law pack', message: error.message }
  throw error
}
