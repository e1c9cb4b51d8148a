/**
 * Finland, consumers: the Debt Collection Act (laki saatavien perinnästä) 513/1999 as act 31/2013 made it, with the figures in
 * force since 16 March 2013, and those of act 28/2005 before them. An act of 2026 on consumer credit is in force since 20
 * November 2026; whether it changes these sections has not been read.
 */
import type { Rule } from '../rule.ts'
import { count, days, money, months, pack, percent, tiers, word } from '../values.ts'

const CONSUMER = pack('FI', 'CONSUMER')
const SINCE = ['2013-03-16', null] as const
const SINCE_2022 = ['2022-05-01', null] as const
/** Act 28/2005: a further demand cost as much as the first, and no number of them was the most. */
const FROM_2005 = ['2005-05-01', '2013-03-15'] as const

const act = (section: string, by: string) => `Debt Collection Act 513/1999 § ${section} (act ${by})`
const since2013 = (section: string) => act(section, '31/2013')
const from2005 = (section: string) => act(section, '28/2005')

const eur = (text: string) => money('EUR', text)

const TODAY: Rule[] = [
  CONSUMER('REMINDER_FEE', eur('5'), SINCE, act('10 a.1(1)', '31/2013, 299/2022'), 'verified'),
  CONSUMER('REMINDER_AFTER_DUE', days(14), SINCE, since2013('10 b.1'), 'verified'),
  CONSUMER('REMINDER_SPACING', days(14), SINCE, since2013('10 b.2'), 'verified'),
  CONSUMER('INVOICE_LEAD', days(14), SINCE, since2013('10 b.1'), 'verified'),
  CONSUMER('UNWRITTEN_REMINDER', word('ACTUAL_COST'), SINCE, since2013('10 a.2'), 'verified'),
  CONSUMER(
    'DEMAND_FEE',
    tiers('EUR', [
      ['100', '14'],
      ['1000', '24'],
      [null, '50'],
    ]),
    SINCE,
    since2013('10 a.1(2)'),
    'verified',
  ),
  CONSUMER('DEMAND_FEE_ENFORCEABLE', eur('14'), SINCE, since2013('10 a.1(3)'), 'verified'),
  CONSUMER('FURTHER_DEMAND_SHARE', percent(50), SINCE, since2013('10 a.1(4)'), 'verified'),
  CONSUMER('OWN_DEMAND_FEE', eur('5'), SINCE, since2013('10 a.1(5)'), 'verified'),
  CONSUMER('DEMAND_AFTER_REMINDER', days(14), SINCE, act('5.1', '31/2013 as § 5.3, 299/2022'), 'verified'),
  CONSUMER('DEMAND_SPACING', days(14), SINCE, since2013('10 b.2'), 'verified'),
  CONSUMER('DEMAND_COUNT', count(2), SINCE, since2013('10 c.1'), 'verified'),
  CONSUMER('ELECTRONIC_DEMAND', word('SEPARATE_CONSENT'), SINCE_2022, act('5.2–5.4', '299/2022'), 'verified'),
  CONSUMER('ELECTRONIC_CONSENT', months(12), SINCE_2022, act('5.2', '299/2022'), 'verified'),
  CONSUMER('EXTENSION_FEE', eur('5'), SINCE, since2013('10 a.1(6)'), 'verified'),
  CONSUMER('EXTENSION_DAYS', days(14), SINCE, since2013('10 b.3'), 'verified'),
  CONSUMER(
    'PLAN_FEE',
    tiers('EUR', [
      ['100', '20'],
      ['1000', '30'],
      [null, '50'],
    ]),
    SINCE,
    since2013('10 a.1(7)'),
    'verified',
  ),
  CONSUMER('PLAN_FEE_SHORT', eur('20'), SINCE, since2013('10 a.1(7)'), 'verified'),
  CONSUMER('PLAN_SHORT_INSTALMENTS', count(4), SINCE, since2013('10 a.1(7)'), 'verified'),
  CONSUMER('PLAN_FEE_ENFORCEABLE', eur('20'), SINCE, since2013('10 a.1(7)'), 'verified'),
  CONSUMER('PLAN_COUNT', count(2), SINCE, since2013('10 c.1'), 'verified'),
  CONSUMER('PLAN_COUNT_LOW', count(1), SINCE, since2013('10 c.1'), 'verified'),
  CONSUMER('PLAN_COUNT_LOW_BELOW', eur('100'), SINCE, since2013('10 c.1'), 'verified'),
  CONSUMER('PLAN_COUNT_ENFORCEABLE', count(1), SINCE, since2013('10 c.1'), 'verified'),
  CONSUMER(
    'TOTAL_CAP',
    tiers('EUR', [
      ['100', '60'],
      ['1000', '120'],
      [null, '210'],
    ]),
    SINCE,
    since2013('10 d.1'),
    'verified',
  ),
  CONSUMER('TOTAL_CAP_ENFORCEABLE', eur('51'), SINCE, since2013('10 d.3'), 'verified'),
  CONSUMER('EXCEEDING', word('UNUSUAL_WORK_ITEMISED'), SINCE, since2013('10 a.3, 10 d.2'), 'verified'),
  CONSUMER(
    'PAID_BEFORE_LETTER',
    word('COSTS_STAND'),
    SINCE,
    'Competition and Consumer Authority (KKV), page on the debt collection process; no text of law read, source being confirmed',
  ),
  CONSUMER('FORFEITURE', word('COSTS_LOST'), SINCE, act('10.3', '31/2013, 299/2022'), 'verified'),
  CONSUMER('TRATTA', word('FORBIDDEN'), SINCE, since2013('7.2'), 'verified'),
  CONSUMER('SUSPENSION', word('NO_COSTS'), SINCE, since2013('4 c'), 'verified'),
  CONSUMER('COURT_AFTER_DEMAND', word('DEMAND_FIRST'), SINCE, act('6', '31/2013, 299/2022'), 'verified'),
  CONSUMER('DEFAULT_ENTRY', word('JUDGMENT'), SINCE, 'Practice of credit registers; source being confirmed'),
]

const OLD: Rule[] = [
  CONSUMER('REMINDER_FEE', eur('5'), FROM_2005, from2005('10 a.1(1)'), 'verified'),
  CONSUMER('REMINDER_AFTER_DUE', days(14), FROM_2005, from2005('10 b.1'), 'verified'),
  CONSUMER('REMINDER_SPACING', days(14), FROM_2005, from2005('10 b.2'), 'verified'),
  CONSUMER('INVOICE_LEAD', days(14), FROM_2005, from2005('10 b.1'), 'verified'),
  CONSUMER('UNWRITTEN_REMINDER', word('ACTUAL_COST'), FROM_2005, from2005('10 a.2'), 'verified'),
  CONSUMER(
    'DEMAND_FEE',
    tiers('EUR', [
      ['250', '21'],
      [null, '45'],
    ]),
    FROM_2005,
    from2005('10 a.1(2)'),
    'verified',
  ),
  CONSUMER('DEMAND_FEE_ENFORCEABLE', eur('12'), FROM_2005, from2005('10 a.1(3)'), 'verified'),
  CONSUMER(
    'FURTHER_DEMAND_SHARE',
    percent(100),
    FROM_2005,
    `${from2005('10 a.1')}: no less for a further one`,
    'verified',
  ),
  CONSUMER('DEMAND_SPACING', days(14), FROM_2005, from2005('10 b.2'), 'verified'),
  CONSUMER('PLAN_FEE', tiers('EUR', [[null, '30']]), FROM_2005, from2005('10 a.1(4)'), 'verified'),
  CONSUMER(
    'TOTAL_CAP',
    tiers('EUR', [
      ['250', '190'],
      [null, '220'],
    ]),
    FROM_2005,
    from2005('10 c.1'),
    'verified',
  ),
  CONSUMER('TOTAL_CAP_ENFORCEABLE', eur('59'), FROM_2005, from2005('10 c.2'), 'verified'),
  CONSUMER('EXCEEDING', word('UNUSUAL_WORK_ITEMISED'), FROM_2005, from2005('10 a.3, 10 c.2'), 'verified'),
  CONSUMER('FORFEITURE', word('COSTS_LOST'), FROM_2005, from2005('10.2'), 'verified'),
]

export const FI_CONSUMER: Rule[] = [...TODAY, ...OLD]
