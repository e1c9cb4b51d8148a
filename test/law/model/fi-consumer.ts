/** Finland, consumers: Debt Collection Act 513/1999 §§ 4–10 d (31/2013, from 2013-03-16; 28/2005 before it). */
import { gap, major, ofKind, paidFor, plus, tier, tiers } from './calendar.ts'
import type { Cap } from './costs.ts'
import { type Act, type ActKind, type Day, type Debt, type Verdict, charge, free, not, open, unknown } from './shape.ts'

/** § 10 a–d as of 31/2013. */
export const CONSUMER_2013 = '2013-03-16'
/** The first detailed fees, 28/2005. */
export const CONSUMER_2005 = '2005-05-01'

const DEMAND = tiers([100, 14], [1_000, 24], [null, 50])
const PLAN = tiers([100, 20], [1_000, 30], [null, 50])
const CAP = tiers([100, 60], [1_000, 120], [null, 210])
const OLD_DEMAND = tiers([250, 21], [null, 45])
const OLD_CAP = tiers([250, 190], [null, 220])

export const CONSUMER_BOUNDS = [100, 250, 1_000].map(major)

export function consumerScale(debt: Debt, acts: readonly Act[], kind: ActKind, day: Day): Verdict {
  if (kind === 'TRATTA') {
    return day < CONSUMER_2013 ? unknown('§ 7 before 31/2013') : not('§ 7.2: publicity is not threatened to a consumer')
  }
  if (kind === 'COMPENSATION' || kind === 'BANKRUPTCY_THREAT' || kind === 'DEMAND_HEAVY')
    return unknown('there is no such thing for a consumer')
  if (day <= debt.due) return free('not late yet')
  if (day < CONSUMER_2005) return unknown('no figures before 28/2005')
  if (debt.stopped === 'SUSPENSION') {
    if (day < CONSUMER_2013) return open('§ 4 c is of 31/2013')
    const unasked = consumerScale({ ...debt, stopped: undefined }, acts, kind, day)
    return unasked.may === 'NOT' || unasked.may === 'OPEN' ? unasked : free('§ 4 c: the debtor asked for court')
  }
  switch (kind) {
    case 'REMINDER':
      return reminder(debt, acts, day)
    case 'DEMAND':
      return debt.collector ? demand(debt, acts, day) : ownDemand(debt, acts, day)
    case 'PLAN':
      return plan(debt, acts, day)
    case 'EXTENSION':
      return extension(acts, day)
    case 'LEGAL':
    case 'ENFORCEMENT':
      return open('no fee of collection')
  }
}

/** § 10 d; the old figures by 28/2005. */
export function consumerCap({ capital, enforceable }: Debt, day: Day): Cap | undefined {
  if (day < CONSUMER_2005) return undefined
  const old = { most: enforceable ? major(59) : tier(OLD_CAP, capital), countsFrom: '0000-01-01' }
  if (day < CONSUMER_2013) return old
  // 31/2013, transition: § 10 d is for steps since then; where collection began before, the old § 10 c holds besides.
  return { most: enforceable ? major(51) : tier(CAP, capital), countsFrom: CONSUMER_2013, besides: old }
}

/** § 10 b, in both acts: the invoice 14 days before it was due, 14 days since then, 14 days since the letter before. */
function reminder({ sent, due, firstDue }: Debt, acts: readonly Act[], day: Day): Verdict {
  const isEarly =
    gap(due, day) < 14 || (sent !== undefined && gap(sent, firstDue) < 14) || letterWithin(acts, day, 14) !== undefined
  return isEarly ? free('§ 10 b') : charge(major(5), '§ 10 a.1(1)')
}

/** § 5: a professional demands after a reminder that went after the due date, and 14 days. */
function demand(debt: Debt, acts: readonly Act[], day: Day): Verdict {
  const { enforceable, capital, due, firstDue } = debt
  if (day < CONSUMER_2013) return oldDemand(debt, acts, day)
  const first = enforceable ? major(14) : tier(DEMAND, capital)
  const reminders = ofKind(acts, 'REMINDER').filter((act) => gap(act.day, day) >= 14)
  if (!reminders.some((act) => act.day > due)) {
    return reminders.some((act) => act.day > firstDue) ? open('the due date was moved', { most: first }) : not('§ 5.1')
  }
  if (letterWithin(acts, day, 14) !== undefined) return free('§ 10 b.2: 14 days since the last letter')
  if (chargedSince2013(acts, 'DEMAND') >= 2) return free('§ 10 c.1: at most two')
  // A new demand is one after another, charged or not.
  return ofKind(acts, 'DEMAND').length > 0 ? charge(first / 2n, '§ 10 a.1(4)') : charge(first, '§ 10 a.1(2)–(3)')
}

/** 31/2013, transition: § 10 c is for steps since then. */
function chargedSince2013(acts: readonly Act[], kind: ActKind): number {
  return paidFor(acts, kind).filter((act) => act.day >= CONSUMER_2013).length
}

/** 28/2005: no less for a new one, and no number of them was the most; a new one 14 days after the letter before. */
function oldDemand({ enforceable, capital }: Debt, acts: readonly Act[], day: Day): Verdict {
  const fee = enforceable ? major(12) : tier(OLD_DEMAND, capital)
  if (letterWithin(acts, day, 14) === undefined) return charge(fee, '28/2005 § 10 a.1(2)–(3)')
  return ofKind(acts, 'DEMAND').length > 0
    ? free('28/2005 § 10 b.2')
    : open('28/2005 § 10 b.2 speaks of new letters', { most: fee })
}

/** § 10 a.1(5): that of a creditor's own group costs what a reminder does; the half of (4) is not of it. */
function ownDemand({ due }: Debt, acts: readonly Act[], day: Day): Verdict {
  if (day < CONSUMER_2013) return unknown('28/2005 § 5 is about professionals')
  if (letterWithin(acts, day, 14) !== undefined) return free('§ 10 b.2')
  if (chargedSince2013(acts, 'DEMAND') >= 2) return free('§ 10 c.1')
  const isBare = ofKind(acts, 'REMINDER', 'DEMAND').length === 0 && gap(due, day) < 14
  return isBare ? open('is it a reminder?', { most: major(5) }) : charge(major(5), '§ 10 a.1(5)')
}

/** § 10 a.1(7), § 10 c. */
function plan({ enforceable, capital, instalments }: Debt, acts: readonly Act[], day: Day): Verdict {
  const before = paidFor(acts, 'PLAN').length
  if (day < CONSUMER_2013) {
    // The act sets no number of plans.
    const isFirst = ofKind(acts, 'PLAN').length === 0
    return isFirst ? charge(major(30), '28/2005 § 10 a.1(4)') : open('28/2005', { most: major(30) })
  }
  if (chargedSince2013(acts, 'PLAN') < before) {
    return open('a case of two acts', { most: tier(PLAN, capital) })
  }
  if (before >= (enforceable || capital <= major(100) ? 1 : 2)) return free('§ 10 c')
  if (enforceable || (instalments !== undefined && instalments <= 4)) return charge(major(20), '§ 10 a.1(7)')
  return charge(tier(PLAN, capital), '§ 10 a.1(7)')
}

/** § 10 a.1(6), § 10 b.3: at least 14 days more. */
function extension(acts: readonly Act[], day: Day): Verdict {
  if (day < CONSUMER_2013) return unknown('28/2005 names no extension')
  const last = ofKind(acts, 'EXTENSION').at(-1)
  return last !== undefined && gap(last.day, day) < 14
    ? free('the last one still runs')
    : charge(major(5), '§ 10 a.1(6)')
}

/** The last letter within so many days before this one. */
export function letterWithin(acts: readonly Act[], day: Day, days: number): Act | undefined {
  const last = ofKind(acts, 'REMINDER', 'DEMAND', 'TRATTA', 'BANKRUPTCY_THREAT').at(-1)
  return last !== undefined && gap(last.day, day) < days ? last : undefined
}

/** § 6: a professional goes to court after a demand whose terms have ended, but for an objection, a wish, or danger. */
export function consumerCourt(debt: Debt, acts: readonly Act[], day: Day): Verdict {
  if (day <= debt.due) return not('not due yet')
  if (day < CONSUMER_2013 || debt.enforceable) return open('§ 6')
  const ready = charge(0n, '§ 6')
  if (!debt.collector || debt.stopped !== undefined || debt.rightMayBeLost) return ready
  const demands = ofKind(acts, 'DEMAND')
  if (demands.length === 0) return not('§ 6: no demand')
  const ended = demands.filter((act) => (act.payBy ?? plus(act.day, 14)) < day)
  if (ended.length === demands.length) return ready
  const running = demands.filter((act) => !ended.includes(act))
  if (ended.length > 0 || running.some(({ payBy }) => payBy === undefined)) return open('which term')
  return not('§ 6: the demand’s term runs')
}
