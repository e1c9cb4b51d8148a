/** Finland: figures that are shown and on which no step rests: courts, enforcement, terms, words. */
import { factsOn, major, tiers } from './calendar.ts'
import type { Day, Debtor, Fact } from './shape.ts'

type Rows = readonly (readonly [Day, Fact | undefined])[]

const days = (days: number): Fact => ({ days })
const amount = (major_: number): Fact => ({ amount: major(major_) })
const word = (word: string): Fact => ({ word })

/** Court Fee Act 1455/2015, decrees 1383/2018, 1122/2021, 1020/2024; the next revision is of 2028. */
const COURT: Record<string, Rows> = {
  COURT_FEE: [
    ['2016-01-01', amount(86)],
    ['2025-01-01', amount(100)],
  ],
  COURT_FEE_ELECTRONIC: [
    ['2016-01-01', amount(65)],
    ['2025-01-01', amount(70)],
  ],
  COURT_FEE_CONTESTED: [
    ['2016-01-01', amount(250)],
    ['2019-01-01', amount(260)],
    ['2022-01-01', amount(270)],
    ['2025-01-01', amount(310)],
  ],
  // Decree 1311/2001 § 3 as of 682/2010, 1424/2010 and 425/2012 (under 300, up to 1 000, above).
  COURT_COST_BASE: [
    ['2010-07-19', { tiers: tiers([250, 211], [null, 245]) }],
    ['2011-01-01', { tiers: tiers([250, 134], [null, 168]) }],
    ['2012-09-01', { tiers: tiers([299.99, 50], [1_000, 80], [null, 110]) }],
  ],
  COURT_COST_HIGH: [
    ['2010-07-19', { tiers: tiers([250, 294], [null, 333]) }],
    ['2011-01-01', { tiers: tiers([250, 218], [null, 258]) }],
    ['2012-09-01', { tiers: tiers([299.99, 80], [1_000, 120], [null, 160]) }],
  ],
  // The court fee comes on top since 1424/2010.
  COURT_COST_FEE: [
    ['2010-07-19', word('INCLUDED')],
    ['2011-01-01', word('ADDED')],
  ],
  COURT_COST_LEAST: [
    ['2002-01-01', amount(170)],
    ['2010-07-19', undefined],
  ],
  COURT_COST_MOST: [
    ['2002-01-01', amount(270)],
    ['2010-07-19', undefined],
  ],
}

const SINCE_2007 = '2007-01-01'

/** Decree 809/2009 (375/2013), act 34/1995 (214/2021). */
const ENFORCEMENT: Record<string, Rows> = {
  ENFORCEMENT_FEE: [
    [
      '2013-07-01',
      {
        tiers: tiers(
          [14, 2.5],
          [27, 5],
          [67, 7],
          [165, 12],
          [335, 27],
          [670, 56],
          [1_680, 84],
          [8_400, 134],
          [null, 210],
        ),
      },
    ],
  ],
  ENFORCEMENT_HANDLING_FEE: [['2013-07-01', amount(10)]],
  ENFORCEMENT_HANDLING_FEE_LIMITED: [['2013-07-01', amount(5)]],
  ENFORCEMENT_PASSIVE_FEE: [['2013-07-01', amount(10)]],
  ENFORCEMENT_REMITTANCE_SHARE: [['2013-07-01', { percent: 145 }]],
  ENFORCEMENT_REMITTANCE_MOST: [
    ['2013-07-01', amount(500)],
    ['2021-04-01', amount(5_000)],
  ],
}

const ALL: Record<string, Rows> = {
  ...COURT,
  ...ENFORCEMENT,
  OBJECTION: [['2013-03-16', word('STOPS_COLLECTION')]],
  EXPIRED_DEBT: [['2013-03-16', word('FORBIDDEN')]],
  NO_DUE_DATE_DAYS: [[SINCE_2007, days(30)]],
}

const CONSUMER: Record<string, Rows> = {
  UNWRITTEN_REMINDER: [['2005-05-01', word('ACTUAL_COST')]],
  EXCEEDING: [['2005-05-01', word('UNUSUAL_WORK_ITEMISED')]],
  FORFEITURE: [['2005-05-01', word('COSTS_LOST')]],
  PAID_BEFORE_LETTER: [['2013-03-16', word('COSTS_STAND')]],
  DEFAULT_ENTRY: [['2013-03-16', word('JUDGMENT')]],
  SUSPENSION: [['2013-03-16', word('NO_COSTS')]],
  TRATTA: [['2013-03-16', word('FORBIDDEN')]],
  COURT_AFTER_DEMAND: [['2013-03-16', word('DEMAND_FIRST')]],
  LIMITATION_OBSTRUCTED: [['2008-01-01', { years: 10 }]],
  CREDIT_INTEREST_DAYS: [['2010-02-01', days(180)]],
  ELECTRONIC_DEMAND: [['2022-05-01', word('SEPARATE_CONSENT')]],
  ELECTRONIC_CONSENT: [['2022-05-01', { months: 12 }]],
}

const BUSINESS: Record<string, Rows> = {
  // 30/2013: more than 60 days are agreed expressly; 385/2015: more than 30, and between businesses there is no maximum.
  TERMS_MOST: [
    ['2013-03-16', days(60)],
    ['2015-05-01', days(30)],
  ],
  // § 7.6: 540/2021 gave 21 days from October 2021 on.
  EXCEEDING: [['2021-01-01', word('UNUSUAL_WORK_ITEMISED')]],
  UNWRITTEN_REMINDER: [['2022-05-01', word('ACTUAL_COST')]],
  FORFEITURE: [['2022-05-01', word('COSTS_LOST')]],
  DEFAULT_ENTRY: [['2022-05-01', word('JUDGMENT_OR_PROTEST')]],
  TRATTA: [
    ['2021-01-01', word('LIMITED_COMPANIES_ONLY')],
    ['2021-10-01', undefined],
  ],
  COMPENSATION_RELATION: [['2013-03-16', word('COUNTS_TOWARDS_COSTS')]],
  TERMS_MOST_AUTHORITY: [['2013-03-16', days(30)]],
  TERMS_AGREED_MOST_AUTHORITY: [['2013-03-16', days(60)]],
  BANKRUPTCY_THREAT_SERVICE: [['2021-01-01', word('ACTUAL_COST')]],
  TRATTA_PROTEST: [
    ['2013-03-16', days(10)],
    ['2021-10-01', days(21)],
    ['2022-05-01', days(14)],
  ],
  TRATTA_LATEST: [['2022-05-01', days(60)]],
  ELECTRONIC_DEMAND: [['2022-05-01', word('CONSENT_OR_PRACTICE')]],
  ENFORCEABLE_COSTS: [['2022-05-01', amount(65)]],
}

/** By the topic's name; undefined: not known on the day. */
export function fiFacts(debtor: Debtor, day: Day): ReadonlyMap<string, Fact | undefined> {
  const rows = { ...ALL, ...(debtor === 'CONSUMER' ? CONSUMER : BUSINESS) }
  return factsOn(rows, day)
}

export const FI_TURNS = [ALL, CONSUMER, BUSINESS].flatMap((all) =>
  Object.values(all).flatMap((rows) => rows.map(([from]) => from)),
)
