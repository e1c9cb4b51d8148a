/** Denmark: renteloven and its regulation 601/2002 (renteloven § 9 a), inkassoloven, forældelsesloven. Interest counts a year of 360 days. */
import type { Rule } from '../rule.ts'
import { count, days, follow, halfYears, money, order, pack, percent, tiers, word, years } from '../values.ts'

const ANY = pack('DK', 'ANY')
const CONSUMER = pack('DK', 'CONSUMER')
const BUSINESS = pack('DK', 'BUSINESS')

const INTEREST_ACT = 'Renteloven (LBK 459/2014)'
const COSTS = `${INTEREST_ACT} § 9 a; BEK 601/2002 annex 1`
const DEBT_COLLECTION_ACT = 'Inkassoloven (lov 319/1997)'
const LIMITATION_ACT = 'Forældelsesloven (LBK 1238/2015)'
const OPEN = 'second-hand; source being confirmed'
const FORBRUG = `${INTEREST_ACT} § 5; Forbrugerombudsmandens forbrug.dk, https://forbrug.dk/regler/opslagsvaerk-forbrugerleksikon/morarenten/`
const SINCE = ['2013-03-01', null] as const
const SINCE_2008 = ['2008-01-01', null] as const
const DUE_BEFORE = ['2002-08-01', '2013-02-28'] as const

const dkk = (text: string) => money('DKK', text)
const rate = (value: number, first: string, last = first) =>
  ANY('LATE_INTEREST_RATE', percent(value), halfYears(first, last), FORBRUG, 'verified')
const unread = (value: number, half: string) =>
  ANY('LATE_INTEREST_RATE', percent(value), halfYears(half), `${INTEREST_ACT} § 5; ${OPEN}`)

const INTEREST: Rule[] = [
  ANY('LATE_INTEREST_RATE', percent(8.2), ['2013-03-01', '2015-06-30'], FORBRUG, 'verified'),
  rate(8.05, '2015H2', '2021H1'),
  rate(7.65, '2021H2'),
  rate(7.55, '2022H1'),
  rate(7.55, '2022H2'),
  rate(9.9, '2023H1'),
  rate(11.25, '2023H2'),
  unread(11.75, '2024H1'),
  unread(11.5, '2024H2'),
  unread(10.75, '2025H1'),
  unread(9.75, '2025H2'),
  unread(9.75, '2026H1'),
  ANY(
    'LATE_INTEREST_RATE',
    percent(10),
    halfYears('2026H2'),
    `${INTEREST_ACT} § 5; derived from the lending rate of 2.00 on 2026-07-01; source being confirmed`,
  ),
  follow('DUE_DATE', ANY('RATE_SETTING', word('CENTRAL_BANK_PLUS_8'), SINCE, FORBRUG, 'verified')),
  follow('DUE_DATE', ANY('RATE_SETTING', word('CENTRAL_BANK_PLUS_7'), DUE_BEFORE, FORBRUG, 'verified')),
  ANY('INTEREST_START', days(1), SINCE, `${INTEREST_ACT} § 3: from the due date; convention: the day after it`),
  ANY(
    'NO_DUE_DATE_DAYS',
    days(30),
    SINCE,
    `${INTEREST_ACT} § 3: after a demand, not before it was received`,
    'verified',
  ),
  ANY('DAY_COUNT', word('THIRTY_360'), SINCE, 'Convention'),
  ANY('ROUNDING', word('HALF_UP_ONCE'), SINCE, 'Convention; no rule of law is known'),
  CONSUMER('AGREED_INTEREST', word('AT_MOST_STATUTORY'), SINCE, `${INTEREST_ACT} §§ 5, 7`, 'verified'),
  BUSINESS(
    'AGREED_INTEREST',
    word('FREE'),
    SINCE,
    `${INTEREST_ACT} § 7 binds agreements with consumers only`,
    'verified',
  ),
  BUSINESS(
    'TERMS_MOST',
    days(30),
    SINCE,
    `${INTEREST_ACT} § 3 a: longer only where expressly approved; an authority’s may not be longer (§ 3 b)`,
    'verified',
  ),
]

/** Without VAT, by capital; more than 500 000 is left at the last amount, though 1 % of the excess comes on top. */
const costs = (...amounts: [string, string, string, string, string, string, string, string, string]) =>
  tiers('DKK', [
    ['1000', amounts[0]],
    ['2500', amounts[1]],
    ['5000', amounts[2]],
    ['10000', amounts[3]],
    ['25000', amounts[4]],
    ['50000', amounts[5]],
    ['100000', amounts[6]],
    ['250000', amounts[7]],
    [null, amounts[8]],
  ])
const COSTS_2016 = costs('400', '700', '1000', '1300', '1700', '2250', '2850', '3850', '6400')

const COLLECTION_COSTS: Rule[] = [
  ANY(
    'COLLECTION_COSTS',
    costs('300', '500', '700', '900', '1200', '1600', '2000', '2700', '4500'),
    ['2002-08-01', '2009-12-31'],
    `${COSTS} as of 2002; the day on which the next table began is being confirmed`,
  ),
  ANY(
    'COLLECTION_COSTS',
    costs('350', '600', '850', '1100', '1450', '1950', '2450', '3300', '5500'),
    ['2010-01-01', '2016-06-30'],
    `${COSTS} as of 2009; the day on which it began is being confirmed`,
  ),
  ANY('COLLECTION_COSTS', COSTS_2016, ['2016-07-01', '2024-06-30'], `${COSTS} as of BEK 476/2016`, 'verified'),
  ANY(
    'COLLECTION_COSTS',
    COSTS_2016,
    ['2024-07-01', null],
    `${COSTS} as of BEK 476/2016; BEK 719/2024 raised the amounts, its figures are not read; source being confirmed`,
  ),
].map((rule) => follow('ORIGIN', rule))

const FEES: Rule[] = [
  ANY('REMINDER_FEE', dkk('100'), SINCE, `${INTEREST_ACT} § 9 b`, 'verified'),
  ANY('REMINDER_COUNT', count(3), SINCE, `${INTEREST_ACT} § 9 b`, 'verified'),
  ANY('REMINDER_SPACING', days(10), SINCE, `${INTEREST_ACT} § 9 b`, 'verified'),
  CONSUMER(
    'REMINDER_COUNT_SPANS',
    word('DEBTOR_ARREARS'),
    SINCE,
    `${INTEREST_ACT} § 9 b: three in one debt relation while arrears go on`,
    'verified',
  ),
  ANY(
    'DEMAND_FEE',
    tiers('DKK', [[null, '100']]),
    SINCE,
    `${INTEREST_ACT} § 9 b: once, for handing over to a collector`,
    'verified',
  ),
  ANY('DEMAND_SPACING', days(10), SINCE, `${INTEREST_ACT} § 9 b speaks of reminders: a reading kinder to the debtor`),
  ANY('DEMAND_TERM', days(10), SINCE, `${DEBT_COLLECTION_ACT} § 10.3`, 'verified'),
  ...COLLECTION_COSTS,
  follow(
    'DUE_DATE',
    BUSINESS('COMPENSATION', dkk('310'), SINCE, `${INTEREST_ACT} § 9 a; BEK 601/2002 § 2.2 (BEK 105/2013)`, 'verified'),
  ),
  BUSINESS(
    'COMPENSATION_RELATION',
    word('ON_TOP_OF_COSTS'),
    SINCE,
    `${INTEREST_ACT} § 9 a; BEK 601/2002 § 2.2 (BEK 105/2013): without effect on other claims; between businesses (§ 1.4)`,
    'verified',
  ),
]

const COURT_AND_END: Rule[] = [
  ANY('OBJECTION', word('STOPS_COLLECTION'), SINCE, `${DEBT_COLLECTION_ACT} § 9, good practice; ${OPEN}`),
  ANY(
    'COURT_AFTER_DEMAND',
    word('DEMAND_FIRST'),
    SINCE,
    `${DEBT_COLLECTION_ACT} § 10: a demand before further measures`,
    'verified',
  ),
  ANY('LIMITATION', years(3), SINCE_2008, `${LIMITATION_ACT} § 3.1`, 'verified'),
  ANY(
    'LIMITATION_START',
    word('DUE_DATE'),
    SINCE_2008,
    `${LIMITATION_ACT} § 2.1: when payment could be demanded`,
    'verified',
  ),
  ANY(
    'LIMITATION_JUDGMENT',
    years(10),
    SINCE_2008,
    `${LIMITATION_ACT} § 5; interest and fees stay at 3 years (§ 5.2)`,
    'verified',
  ),
  ANY('LIMITATION_LONG', years(10), SINCE_2008, `${LIMITATION_ACT} §§ 5, 6`, 'verified'),
  ANY('LIMITATION_ABSOLUTE', years(10), SINCE_2008, `${LIMITATION_ACT} § 3.3`, 'verified'),
  ANY(
    'LIMITATION_LETTER',
    word('DOES_NOT_INTERRUPT'),
    SINCE_2008,
    `${LIMITATION_ACT} §§ 15–16: the debtor acknowledges, or legal steps are taken`,
  ),
  ANY('EXPIRED_DEBT', word('FORBIDDEN'), SINCE_2008, `${LIMITATION_ACT} § 23; ${OPEN}`),
  ANY('ALLOCATION_ORDER', order('INTEREST', 'CAPITAL', 'COSTS'), SINCE, 'Order of this product until confirmed'),
]

export const DK: Rule[] = [...INTEREST, ...FEES, ...COURT_AND_END]
