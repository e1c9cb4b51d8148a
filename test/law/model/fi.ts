/** Finland: what all debts have in common, interest (633/1982), and time bars (728/2003). */
import { halfYear, latest, plusYears } from './calendar.ts'
import { summed } from './costs.ts'
import { BUSINESS_BOUNDS, BUSINESS_TURNS, businessCap, businessScale } from './fi-business.ts'
import {
  CONSUMER_2005,
  CONSUMER_2013,
  CONSUMER_BOUNDS,
  consumerCap,
  consumerCourt,
  consumerScale,
} from './fi-consumer.ts'
import { FI_TURNS, fiFacts } from './fi-facts.ts'
import { byHalfYear, calendarDays } from './interest.ts'
import {
  type Act,
  type ActKind,
  type Day,
  type Debt,
  type LandModel,
  type TimeBar,
  type TimeQuestion,
  type Verdict,
  charge,
  not,
  open,
} from './shape.ts'

/** Interest Act § 12, notices of the Bank of Finland. */
const REFERENCE = byHalfYear(`2007H1 4, 2007H2–2008H2 4.5, 2009H1 2.5, 2009H2–2011H1 1, 2011H2 1.5, 2012H1–2013H1 1,
  2013H2–2016H1 0.5, 2016H2–2022H2 0, 2023H1 2.5, 2023H2 4, 2024H1–2024H2 4.5, 2025H1 3.5, 2025H2–2026H2 2.5`)
/** § 4 a of 32/2013 is for claims that fall due from this day; older ones keep § 4. */
const COMMERCIAL = '2013-03-16'
/** § 13 a of 728/2003. */
const FINAL_SINCE = '2015-01-01'

/** § 11 a. */
const ALLOCATION_SINCE = '2013-12-16'

const LETTERS: ActKind[] = ['REMINDER', 'DEMAND', 'TRATTA', 'BANKRUPTCY_THREAT']

const consumers = summed({
  scale: consumerScale,
  cap: (debt, _acts, _kind, day) => consumerCap(debt, day),
  counts: () => false,
})
const businesses = summed({ scale: businessScale, cap: businessCap, counts: () => true })

function step(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  const barred = debt.barredFrom !== undefined && debt.barredFrom <= day
  if (barred) {
    if (!LETTERS.includes(kind)) return open('§ 4.3 speaks of collection')
    return day < CONSUMER_2013 ? open('§ 4.3 is of 31/2013') : not('§ 4.3: a time-barred claim is not collected')
  }
  const denied = debt.enforceable ? debt.stopped === 'BASIS_COMPLAINT' : debt.stopped === 'OBJECTION'
  if (denied && kind !== 'LEGAL' && kind !== 'ENFORCEMENT') {
    if (!LETTERS.includes(kind)) return open('a debtor who denies asks for no plan')
    return day < CONSUMER_2013 ? open('§ 4 b is of 31/2013') : not('§ 4 b: a denied claim is not collected')
  }
  if (kind === 'ENFORCEMENT') return day <= debt.due ? not('not due') : open('a court or an office decides')
  if (kind === 'LEGAL' && debt.debtor === 'CONSUMER') return consumerCourt(debt, acts, day)
  if (kind === 'LEGAL') return day <= debt.due ? not('not due') : charge(0n, '§ 6 is for consumers')
  return (debt.debtor === 'CONSUMER' ? consumers : businesses)(debt, acts, kind, day)
}

/** § 2: a consumer never pays more than §§ 4–11 give; others agree freely. */
function agreedRate({ debtor }: Pick<Debt, 'debtor'>, agreed: number, lawful: number | undefined): number | undefined {
  if (debtor === 'BUSINESS') return agreed
  return lawful === undefined ? undefined : Math.min(agreed, lawful)
}

function timeBar({
  debt,
  letters,
  payments,
  judgment,
  creditorIsPerson,
  publicLaw,
}: TimeQuestion): TimeBar | undefined {
  // 706/2007 § 20: five calendar years.
  if (publicLaw) {
    if (debt.firstDue < '2004-01-01') return undefined
    const end = `${Number(debt.firstDue.slice(0, 4)) + 6}-01-01`
    return { general: end, final: end }
  }
  const start = judgment ?? debt.firstDue
  const years = judgment === undefined ? 3 : 5
  return {
    // 728/2003 is in force since 2004; its transition for older debts is not known.
    general:
      start < '2004-01-01' ? undefined : interrupted(start, years, [...letters.map(({ sent }) => sent), ...payments]),
    final: finalBar(debt, judgment, creditorIsPerson),
  }
}

/** §§ 10–11: each act in time begins the same time again. */
function interrupted(start: Day, years: number, acts: readonly Day[]): Day {
  let end = plusYears(start, years)
  for (const act of acts.toSorted()) if (act > start && act < end) end = plusYears(act, years)
  return end
}

/** § 13 a and the enforcement code 2:24–26: for natural persons alone. */
function finalBar(
  { debtor, firstDue }: Debt,
  judgment: Day | undefined,
  creditorIsPerson: boolean,
): Day | null | undefined {
  if (debtor === 'BUSINESS') return null
  // Titles of before the code of 2008 count from their own day as well, those of before March 1993 from then.
  if (judgment !== undefined) {
    return judgment < '1993-03-01' ? undefined : plusYears(judgment, creditorIsPerson ? 20 : 15)
  }
  const years = creditorIsPerson ? 25 : 20
  // The time before the section counts for at most fifteen years.
  return latest(plusYears(firstDue, years), plusYears(FINAL_SINCE, years - 15))
}

export const FI: LandModel = {
  begins: '2004-01-01',
  ratesBegin: '2007-01-01',
  step,
  lateRate: ({ debtor, firstDue }, day) => {
    const reference = REFERENCE.get(halfYear(day))
    return reference === undefined
      ? undefined
      : reference + (debtor === 'BUSINESS' && firstDue >= COMMERCIAL ? 800 : 700)
  },
  agreedRate,
  interestDays: calendarDays,
  timeBar,
  cap: (debt, acts, kind, day) =>
    (debt.debtor === 'CONSUMER' ? consumerCap(debt, day) : businessCap(debt, acts, kind, day))?.most,
  term: () => undefined,
  // § 11 a for consumers, of money received from that day on; for all, interest goes before capital.
  pays: (debtor, day) =>
    debtor === 'CONSUMER' && day >= ALLOCATION_SINCE ? 'INTEREST CAPITAL COSTS' : 'INTEREST BEFORE CAPITAL',
  facts: fiFacts,
  factsBy: new Map([
    ['TERMS_MOST', 'AROSE'],
    ['CREDIT_INTEREST_DAYS', 'AROSE'],
  ]),
  stepTurns: (debtor) => (debtor === 'CONSUMER' ? [CONSUMER_2005, CONSUMER_2013] : BUSINESS_TURNS),
  bounds: [...new Set([...CONSUMER_BOUNDS, ...BUSINESS_BOUNDS])],
  turns: [
    ...new Set([
      '2004-01-01',
      '2007-01-01',
      CONSUMER_2005,
      CONSUMER_2013,
      ...BUSINESS_TURNS,
      FINAL_SINCE,
      ALLOCATION_SINCE,
      ...FI_TURNS,
    ]),
  ].toSorted(),
}
