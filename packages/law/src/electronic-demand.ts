/** May a demand leave paper? The debtor's consent, and how long it holds. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { Temporal } from 'temporal-polyfill'
import { LAW, type Law, type Whose } from './law.ts'
import { type Citation, cite } from './rule.ts'

export const ELECTRONIC_BASES = ['CONSENT', 'AFTER_DUE', 'PRACTICE'] as const
/**
 * CONSENT: the debtor has expressly consented, separately from other terms. AFTER_DUE: it has accepted notices this way since
 * the claim fell due. PRACTICE: creditor and debtor, both businesses, have long used it for notices.
 */
export interface ElectronicDemands {
  basis: (typeof ELECTRONIC_BASES)[number]
  /** The day on which it was given, or since when it is the practice. */
  since: CivilDate
}

export interface ElectronicAnswer {
  allowed: boolean
  /** Null: the country has no rule of it. */
  rule: Citation | null
  why?: string
}

/** @param due the invoice's due date @throws LawError UNVERIFIED_RULE */
export function mayDemandElectronically(
  claim: Whose & { due: CivilDate },
  given: ElectronicDemands | undefined,
  today: CivilDate,
  law: Law = LAW,
): ElectronicAnswer {
  const rule = law.find(claim, 'ELECTRONIC_DEMAND', today)
  if (rule === undefined) return { allowed: true, rule: null }
  const no = (why: string): ElectronicAnswer => ({ allowed: false, rule: cite(rule), why })
  if (given === undefined || given.since > today)
    return no('The law wants the debtor’s consent for an electronic demand, and there is none.')
  if (rule.value.word === 'CONSENT_OR_PRACTICE') return { allowed: true, rule: cite(rule) }
  if (given.basis === 'PRACTICE')
    return no('A consumer’s demand is not sent electronically out of practice: it consents.')
  if (given.basis === 'AFTER_DUE')
    return given.since > claim.due
      ? { allowed: true, rule: cite(rule) }
      : no(`Electronic notices were accepted on ${given.since}, before the claim fell due.`)
  const most = law.find(claim, 'ELECTRONIC_CONSENT', today)
  const until = most && Temporal.PlainDate.from(given.since).add({ months: most.value.months }).toString()
  if (most === undefined || until === undefined || today < until) return { allowed: true, rule: cite(rule) }
  return { ...no(`The consent of ${given.since} held for ${most.value.months} months.`), rule: cite(most) }
}
