/** Norway: late interest is set as a whole each half-year, and with it the compensation between businesses. */
import type { Rule } from '../rule.ts'
import { days, halfYears, money, pack, percent, word } from '../values.ts'

const ANY = pack('NO', 'ANY')
const CONSUMER = pack('NO', 'CONSUMER')
const BUSINESS = pack('NO', 'BUSINESS')

const ACT = 'Forsinkelsesrenteloven (LOV-1976-12-17-100)'
const OPEN = 'second-hand; source being confirmed'
const MINISTRY = `${ACT} § 3 a; https://www.regjeringen.no/id2505910`
const SINCE_2015 = ['2015-01-01', null] as const

const rate = (value: number, first: string, last = first, regulation = '') =>
  ANY('LATE_INTEREST_RATE', percent(value), halfYears(first, last), `${ACT} § 3${regulation}; ${OPEN}`)
const compensation = (value: string, half: string, regulation = '') =>
  BUSINESS('COMPENSATION', money('NOK', value), halfYears(half), `${ACT} § 3 a${regulation}; ${OPEN}`)

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
  rate(12.5, '2024H1', '2024H1', ', FOR-2023-12-14-2043'),
  rate(12.5, '2024H2', '2024H2', ', FOR-2024-06-26-1320'),
  ANY('LATE_INTEREST_RATE', percent(12.5), halfYears('2025H1'), `${ACT} § 3, FOR-2024-12-19-3279`, 'verified'),
  rate(12.25, '2025H2', '2025H2', ', FOR-2025-06-23-1321'),
  rate(12, '2026H1', '2026H1', ', FOR-2025-12-18-2658'),
  rate(12.25, '2026H2', '2026H2', ', FOR-2026-06-25-1372'),
]

const COMPENSATIONS: Rule[] = [
  BUSINESS('COMPENSATION', money('NOK', '370'), halfYears('2016H2'), MINISTRY, 'verified'),
  compensation('390', '2019H2'),
  compensation('430', '2020H2'),
  compensation('400', '2021H2'),
  compensation('390', '2022H1'),
  compensation('400', '2022H2'),
  compensation('410', '2023H1'),
  compensation('460', '2023H2'),
  compensation('470', '2024H1', ', FOR-2023-12-14-2043'),
  compensation('460', '2024H2', ', FOR-2024-06-26-1320'),
  BUSINESS('COMPENSATION', money('NOK', '470'), halfYears('2025H1'), `${ACT} § 3 a, FOR-2024-12-19-3279`, 'verified'),
  compensation('460', '2025H2', ', FOR-2025-06-23-1321'),
  compensation('460', '2026H1', ', FOR-2025-12-18-2658'),
  compensation('430', '2026H2', ', FOR-2026-06-25-1372'),
]

export const NO_INTEREST: Rule[] = [
  ...RATES,
  ANY('RATE_SETTING', word('CENTRAL_BANK_PLUS_8'), SINCE_2015, `${ACT} § 3; ${OPEN}`),
  ANY('INTEREST_START', days(1), SINCE_2015, `${ACT} § 2: from the due date; convention: the day after it`),
  ANY('NO_DUE_DATE_DAYS', days(30), SINCE_2015, `${ACT} § 2: after a written demand`, 'verified'),
  ANY('DAY_COUNT', word('ACT_365'), SINCE_2015, 'Convention'),
  ANY('ROUNDING', word('HALF_UP_ONCE'), SINCE_2015, 'Convention; no rule of law is known'),
  CONSUMER('AGREED_INTEREST', word('AT_MOST_STATUTORY'), SINCE_2015, `${ACT} § 4 c`, 'verified'),
  BUSINESS('AGREED_INTEREST', word('FREE'), SINCE_2015, `${ACT} § 4 c binds agreements with consumers only`),
  BUSINESS('TERMS_MOST', days(60), SINCE_2015, `${ACT} § 2 a`, 'verified'),
  ...COMPENSATIONS,
  BUSINESS(
    'COMPENSATION_RELATION',
    word('COUNTS_TOWARDS_COSTS'),
    SINCE_2015,
    `Inkassoforskriften (FOR-1989-07-14-562) §§ 1-5, 2-6; ${OPEN}`,
  ),
]
