/** Why the law gives no answer. Pure: who asks turns it into an answer of theirs. */

export type LawErrorCode =
  /** No rule holds on that day: the agency must give one in its configuration. */
  | 'NO_RULE'
  /** A rule is there, but nobody has confirmed it, and production uses only confirmed ones. */
  | 'UNVERIFIED_RULE'
  /** The question makes no sense, for example a capital below zero. */
  | 'INPUT'
  /** The agency's own rules cannot be read: see `faults`. */
  | 'RULES'

export class LawError extends Error {
  override name = 'LawError'
  readonly code: LawErrorCode
  /** The rule that is missing or not confirmed. */
  readonly ruleId: string | undefined
  /** Every fault of the agency's rules: where, and what would be right. */
  readonly faults: readonly { pointer: string; message: string }[]

  constructor(
    code: LawErrorCode,
    message: string,
    { ruleId, faults = [] }: { ruleId?: string; faults?: readonly { pointer: string; message: string }[] } = {},
  ) {
    super(message)
    this.code = code
    this.ruleId = ruleId
    this.faults = faults
  }
}
