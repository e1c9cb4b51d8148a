/** Denmark: renteloven. Late interest is published as a whole, and counted on a year of 360 days. */
import type { Rule } from '../rule.ts'
import { count, days, halfYears, money, order, pack, percent, tiers, word } from '../values.ts'

const ANY = pack('DK', 'ANY')
const BUSINESS = pack('DK', 'BUSINESS')

const FORBRUG = 'https://forbrug.dk/regler/opslagsvaerk-forbrugerleksikon/morarenten/'
const DEBTIA = 'https://debtia.dk/ordbog/renteloven/'
const FEES = `Renteloven §§ 9 a, 9 b; ${DEBTIA}; https://moneytor-group.com/blog/`
const UNCONFIRMED = 'General knowledge, not confirmed'
const SINCE = ['2013-03-01', null] as const

const dkk = (text: string) => money('DKK', text)
const rate = (value: number, first: string, last = first) =>
  ANY('LATE_INTEREST_RATE', percent(value), halfYears(first, last), FORBRUG, 'verified')
const guess = (value: number, half: string) => ANY('LATE_INTEREST_RATE', percent(value), halfYears(half), UNCONFIRMED)

export const DK: Rule[] = [
  ANY('LATE_INTEREST_RATE', percent(8.2), ['2013-03-01', '2015-06-30'], FORBRUG, 'verified'),
  rate(8.05, '2015H2', '2021H1'),
  rate(7.65, '2021H2'),
  rate(7.55, '2022H1'),
  rate(7.55, '2022H2'),
  rate(9.9, '2023H1'),
  rate(11.25, '2023H2'),
  guess(11.75, '2024H1'),
  guess(11.5, '2024H2'),
  guess(10.75, '2025H1'),
  guess(9.75, '2025H2'),
  ANY('RATE_SETTING', word('CENTRAL_BANK_PLUS_8'), SINCE, FORBRUG, 'verified'),
  ANY(
    'RATE_SETTING',
    word('CENTRAL_BANK_PLUS_7'),
    ['2002-08-01', '2013-02-28'],
    `${FORBRUG} (claims due before)`,
    'verified',
  ),
  ANY('INTEREST_START', days(1), SINCE, UNCONFIRMED),
  ANY('NO_DUE_DATE_DAYS', days(30), SINCE, 'https://www.valdal.com/inkasso/renter/'),
  ANY('DAY_COUNT', word('THIRTY_360'), SINCE, `${DEBTIA}; https://ingmar.dk/bruger/ommorarente.aspx`),
  ANY('ROUNDING', word('HALF_UP_ONCE'), SINCE, UNCONFIRMED),
  ANY('REMINDER_FEE', dkk('100'), SINCE, FEES),
  ANY('REMINDER_COUNT', count(3), SINCE, FEES),
  ANY('REMINDER_SPACING', days(10), SINCE, FEES),
  ANY('DEMAND_FEE', tiers('DKK', [[null, '100']]), SINCE, `Renteloven § 9 b; ${UNCONFIRMED}`),
  ANY('DEMAND_SPACING', days(10), SINCE, `${FEES}; of reminders: the reading that is kinder to the debtor`),
  ANY('DEMAND_TERM', days(10), SINCE, 'Inkassoloven § 10 stk. 3, https://www.elov.dk/inkassoloven/paragraf/10/'),
  BUSINESS('COMPENSATION', dkk('310'), SINCE, DEBTIA),
  BUSINESS(
    'COMPENSATION_RELATION',
    word('COUNTS_TOWARDS_COSTS'),
    SINCE,
    'Practice in the EU; not confirmed for Denmark',
  ),
  ANY('ALLOCATION_ORDER', order('INTEREST', 'CAPITAL', 'COSTS'), SINCE, 'Order of this product until confirmed'),
]
