/** Sweden: räntelagen, and lag 1981:739 with förordning 1981:1057 on the costs of collection. Reference rates were negative. */
import type { Rule } from '../rule.ts'
import { days, halfYears, money, order, pack, percent, tiers, word, years } from '../values.ts'

const ANY = pack('SE', 'ANY')
const CONSUMER = pack('SE', 'CONSUMER')
const BUSINESS = pack('SE', 'BUSINESS')

const RIKSBANK = 'Räntelagen § 9; Riksbank, https://www.riksbank.se/sv/statistik/rantor-och-valutakurser/referensranta/'
const MYSTEP = 'https://www.mystep.se/referensranta'
const COSTS =
  'Lag 1981:739 and förordning 1981:1057, http://www.riksdagen.se/sv/dokument-lagar/dokument/svensk-forfattningssamling/lag-1981739-om-ersattning-for-inkassokostnader_sfs-1981-739'
const IMY_COSTS = 'IMY, https://www.imy.se/vanliga-fragor-och-svar/hur-mycket-far-man-ta-ut-i-inkassokostnader/'
const IMY = 'IMY, good practice, https://www.imy.se/fragor-och-svar/inkasso/'
const SINCE = ['2013-03-16', null] as const
const SINCE_2009 = ['2009-01-01', null] as const
const UNCONFIRMED = 'General knowledge, not confirmed'
const COURT = 'http://www.hojab.se/kronofogdemyndigheten/betalningsforelaggande-kfm/'

const sek = (text: string) => money('SEK', text)
const rate = (value: number, first: string, last = first) =>
  ANY('REFERENCE_RATE', percent(value), halfYears(first, last), RIKSBANK, 'verified')

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
  ANY('REFERENCE_RATE', percent(3), halfYears('2025H1'), MYSTEP),
  ANY('REFERENCE_RATE', percent(2), halfYears('2025H2'), MYSTEP),
  ANY('REFERENCE_RATE', percent(2), halfYears('2026H1'), MYSTEP),
]

export const SE: Rule[] = [
  ...RATES,
  ANY('LATE_INTEREST_MARGIN', percent(8), SINCE_2009, 'Räntelagen § 6; Riksbank, as the reference rate', 'verified'),
  ANY('INTEREST_START', days(1), SINCE_2009, UNCONFIRMED),
  ANY('NO_DUE_DATE_DAYS', days(30), SINCE_2009, `Räntelagen § 4; ${UNCONFIRMED}`),
  ANY('DAY_COUNT', word('ACT_365'), SINCE_2009, 'Convention'),
  ANY('ROUNDING', word('HALF_UP_ONCE'), SINCE_2009, UNCONFIRMED),
  ANY('REMINDER_FEE', sek('60'), SINCE, `${COSTS} §§ 2, 4`, 'verified'),
  ANY('REMINDER_AGREED', word('WHEN_DEBT_AROSE'), SINCE, `${COSTS} §§ 2, 4`, 'verified'),
  ANY('DEMAND_FEE', tiers('SEK', [[null, '180']]), SINCE, `${COSTS}; the demand meets inkassolagen § 5`, 'verified'),
  ANY('DEMAND_TERM', days(8), SINCE, IMY, 'verified'),
  ANY('PLAN_FEE', tiers('SEK', [[null, '170']]), SINCE, `${COSTS}; written, for the whole remaining debt`, 'verified'),
  BUSINESS('COMPENSATION', sek('450'), SINCE, IMY_COSTS, 'verified'),
  BUSINESS('COMPENSATION_RELATION', word('INSTEAD_OF_COSTS'), SINCE, IMY_COSTS, 'verified'),
  ANY(
    'PAID_BEFORE_LETTER',
    word('COSTS_LOST_IF_BOOKED_DAY_BEFORE'),
    SINCE,
    'https://www.alektumgroup.se and https://www.sergel.se, questions and answers',
  ),
  ANY('COURT_FEE', sek('300'), SINCE, COURT),
  ANY('COURT_AGENT_FEE', sek('380'), SINCE, COURT),
  CONSUMER('LIMITATION', years(3), SINCE_2009, UNCONFIRMED),
  BUSINESS('LIMITATION', years(10), SINCE_2009, UNCONFIRMED),
  ANY('ALLOCATION_ORDER', order('INTEREST', 'CAPITAL', 'COSTS'), SINCE_2009, 'Order of this product until confirmed'),
]
