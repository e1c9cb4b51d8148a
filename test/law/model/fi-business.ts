/** Finland, everybody else: Debt Collection Act §§ 4–10 j (299/2022), and the temporary acts 1069/2020 and 539/2021. */
import { gap, major, ofKind, paidFor, since, tier, tiers } from './calendar.ts'
import type { Cap } from './costs.ts'
import { letterWithin } from './fi-consumer.ts'
import {
  type Act,
  type ActKind,
  type Day,
  type Debt,
  type Minor,
  type Verdict,
  charge,
  free,
  not,
  open,
  unknown,
} from './shape.ts'

type Tiers = readonly (readonly [Minor | null, Minor])[]

interface Figures {
  reminder: Minor
  demand: Tiers
  tratta: Tiers
  threat: Minor
  extension: Minor
  plan: Tiers
  shortPlan: Minor
  cap: Tiers
  /** Where the claim is directly enforceable; undefined: the act makes no difference. */
  enforceable: { demand: Minor; tratta: Minor; plan: Minor; cap: Minor } | undefined
  /** Days between charged reminders and demands. */
  apart: number
}

/** 1069/2020, §§ 3 b–3 e. */
const FIRST_HALF_2021: Figures = {
  reminder: major(10),
  demand: tiers([500, 50], [null, 80]),
  tratta: tiers([null, 100]),
  threat: major(100),
  extension: major(10),
  plan: tiers([500, 30], [null, 60]),
  shortPlan: major(30),
  cap: tiers([500, 230], [null, 410]),
  enforceable: undefined,
  apart: 7,
}

/** 539/2021: the same but for the cap. */
const UNTIL_APRIL_2022: Figures = { ...FIRST_HALF_2021, cap: tiers([500, 230], [null, 480]) }

/** 299/2022, §§ 10 e–10 h. */
const SINCE_MAY_2022: Figures = {
  reminder: major(12),
  demand: tiers([500, 50], [2_500, 70], [10_000, 90], [null, 110]),
  tratta: tiers([500, 110], [2_500, 125], [10_000, 140], [null, 155]),
  threat: major(100),
  extension: major(10),
  plan: tiers([500, 30], [2_500, 45], [10_000, 60], [null, 75]),
  shortPlan: major(30),
  cap: tiers([500, 250], [2_500, 470], [10_000, 550], [null, 620]),
  enforceable: { demand: major(50), tratta: major(110), plan: major(30), cap: major(214) },
  apart: 10,
}

const BUSINESS_2021 = '2021-01-01'
const BUSINESS_2022 = '2022-05-01'
/** Until then only limited companies could be threatened with publicity (F8). */
const TRATTA_FOR_ALL = '2021-10-01'
const VAT_2024 = '2024-09-01'
const COMPENSATION_SINCE = '2013-03-16'

const ERAS: readonly (readonly [Day, Figures])[] = [
  [BUSINESS_2021, FIRST_HALF_2021],
  ['2021-07-01', UNTIL_APRIL_2022],
  [BUSINESS_2022, SINCE_MAY_2022],
]

export const BUSINESS_BOUNDS = [500, 2_500, 10_000].map(major)
export const BUSINESS_TURNS = [...ERAS.map(([from]) => from), TRATTA_FOR_ALL, VAT_2024, COMPENSATION_SINCE]

/** §§ 10 e.4, 10 h.5: a creditor that cannot deduct VAT adds it; the general rate is 25.5 % since September 2024. */
function withVat(amount: Minor, { deductsVat }: Debt, day: Day): Minor {
  if (deductsVat || day < BUSINESS_2022) return amount
  return (amount * (day < VAT_2024 ? 1_240n : 1_255n)) / 1_000n
}

export function businessScale(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  if (kind === 'COMPENSATION') return compensation(debt, acts, day)
  if (kind === 'DEMAND_HEAVY') return unknown('there is no heavy fee')
  const era = since(ERAS, day)
  if (day <= debt.due) return free('not late yet')
  if (kind === 'TRATTA' && !debt.limited && day >= BUSINESS_2021 && day < TRATTA_FOR_ALL)
    return not('1069/2020: limited companies only')
  if (era === undefined) return unknown('no figures between businesses before 2021')
  const verdict = ofEra(era, debt, acts, kind, day)
  return verdict.may === 'CHARGE' ? charge(withVat(verdict.most, debt, day), verdict.why) : verdict
}

function ofEra(era: Figures, debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  switch (kind) {
    case 'REMINDER':
      return spaced(era, debt, acts, day, charge(era.reminder, '§ 10 e.1(1)'))
    case 'DEMAND':
      return demand(era, debt, acts, day)
    case 'TRATTA':
      return tratta(era, debt, acts, day)
    case 'BANKRUPTCY_THREAT':
      if (chargedSince2021(acts, 'BANKRUPTCY_THREAT') > 0) return free('§ 10 g: one threat')
      return spaced(era, debt, acts, day, charge(era.threat, '§ 10 e.1(8)'), false)
    case 'PLAN':
      return plan(era, debt, acts)
    case 'EXTENSION': {
      const last = ofKind(acts, 'EXTENSION').at(-1)
      const runs = last !== undefined && gap(last.day, day) < 14
      return runs ? free('§ 10 f.2: the last one still runs') : charge(era.extension, '§ 10 e.1(5)')
    }
    case 'DEMAND_HEAVY':
    case 'COMPENSATION':
    case 'LEGAL':
    case 'ENFORCEMENT':
      return open('no fee of this act')
  }
}

/** Acts before 2021 are not counted, by the transitions of 1069/2020 and 299/2022. */
function chargedSince2021(acts: readonly Act[], kind: ActKind): number {
  return paidFor(acts, kind).filter((act) => act.day >= BUSINESS_2021).length
}

/**
 * § 10 f.1 sets reminders and demands apart from each other. It does not mention threats, neither as the letter that
 * comes nor as the one before: a shorter distance is open there.
 */
function spaced(era: Figures, debt: Debt, acts: readonly Act[], day: Day, fee: Verdict, isNamed = true): Verdict {
  const last = letterWithin(acts, day, era.apart)
  if (last === undefined) return fee
  const named = ofKind(acts, 'REMINDER', 'DEMAND').some((act) => gap(act.day, day) < era.apart)
  // 299/2022, transition: a letter of before it keeps the distance of that time. The law here keeps the new one, which is longer.
  const isKept = ofKind(acts, 'REMINDER', 'DEMAND').every(
    (act) => gap(act.day, day) >= (since(ERAS, act.day) ?? era).apart,
  )
  if (isNamed && named && !isKept) return free('§ 10 f.1')
  return fee.may === 'CHARGE' ? open('§ 10 f.1 leaves it open', { most: withVat(fee.most, debt, day) }) : fee
}

function demand(era: Figures, debt: Debt, acts: readonly Act[], day: Day): Verdict {
  const charged = chargedSince2021(acts, 'DEMAND')
  if (charged >= (ofKind(acts, 'TRATTA').length > 0 ? 1 : 2)) return free('§ 10 g.1')
  if (!debt.collector) return spaced(era, debt, acts, day, charge(era.reminder, '§ 10 e.1(4)'))
  const first = debt.enforceable && era.enforceable ? era.enforceable.demand : tier(era.demand, debt.capital)
  // A new demand is one after another, charged or not, also one of before the act.
  const isNew = ofKind(acts, 'DEMAND').length > 0
  return spaced(era, debt, acts, day, isNew ? charge(first / 2n, '§ 10 e.1(3)') : charge(first, '§ 10 e.1(2)'))
}

/** § 7.3: after a reminder whose term of ten days, of seven before 299/2022, has ended. */
function tratta(era: Figures, debt: Debt, acts: readonly Act[], day: Day): Verdict {
  const reminders = ofKind(acts, 'REMINDER')
  if (reminders.length === 0) return not('§ 7.3: no reminder')
  const ended = reminders.some((act) => {
    const least = act.day < BUSINESS_2022 ? 7 : 10
    const term = act.payBy === undefined ? least : gap(act.day, act.payBy)
    return term >= least && gap(act.day, day) > term
  })
  if (!ended) return not('§ 7.3: no reminder’s term, long enough, has ended')
  const charged = chargedSince2021(acts, 'DEMAND')
  if (chargedSince2021(acts, 'TRATTA') > 0) return free('§ 10 g.1: one')
  // Whether a tratta after two charged demands is forbidden, or only that the second one is not owed, the act leaves open.
  if (charged > 1) return open('§ 10 g.1: one demand is charged where a tratta is used', { most: 0n })
  const fee = debt.enforceable && era.enforceable ? era.enforceable.tratta : tier(era.tratta, debt.capital)
  return spaced(era, debt, acts, day, charge(fee, '§ 10 e.1(7)'), false)
}

/** § 10 e.1(6), § 10 g.2: the five euros for each instalment from the seventh come on top of every tier. */
function plan(era: Figures, { capital, enforceable, instalments }: Debt, acts: readonly Act[]): Verdict {
  if (chargedSince2021(acts, 'PLAN') >= (capital > major(500) ? 2 : 1)) return free('§ 10 g.2')
  if (enforceable && era.enforceable) return charge(era.enforceable.plan, '§ 10 e.1(6) f')
  const full = tier(era.plan, capital)
  if (instalments === undefined) return charge(full, '§ 10 e.1(6), of five or six instalments')
  if (instalments <= 4) return charge(era.shortPlan, '§ 10 e.1(6) a')
  return charge(full + BigInt(Math.max(instalments - 6, 0)) * major(5), '§ 10 e.1(6)')
}

/** § 10 h: what was done before 2021 does not count; a threat of bankruptcy raises the cap of an enforceable claim. */
export function businessCap(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Cap | undefined {
  const era = since(ERAS, day)
  if (era === undefined) return undefined
  const threatened = kind === 'BANKRUPTCY_THREAT' || ofKind(acts, 'BANKRUPTCY_THREAT').length > 0
  const cap =
    debt.enforceable && era.enforceable
      ? era.enforceable.cap + (threatened ? major(100) : 0n)
      : tier(era.cap, debt.capital)
  return { most: withVat(cap, debt, day), countsFrom: BUSINESS_2021 }
}

/** § 10 i (302/2022): 40 € when the claim is late, once. */
function compensation(debt: Debt, acts: readonly Act[], day: Day): Verdict {
  // 31/2013, transition: of what falls due after the act came into force.
  if (debt.firstDue < COMPENSATION_SINCE) return unknown('there was none')
  if (day <= debt.due) return free('not late yet')
  return ofKind(acts, 'COMPENSATION').length > 0 ? free('§ 10 i: once') : charge(major(40), '§ 10 i')
}
