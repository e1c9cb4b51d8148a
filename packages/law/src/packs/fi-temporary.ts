/**
 * Finland, businesses, for old cases: the temporary acts of 2021 (1069/2020 in the first half-year, 539/2021 and 540/2021
 * until 30 April 2022), and the threat of publicity as act 31/2013 had it.
 */
import type { Rule } from '../rule.ts'
import { count, days, halfYears, money, pack, percent, tiers, word } from '../values.ts'

const BUSINESS = pack('FI', 'BUSINESS')
const BOTH = ['2021-01-01', '2022-04-30'] as const
const SECOND = ['2021-07-01', '2022-04-30'] as const

const acts = (section: string) => `Debt Collection Act 513/1999 § ${section} (temporary acts 1069/2020 and 539/2021)`
const act = (section: string, by: string) => `Debt Collection Act 513/1999 § ${section} (act ${by})`

const eur = (text: string) => money('EUR', text)
const cap = (large: string) =>
  tiers('EUR', [
    ['500', '230'],
    [null, large],
  ])

export const FI_TEMPORARY: Rule[] = [
  BUSINESS('REMINDER_FEE', eur('10'), BOTH, acts('3 b.1(1)'), 'verified'),
  BUSINESS(
    'DEMAND_FEE',
    tiers('EUR', [
      ['500', '50'],
      [null, '80'],
    ]),
    BOTH,
    acts('3 b.1(2)'),
    'verified',
  ),
  BUSINESS('FURTHER_DEMAND_SHARE', percent(50), BOTH, acts('3 b.1(3)'), 'verified'),
  BUSINESS('OWN_DEMAND_FEE', eur('10'), BOTH, acts('3 b.1(4)'), 'verified'),
  BUSINESS('EXTENSION_FEE', eur('10'), BOTH, acts('3 b.1(5)'), 'verified'),
  BUSINESS('EXTENSION_DAYS', days(14), BOTH, acts('3 c.2'), 'verified'),
  BUSINESS(
    'PLAN_FEE',
    tiers('EUR', [
      ['500', '30'],
      [null, '60'],
    ]),
    BOTH,
    acts('3 b.1(6)'),
    'verified',
  ),
  BUSINESS('PLAN_FEE_SHORT', eur('30'), BOTH, acts('3 b.1(6)'), 'verified'),
  BUSINESS('PLAN_SHORT_INSTALMENTS', count(4), BOTH, acts('3 b.1(6)'), 'verified'),
  BUSINESS('PLAN_EXTRA_FEE', eur('5'), BOTH, acts('3 b.1(6)'), 'verified'),
  BUSINESS('PLAN_EXTRA_FROM', count(7), BOTH, acts('3 b.1(6)'), 'verified'),
  BUSINESS('PLAN_COUNT', count(2), BOTH, acts('3 d.2'), 'verified'),
  BUSINESS('PLAN_COUNT_LOW', count(1), BOTH, acts('3 d.2'), 'verified'),
  BUSINESS('PLAN_COUNT_LOW_BELOW', eur('500'), BOTH, acts('3 d.2'), 'verified'),
  BUSINESS('TRATTA_FEE', tiers('EUR', [[null, '100']]), BOTH, acts('3 b.1(7)'), 'verified'),
  BUSINESS('BANKRUPTCY_THREAT_FEE', eur('100'), BOTH, acts('3 b.1(8)'), 'verified'),
  BUSINESS('BANKRUPTCY_THREAT_SERVICE', word('ACTUAL_COST'), BOTH, acts('3 b.1(8)'), 'verified'),
  BUSINESS('REMINDER_SPACING', days(7), BOTH, acts('3 c.1'), 'verified'),
  BUSINESS('DEMAND_SPACING', days(7), BOTH, acts('3 c.1'), 'verified'),
  BUSINESS('DEMAND_COUNT', count(2), BOTH, acts('3 d.1'), 'verified'),
  BUSINESS('DEMAND_COUNT_WITH_TRATTA', count(1), BOTH, acts('3 d.1'), 'verified'),
  BUSINESS('TRATTA_COUNT', count(1), BOTH, acts('3 d.1'), 'verified'),
  BUSINESS('BANKRUPTCY_THREAT_COUNT', count(1), BOTH, acts('3 d.1'), 'verified'),
  BUSINESS('TOTAL_CAP', cap('410'), halfYears('2021H1'), act('3 e.1', '1069/2020'), 'verified'),
  BUSINESS('TOTAL_CAP', cap('480'), SECOND, act('3 e.1', '539/2021'), 'verified'),
  BUSINESS('EXCEEDING', word('UNUSUAL_WORK_ITEMISED'), BOTH, acts('3 b.3, 3 d.3, 3 e.2'), 'verified'),
  // Not towards private persons, sole traders and partnerships; a limited company of a turnover under 100 000 EUR, or in its
  // first year, could prevent publication by a statement.
  BUSINESS('TRATTA', word('LIMITED_COMPANIES_ONLY'), ['2021-01-01', '2021-09-30'], acts('7.2, 7.5'), 'verified'),
  BUSINESS('TRATTA_AFTER_REMINDER', days(7), ['2013-03-16', '2022-04-30'], act('7.3', '31/2013'), 'verified'),
  BUSINESS('TRATTA_PROTEST', days(10), ['2013-03-16', '2021-09-30'], act('7.5', '31/2013'), 'verified'),
  BUSINESS('TRATTA_PROTEST', days(21), ['2021-10-01', '2022-04-30'], act('7', '540/2021'), 'verified'),
]
