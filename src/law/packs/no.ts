/**
 * Norway: late interest is set as a whole each half-year; collection fees come as a light fee that a heavy one replaces,
 * in tables by capital. Which version of the fees holds follows the claim's due date.
 */
import type { Rule } from '../rule.ts'
import { count, days, halfYears, money, order, pack, percent, tiers, word } from '../values.ts'

const ANY = pack('NO', 'ANY')
const BUSINESS = pack('NO', 'BUSINESS')

const RATES_PAGE = 'https://www.forsinkelsesrente.net/satsene-pa-forsinkelsesrente.html'
const FOR_2024_12 = 'FOR-2024-12-19-3279'
const UNCONFIRMED = 'General knowledge, not confirmed'
const SERGEL = 'https://sergel.no/faq/satser-inkassosalaer/'
const ORKLA = 'https://www.orklacredit.no'
const STICOS = 'https://www.sticos.no/fagstoff/satser/purring-og-inkasso'
const OPAS = 'https://opas.no'
const MINISTRY = 'https://www.regjeringen.no/id2505910'
const COMPENSATION_PAGES =
  'Accountants’ and collectors’ pages (hokas.no, bsregnskap.no, totalkapital.no, regnskapnorge.no)'
const SINCE_2015 = ['2015-01-01', null] as const
const SINCE_2017 = ['2017-01-01', null] as const
const NEW_TABLE = ['2020-10-01', null] as const
const OLD_TABLE = ['2017-01-01', '2020-09-30'] as const

const nok = (text: string) => money('NOK', text)
const rate = (value: number, first: string, last = first) =>
  ANY('LATE_INTEREST_RATE', percent(value), halfYears(first, last), RATES_PAGE)
const compensation = (value: string, half: string, source = COMPENSATION_PAGES) =>
  BUSINESS(
    'COMPENSATION',
    nok(value),
    halfYears(half),
    source,
    source === COMPENSATION_PAGES ? 'unverified' : 'verified',
  )

const RATES: Rule[] = [
  rate(9.25, '2015H1'),
  rate(9, '2015H2'),
  rate(8.75, '2016H1'),
  rate(8.5, '2016H2', '2018H2'),
  rate(8.75, '2019H1'),
  rate(9.25, '2019H2'),
  rate(9.5, '2020H1'),
  rate(8, '2020H2'),
  rate(8, '2021H1', '2021H2'),
  rate(8.5, '2022H1'),
  rate(9.25, '2022H2'),
  rate(10.75, '2023H1'),
  rate(11.75, '2023H2'),
  rate(12.5, '2024H1'),
  ANY('LATE_INTEREST_RATE', percent(12.5), halfYears('2024H2'), `FOR-2024-06-26-1320, value not read; ${UNCONFIRMED}`),
  ANY('LATE_INTEREST_RATE', percent(12.5), halfYears('2025H1'), FOR_2024_12, 'verified'),
  ANY('LATE_INTEREST_RATE', percent(12.25), halfYears('2025H2'), UNCONFIRMED),
]

const COMPENSATIONS: Rule[] = [
  compensation('370', '2016H2', MINISTRY),
  compensation('390', '2019H2'),
  compensation('430', '2020H2'),
  compensation('400', '2021H2'),
  compensation('390', '2022H1'),
  compensation('400', '2022H2'),
  compensation('410', '2023H1'),
  compensation('470', '2025H1', FOR_2024_12),
]

const LIGHT = tiers('NOK', [
  ['500', '175'],
  ['1000', '245'],
  ['2500', '280'],
  ['10000', '560'],
  ['50000', '1120'],
  ['250000', '2520'],
  [null, '5040'],
])
const HEAVY = tiers('NOK', [
  ['500', '350'],
  ['1000', '490'],
  ['2500', '560'],
  ['10000', '1120'],
  ['50000', '2240'],
  ['250000', '5040'],
  [null, '10080'],
])
/** Up to 1 000 the old figures are not known. */
const OLD_LIGHT = tiers(
  'NOK',
  [
    ['2500', '350'],
    ['10000', '700'],
    ['50000', '1400'],
    ['250000', '2800'],
    [null, '5600'],
  ],
  '1000',
)
const OLD_HEAVY = tiers(
  'NOK',
  [
    ['2500', '700'],
    ['10000', '1400'],
    ['50000', '2800'],
    ['250000', '5600'],
    [null, '11200'],
  ],
  '1000',
)

const FEES: Rule[] = [
  ANY('REMINDER_FEE', nok('70'), ['2017-01-01', '2019-12-31'], STICOS),
  ANY('REMINDER_FEE', nok('35'), ['2020-01-01', null], UNCONFIRMED),
  ANY('REMINDER_COUNT', count(2), SINCE_2017, OPAS),
  ANY('REMINDER_AFTER_DUE', days(14), SINCE_2017, OPAS),
  ANY('REMINDER_SPACING', days(14), SINCE_2017, `${UNCONFIRMED}: the reading that is kinder to the debtor`),
  ANY('NOTICE_TERM', days(14), SINCE_2017, OPAS),
  ANY('DEMAND_TERM', days(14), SINCE_2017, 'Inkassoloven § 10, as https://jusinfo.no/ quotes it'),
  ANY('DEMAND_FEE', OLD_LIGHT, OLD_TABLE, SERGEL),
  ANY('DEMAND_FEE', LIGHT, NEW_TABLE, SERGEL),
  ANY('DEMAND_HEAVY_FEE', OLD_HEAVY, OLD_TABLE, SERGEL),
  ANY('DEMAND_HEAVY_FEE', HEAVY, NEW_TABLE, SERGEL),
  ANY('DEMAND_HEAVY_AFTER', days(43), SINCE_2017, ORKLA),
  BUSINESS('DEMAND_SURCHARGE', percent(50), SINCE_2017, SERGEL),
  ANY('DEMAND_VAT', percent(25), SINCE_2017, SERGEL),
  ANY('FEES_FOLLOW', word('DUE_DATE'), SINCE_2017, SERGEL),
]

export const NO: Rule[] = [
  ...RATES,
  ANY('RATE_SETTING', word('CENTRAL_BANK_PLUS_8'), SINCE_2015, RATES_PAGE),
  ANY('INTEREST_START', days(1), SINCE_2015, UNCONFIRMED),
  ANY('DAY_COUNT', word('ACT_365'), SINCE_2015, 'Convention'),
  ANY('ROUNDING', word('HALF_UP_ONCE'), SINCE_2015, UNCONFIRMED),
  ...COMPENSATIONS,
  BUSINESS(
    'COMPENSATION_RELATION',
    word('COUNTS_TOWARDS_COSTS'),
    SINCE_2015,
    'Practice in the EU; not confirmed for Norway',
  ),
  ...FEES,
  ANY('ALLOCATION_ORDER', order('INTEREST', 'CAPITAL', 'COSTS'), SINCE_2015, 'Order of this product until confirmed'),
]
