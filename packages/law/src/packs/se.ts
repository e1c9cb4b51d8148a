/** Sweden: räntelagen, lag 1981:739 on the costs of collection, inkassolagen, preskriptionslagen. Reference rates were negative. */
import type { Rule } from '../rule.ts'
import { days, follow, halfYears, money, order, pack, percent, tiers, word, years } from '../values.ts'

const ANY = pack('SE', 'ANY')
const CONSUMER = pack('SE', 'CONSUMER')
const BUSINESS = pack('SE', 'BUSINESS')

const INTEREST_ACT = 'Räntelagen (1975:635)'
const COSTS_ACT = 'Lag (1981:739) om ersättning för inkassokostnader m.m.'
const DEBT_COLLECTION_ACT = 'Inkassolagen (1974:182)'
const LIMITATION_ACT = 'Preskriptionslagen (1981:130)'
const CREDIT_ACT = 'Konsumentkreditlagen (2010:1846)'
const OPEN = 'second-hand; source being confirmed'
const RATE = `${INTEREST_ACT} § 9, rounded up to the next half point`
const RIKSBANK = `${RATE}; Riksbank, https://www.riksbank.se/sv/statistik/rantor-och-valutakurser/referensranta/`
const OLD_COSTS = `${COSTS_ACT} with förordning (1981:1057), repealed on 2013-03-16; ${OPEN}`
const COURT = 'Förordning (1992:1094) om avgifter vid Kronofogdemyndigheten'
const AGENT = `Förordning (2013:1065) om ersättning i mål om betalningsföreläggande; ${OPEN}`

const SINCE = ['2013-03-16', null] as const
const BEFORE = ['2009-01-01', '2013-03-15'] as const
const SINCE_2009 = ['2009-01-01', null] as const
const SINCE_1982 = ['1982-01-01', null] as const
/** Claims that fall due after 16 March 2013. */
const DUE_AFTER_REFORM = ['2013-03-17', null] as const

const sek = (text: string) => money('SEK', text)
const flat = (text: string) => tiers('SEK', [[null, text]])
const rate = (value: number, first: string, last = first) =>
  ANY('REFERENCE_RATE', percent(value), halfYears(first, last), RIKSBANK, 'verified')
const unread = (value: number, half: string) =>
  ANY(
    'REFERENCE_RATE',
    percent(value),
    halfYears(half),
    `${RATE}; the Riksbank’s page is not read; source being confirmed`,
  )

const RATES: Rule[] = [
  rate(2, '2009H1'),
  rate(0.5, '2009H2', '2010H2'),
  rate(1.5, '2011H1'),
  rate(2, '2011H2'),
  rate(2, '2012H1'),
  rate(1.5, '2012H2'),
  rate(1, '2013H1', '2014H2'),
  rate(0, '2015H1', '2016H1'),
  rate(-0.5, '2016H2', '2019H1'),
  rate(0, '2019H2', '2022H1'),
  rate(0.5, '2022H2'),
  rate(2.5, '2023H1'),
  rate(3.5, '2023H2'),
  rate(4, '2024H1'),
  rate(4, '2024H2'),
  unread(3, '2025H1'),
  unread(2, '2025H2'),
  unread(2, '2026H1'),
  unread(2, '2026H2'),
]

const INTEREST: Rule[] = [
  ANY('LATE_INTEREST_MARGIN', percent(8), SINCE_2009, `${INTEREST_ACT} § 6`, 'verified'),
  ANY('INTEREST_START', days(1), SINCE_2009, `${INTEREST_ACT} § 3: from the due date; convention: the day after it`),
  ANY('NO_DUE_DATE_DAYS', days(30), SINCE_2009, `${INTEREST_ACT} § 4`, 'verified'),
  ANY('DAY_COUNT', word('ACT_365'), SINCE_2009, 'Convention'),
  ANY('ROUNDING', word('HALF_UP_ONCE'), SINCE_2009, 'Convention; no rule of law is known'),
  BUSINESS('AGREED_INTEREST', word('FREE'), SINCE_2009, `${INTEREST_ACT} §§ 1, 8`, 'verified'),
  follow(
    'ORIGIN',
    CONSUMER('AGREED_INTEREST', word('FREE'), ['1977-01-01', '2025-02-28'], `${INTEREST_ACT} §§ 1, 8`, 'verified'),
  ),
  // A purchase on account may be credit. The cap on credit is kept for every agreement with a consumer.
  follow(
    'ORIGIN',
    CONSUMER(
      'AGREED_INTEREST',
      word('AT_MOST_CREDIT_CAP'),
      ['2025-03-01', null],
      `${CREDIT_ACT} § 19 a; ${INTEREST_ACT} §§ 1, 8`,
      'verified',
    ),
  ),
  follow(
    'ORIGIN',
    CONSUMER('CREDIT_INTEREST_CAP', percent(20), ['2025-03-01', null], `${CREDIT_ACT} § 19 a`, 'verified'),
  ),
  follow('ORIGIN', CONSUMER('CREDIT_COST_CAP', percent(100), ['2025-03-01', null], `${CREDIT_ACT} § 19 b`, 'verified')),
  BUSINESS(
    'TERMS_MOST',
    days(30),
    ['2013-03-17', null],
    `${INTEREST_ACT} § 2 a: longer only where the creditor has expressly approved`,
    'verified',
  ),
]

const COSTS: Rule[] = [
  ANY('REMINDER_FEE', sek('50'), BEFORE, OLD_COSTS),
  ANY('REMINDER_FEE', sek('60'), SINCE, `${COSTS_ACT} §§ 2, 4`, 'verified'),
  ANY('REMINDER_AGREED', word('WHEN_DEBT_AROSE'), SINCE_2009, `${COSTS_ACT} § 2`, 'verified'),
  ANY('DEMAND_FEE', flat('160'), BEFORE, OLD_COSTS),
  ANY('DEMAND_FEE', flat('180'), SINCE, `${COSTS_ACT} §§ 3, 4; the demand meets § 5 of inkassolagen`, 'verified'),
  ANY('DEMAND_TERM', days(8), SINCE_2009, `${DEBT_COLLECTION_ACT} § 5: reasonable time; 8 days are practice; ${OPEN}`),
  ANY('PLAN_FEE', flat('150'), BEFORE, OLD_COSTS),
  ANY(
    'PLAN_FEE',
    flat('170'),
    SINCE,
    `${COSTS_ACT} §§ 3, 4; written, for the whole remaining debt; no other measure may be charged (§ 5)`,
    'verified',
  ),
  follow('DUE_DATE', BUSINESS('COMPENSATION', sek('450'), DUE_AFTER_REFORM, `${COSTS_ACT} § 4 a`, 'verified')),
  BUSINESS(
    'COMPENSATION_RELATION',
    word('COUNTS_TOWARDS_COSTS'),
    SINCE,
    `${COSTS_ACT} § 5: costs in so far as they exceed the compensation`,
    'verified',
  ),
  ANY('PAID_BEFORE_LETTER', word('COSTS_LOST_IF_BOOKED_DAY_BEFORE'), SINCE, `Practice; ${OPEN}`),
]

const COURT_AND_END: Rule[] = [
  ANY(
    'OBJECTION',
    word('STOPS_COLLECTION'),
    SINCE_2009,
    `${DEBT_COLLECTION_ACT} § 8: no collection of a claim that is likely unfounded`,
    'verified',
  ),
  ANY(
    'COURT_AFTER_DEMAND',
    word('DEMAND_ALWAYS_FIRST'),
    SINCE_2009,
    `${DEBT_COLLECTION_ACT} §§ 5–7; excepted are evident evasion and special reasons, not an objection`,
    'verified',
  ),
  ANY('EXPIRED_DEBT', word('FORBIDDEN'), SINCE_1982, `${LIMITATION_ACT} § 8`, 'verified'),
  ANY('COURT_FEE', sek('300'), SINCE, COURT, 'verified'),
  ANY('COURT_AGENT_FEE', sek('380'), SINCE, AGENT),
  CONSUMER(
    'LIMITATION',
    years(3),
    SINCE_1982,
    `${LIMITATION_ACT} § 2.2: goods and services for private use`,
    'verified',
  ),
  BUSINESS('LIMITATION', years(10), SINCE_1982, `${LIMITATION_ACT} § 2.1`, 'verified'),
  CONSUMER('LIMITATION_JUDGMENT', years(3), SINCE_1982, `${LIMITATION_ACT} §§ 2, 7: the same time again`, 'verified'),
  BUSINESS('LIMITATION_JUDGMENT', years(10), SINCE_1982, `${LIMITATION_ACT} §§ 2, 7: the same time again`, 'verified'),
  ANY('LIMITATION_START', word('ORIGIN'), SINCE_1982, `${LIMITATION_ACT} § 2`, 'verified'),
  ANY('LIMITATION_LETTER', word('INTERRUPTS_WHEN_RECEIVED'), SINCE_1982, `${LIMITATION_ACT} §§ 5(2), 6`, 'verified'),
  ANY('LIMITATION_POST_DAYS', days(7), SINCE_1982, 'A reading of this product: the act names no day'),
  ANY('LIMITATION_LONG', years(10), SINCE_1982, `${LIMITATION_ACT} § 2.2: running debt instruments`, 'verified'),
  ANY('ALLOCATION_ORDER', order('INTEREST', 'CAPITAL', 'COSTS'), SINCE_2009, 'Order of this product until confirmed'),
]

export const SE: Rule[] = [...RATES, ...INTEREST, ...COSTS, ...COURT_AND_END]
