import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import type { LetterRequest } from './letter-request.ts'

/**
 * Is this reminder the notice that the country's law wants before a demand? Then it says so, and gives the time to pay that
 * the law wants of a notice. A rule that nobody has confirmed makes none: no demand would follow it.
 */
export function isNotice(law: Law, { case: debt, kind, date, payWithinDays }: LetterRequest): boolean {
  if (kind !== 'REMINDER') return false
  try {
    const term = law.find(debt, 'NOTICE_TERM', date)
    return term !== undefined && payWithinDays >= term.value.days
  } catch (error) {
    if (error instanceof LawError) return false
    throw error
  }
}
