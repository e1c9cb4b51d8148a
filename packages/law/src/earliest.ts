/** The first day on which a step may be taken, after what was done before, and which rule makes it so. */
import { Temporal } from 'temporal-polyfill'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { lateFrom } from './fee-basis.ts'
import type { FoundRule, Law } from './law.ts'
import type { Rule, ValueOf } from './rule.ts'
import { type Claim, type StepKind, type StepTaken, taken } from './steps.ts'

export interface Earliest {
  date: CivilDate
  /** The rule that holds it back longest. */
  rule: Rule
  /** Rules that were asked, this one included. */
  rules: Rule[]
}

interface Bound {
  date: CivilDate
  rule: Rule
}

type Asked = Claim & { on: CivilDate }
type DayRule = (Rule & { value: ValueOf<'DAYS'> }) | undefined

/**
 * A distance of n days is kept when the step is taken n days after the other; a time to pay has run out on the day after
 * its last.
 * @param on the day whose rules hold
 * @param charged false: the first day for a step that costs the debtor nothing, to which only what the act itself needs applies
 */
export function earliest(
  kind: StepKind,
  history: readonly StepTaken[],
  claim: Claim,
  on: CivilDate,
  law: Law,
  charged = true,
): Earliest {
  const asked = { ...claim, on }
  const bounds: Bound[] = [lateFrom(claim, law), ...boundsOfAct(kind, history, asked, law)]
  if (charged) bounds.push(...boundsOfCharge(kind, history, asked, law))
  const longest = bounds.reduce((a, b) => (b.date > a.date ? b : a))
  return { ...longest, rules: bounds.map(({ rule }) => rule) }
}

/** Reminders that a demand may follow: sent after the due date of the invoice, by whomever. */
export function remindersAfterDue(history: readonly StepTaken[], { due, invoiceDue = due }: Claim): StepTaken[] {
  return taken(history, 'REMINDER').filter(({ date }) => date > invoiceDue)
}

/** Notices that count as such: what the creditor has reminded of itself is not known to be one. */
export function notices(history: readonly StepTaken[]): StepTaken[] {
  return taken(history, 'REMINDER').filter(({ byCreditor }) => byCreditor !== true)
}

/** Returns the conditions for a step to be lawful at all. */
function boundsOfAct(kind: StepKind, history: readonly StepTaken[], asked: Asked, law: Law): Bound[] {
  switch (kind) {
    case 'DEMAND': {
      const own = asked.professional === false ? undefined : law.find(asked, 'DEMAND_AFTER_REMINDER', asked.on)
      return [...after(remindersAfterDue(history, asked)[0]?.date, own), ...noticeEnded(history, asked, law)]
    }
    case 'BANKRUPTCY_THREAT':
      return noticeEnded(history, asked, law)
    case 'TRATTA': {
      const ended = taken(history, 'REMINDER').flatMap((reminder) => trattaTermEnded(reminder, asked, law))
      return ended.toSorted((a, b) => (a.date < b.date ? -1 : 1)).slice(0, 1)
    }
    case 'LEGAL':
      return opensCourt(asked, law) ? [] : demandEnded(history, asked, law)
    case 'ENFORCEMENT': {
      const rule = law.find(asked, 'ENFORCEMENT_AFTER_DUE', asked.on)
      if (rule === undefined) return []
      const date = Temporal.PlainDate.from(asked.due).add({ months: rule.value.months }).toString()
      return [{ date, rule }]
    }
    case 'REMINDER':
    case 'DEMAND_HEAVY':
    case 'EXTENSION':
    case 'PLAN':
    case 'COMPENSATION':
      return []
  }
}

/** Returns the conditions for a step to cost the debtor something. */
function boundsOfCharge(kind: StepKind, history: readonly StepTaken[], asked: Asked, law: Law): Bound[] {
  const last = (...kinds: StepKind[]) => taken(history, ...kinds).at(-1)?.date
  const letter = last('REMINDER', 'DEMAND', 'TRATTA', 'BANKRUPTCY_THREAT')
  switch (kind) {
    case 'REMINDER':
      return [
        ...after(asked.due, law.find(asked, 'REMINDER_AFTER_DUE', asked.on)),
        ...after(letter, law.find(asked, 'REMINDER_SPACING', asked.on)),
        ...ended(taken(history, 'REMINDER').at(-1), law.find(asked, 'REMINDER_TERM', asked.on)),
      ]
    case 'DEMAND':
      return [
        ...after(asked.due, law.find(asked, 'DEMAND_AFTER_DUE', asked.on)),
        ...after(letter, law.find(asked, 'DEMAND_SPACING', asked.on)),
        // A collector's work costs something only after the time to pay of the demand before it.
        ...(law.find(asked, 'COLLECTION_COSTS', asked.on) === undefined
          ? []
          : ended(taken(history, 'DEMAND').at(-1), law.find(asked, 'DEMAND_TERM', asked.on))),
      ]
    case 'BANKRUPTCY_THREAT':
      return [
        ...after(asked.due, law.find(asked, 'DEMAND_AFTER_DUE', asked.on)),
        ...after(letter, law.find(asked, 'DEMAND_SPACING', asked.on)),
      ]
    case 'DEMAND_HEAVY':
      return heavy(history, asked, law)
    case 'TRATTA':
      return after(letter, law.find(asked, 'DEMAND_SPACING', asked.on))
    case 'EXTENSION':
      return after(last('EXTENSION'), law.find(asked, 'EXTENSION_DAYS', asked.on))
    case 'PLAN':
    case 'COMPENSATION':
    case 'LEGAL':
    case 'ENFORCEMENT':
      return []
  }
}

function after(date: CivilDate | undefined, rule: DayRule, more = 0): Bound[] {
  return date === undefined || rule === undefined ? [] : [{ date: addDays(date, rule.value.days + more), rule }]
}

/** The day after the time to pay that a letter gave: its own, and at least that of the rule. */
function ended(letter: StepTaken | undefined, rule: DayRule): Bound[] {
  if (letter === undefined || rule === undefined) return []
  const least = addDays(letter.date, rule.value.days)
  const { payBy = least } = letter
  return [{ date: addDays(payBy > least ? payBy : least, 1), rule }]
}

/** The heavy fee: when the demand's own time to pay is exceeded by more than the days of the rule. */
function heavy(history: readonly StepTaken[], asked: Asked, law: Law): Bound[] {
  const rule = law.find(asked, 'DEMAND_HEAVY_AFTER', asked.on)
  const [late] = ended(taken(history, 'DEMAND').at(-1), law.find(asked, 'DEMAND_TERM', asked.on))
  return rule === undefined || late === undefined ? [] : [{ date: addDays(late.date, rule.value.days), rule }]
}

/** By the law of the day on which the reminder was sent. */
function trattaTermEnded(reminder: StepTaken, asked: Asked, law: Law): Bound[] {
  const rule =
    law.find(asked, 'TRATTA_AFTER_REMINDER', reminder.date) ?? law.find(asked, 'TRATTA_AFTER_REMINDER', asked.on)
  return rule === undefined ? [] : termEnded(reminder, rule)
}

/** Returns the end of the last notice that gave the debtor time enough. */
function noticeEnded(history: readonly StepTaken[], asked: Asked, law: Law): Bound[] {
  const rule = law.find(asked, 'NOTICE_TERM', asked.on)
  return rule === undefined
    ? []
    : notices(history)
        .flatMap((notice) => termEnded(notice, rule))
        .slice(-1)
}

/** The day after the time that a letter gave to pay; none where it gave less than the rule wants. */
export function termEnded({ date, payBy }: StepTaken, rule: NonNullable<DayRule>): Bound[] {
  const least = addDays(date, rule.value.days)
  if (payBy !== undefined && payBy < least) return []
  return [{ date: addDays(payBy ?? least, 1), rule }]
}

/** The day after the term that a demand gives to pay and to object: its own, where that is known. */
function demandEnded(history: readonly StepTaken[], asked: Asked, law: Law): Bound[] {
  const demand = taken(history, 'DEMAND').at(-1)
  if (demand === undefined) return []
  const least = after(demand.date, law.find(asked, 'DEMAND_TERM', asked.on), 1)
  const rule = courtRule(asked, law)
  if (rule === undefined || demand.payBy === undefined) return least
  return [...least, { date: addDays(demand.payBy, 1), rule }]
}

/** The rule about a demand before court. One that an objection lifts is about collectors, and not about a creditor itself. */
export function courtRule(claim: Asked, law: Law): FoundRule<'WORD'> | undefined {
  const rule = law.find(claim, 'COURT_AFTER_DEMAND', claim.on)
  return claim.professional === false && rule?.value.word === 'DEMAND_FIRST' ? undefined : rule
}

/** Does court stand open without a demand, or before its term has ended? */
export function opensCourt(claim: Asked, law: Law): boolean {
  if (claim.rightMayBeLost === true) return true
  const word = law.find(claim, 'COURT_AFTER_DEMAND', claim.on)?.value.word
  return word === 'DEMAND_FIRST' && claim.stopped !== undefined
}
