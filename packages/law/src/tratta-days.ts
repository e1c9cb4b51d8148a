/** When a threat of publicity may be carried out. */
import { addDays, type CivilDate } from '@saatava/core/dates.ts'
import { LAW, type Law, type Whose } from './law.ts'
import { type Citation, cite } from './rule.ts'

export interface TrattaDays {
  /** The first day on which it may be published or reported to a credit register. */
  from: CivilDate
  /** The last one, unless the parties agreed on another in writing or electronically; null: no rule sets one. */
  until: CivilDate | null
  rules: Citation[]
}

/** @param sent the day it was sent: its rules hold for good @throws LawError NO_RULE, UNVERIFIED_RULE */
export function trattaDays(whose: Whose, sent: string, law: Law = LAW): TrattaDays {
  const protest = law.need(whose, 'TRATTA_PROTEST', sent)
  const latest = law.find(whose, 'TRATTA_LATEST', sent)
  return {
    from: addDays(sent, protest.value.days),
    until: latest === undefined ? null : addDays(sent, latest.value.days),
    rules: [cite(protest), ...(latest === undefined ? [] : [cite(latest)])],
  }
}
