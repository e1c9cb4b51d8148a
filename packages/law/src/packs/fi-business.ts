/**
 * Finland, businesses: the permanent rules of the Debt Collection Act since 1 May 2022 (act 299/2022) with the standard
 * compensation and terms of payment. The temporary acts of 2021 are in fi-temporary.ts; before them no figure was the most.
 */
import type { Rule } from '../rule.ts'
import { count, days, follow, money, pack, percent, tiers, word } from '../values.ts'

const BUSINESS = pack('FI', 'BUSINESS')
const SINCE = ['2022-05-01', null] as const

const act = (section: string) => `Debt Collection Act 513/1999 § ${section} (act 299/2022)`
const VAT = `${act('10 e.4, 10 h.5')}; Value Added Tax Act 1501/1993 § 84`
const COMPENSATION = 'Debt Collection Act 513/1999 § 10 i (act 299/2022; § 10 e of act 31/2013 until 2022)'
const TERMS = 'Act on Payment Terms in Commercial Contracts 30/2013'

const eur = (text: string) => money('EUR', text)

const LETTERS: Rule[] = [
  BUSINESS('REMINDER_FEE', eur('12'), SINCE, act('10 e.1(1)'), 'verified'),
  BUSINESS('UNWRITTEN_REMINDER', word('ACTUAL_COST'), SINCE, act('10 e.2'), 'verified'),
  BUSINESS('REMINDER_SPACING', days(10), SINCE, act('10 f.1'), 'verified'),
  BUSINESS('DEMAND_SPACING', days(10), SINCE, act('10 f.1'), 'verified'),
  BUSINESS(
    'DEMAND_FEE',
    tiers('EUR', [
      ['500', '50'],
      ['2500', '70'],
      ['10000', '90'],
      [null, '110'],
    ]),
    SINCE,
    act('10 e.1(2)'),
    'verified',
  ),
  BUSINESS('DEMAND_FEE_ENFORCEABLE', eur('50'), SINCE, act('10 e.1(2)'), 'verified'),
  BUSINESS('FURTHER_DEMAND_SHARE', percent(50), SINCE, act('10 e.1(3)'), 'verified'),
  BUSINESS('OWN_DEMAND_FEE', eur('12'), SINCE, act('10 e.1(4)'), 'verified'),
  BUSINESS('DEMAND_COUNT', count(2), SINCE, act('10 g.1'), 'verified'),
  BUSINESS('DEMAND_COUNT_WITH_TRATTA', count(1), SINCE, act('10 g.1'), 'verified'),
  BUSINESS('ELECTRONIC_DEMAND', word('CONSENT_OR_PRACTICE'), SINCE, act('5 b.2'), 'verified'),
  BUSINESS('DEFAULT_ENTRY', word('JUDGMENT_OR_PROTEST'), SINCE, `${act('7.6')} for the protest`, 'verified'),
]

const THREATS: Rule[] = [
  BUSINESS(
    'TRATTA_FEE',
    tiers('EUR', [
      ['500', '110'],
      ['2500', '125'],
      ['10000', '140'],
      [null, '155'],
    ]),
    SINCE,
    act('10 e.1(7)'),
    'verified',
  ),
  BUSINESS('TRATTA_FEE_ENFORCEABLE', eur('110'), SINCE, act('10 e.1(7)'), 'verified'),
  BUSINESS('TRATTA_COUNT', count(1), SINCE, act('10 g.1'), 'verified'),
  BUSINESS('TRATTA_AFTER_REMINDER', days(10), SINCE, act('7.3'), 'verified'),
  BUSINESS('TRATTA_PROTEST', days(14), SINCE, act('7.6'), 'verified'),
  BUSINESS('TRATTA_LATEST', days(60), SINCE, act('7.6'), 'verified'),
  BUSINESS('BANKRUPTCY_THREAT_FEE', eur('100'), SINCE, act('10 e.1(8)'), 'verified'),
  BUSINESS('BANKRUPTCY_THREAT_SERVICE', word('ACTUAL_COST'), SINCE, act('10 e.1(8)'), 'verified'),
  BUSINESS('BANKRUPTCY_THREAT_COUNT', count(1), SINCE, act('10 g.1'), 'verified'),
]

const PLANS: Rule[] = [
  BUSINESS('EXTENSION_FEE', eur('10'), SINCE, act('10 e.1(5)'), 'verified'),
  BUSINESS('EXTENSION_DAYS', days(14), SINCE, act('10 f.2'), 'verified'),
  BUSINESS(
    'PLAN_FEE',
    tiers('EUR', [
      ['500', '30'],
      ['2500', '45'],
      ['10000', '60'],
      [null, '75'],
    ]),
    SINCE,
    act('10 e.1(6)'),
    'verified',
  ),
  BUSINESS('PLAN_FEE_SHORT', eur('30'), SINCE, act('10 e.1(6)'), 'verified'),
  BUSINESS('PLAN_SHORT_INSTALMENTS', count(4), SINCE, act('10 e.1(6)'), 'verified'),
  BUSINESS('PLAN_EXTRA_FEE', eur('5'), SINCE, act('10 e.1(6)'), 'verified'),
  BUSINESS('PLAN_EXTRA_FROM', count(7), SINCE, act('10 e.1(6)'), 'verified'),
  BUSINESS('PLAN_FEE_ENFORCEABLE', eur('30'), SINCE, act('10 e.1(6)'), 'verified'),
  BUSINESS('PLAN_COUNT', count(2), SINCE, act('10 g.2'), 'verified'),
  BUSINESS('PLAN_COUNT_LOW', count(1), SINCE, act('10 g.2'), 'verified'),
  BUSINESS('PLAN_COUNT_LOW_BELOW', eur('500'), SINCE, act('10 g.2'), 'verified'),
]

const TOTALS: Rule[] = [
  BUSINESS(
    'TOTAL_CAP',
    tiers('EUR', [
      ['500', '250'],
      ['2500', '470'],
      ['10000', '550'],
      [null, '620'],
    ]),
    SINCE,
    act('10 h.1'),
    'verified',
  ),
  BUSINESS('TOTAL_CAP_ENFORCEABLE', eur('214'), SINCE, act('10 h.4'), 'verified'),
  BUSINESS('TOTAL_CAP_ENFORCEABLE_THREAT', eur('314'), SINCE, act('10 h.4'), 'verified'),
  BUSINESS(
    'ENFORCEABLE_COSTS',
    eur('65'),
    SINCE,
    `${act('10 j.3')}; 40 for each instalment of § 10 i payments`,
    'verified',
  ),
  BUSINESS('EXCEEDING', word('UNUSUAL_WORK_ITEMISED'), SINCE, act('10 e.3, 10 g.3, 10 h.2'), 'verified'),
  BUSINESS('FORFEITURE', word('COSTS_LOST'), SINCE, act('10.3'), 'verified'),
  BUSINESS('COSTS_VAT', percent(24), ['2022-05-01', '2024-08-31'], `${VAT}; the rate of this time is being confirmed`),
  BUSINESS('COSTS_VAT', percent(25.5), ['2024-09-01', null], VAT, 'verified'),
  // For debts that fall due since the act of 2013 came into force.
  follow('DUE_DATE', BUSINESS('COMPENSATION', eur('40'), ['2013-03-16', null], COMPENSATION, 'verified')),
  BUSINESS('COMPENSATION_RELATION', word('COUNTS_TOWARDS_COSTS'), ['2013-03-16', null], COMPENSATION, 'verified'),
]

/** By the day of the contract; a time without an end may be agreed between businesses, of an authority at most 60 days. */
const PAYMENT_TERMS: Rule[] = [
  follow('ORIGIN', BUSINESS('TERMS_MOST', days(60), ['2013-03-16', '2015-04-30'], `${TERMS} § 5`, 'verified')),
  follow(
    'ORIGIN',
    BUSINESS('TERMS_MOST', days(30), ['2015-05-01', null], `${TERMS} §§ 4–5 (act 385/2015)`, 'verified'),
  ),
  BUSINESS('TERMS_MOST_AUTHORITY', days(30), ['2013-03-16', null], `${TERMS} §§ 4–5`, 'verified'),
  BUSINESS('TERMS_AGREED_MOST_AUTHORITY', days(60), ['2013-03-16', null], `${TERMS} §§ 4–5`, 'verified'),
]

export const FI_BUSINESS: Rule[] = [...LETTERS, ...THREATS, ...PLANS, ...TOTALS, ...PAYMENT_TERMS]
