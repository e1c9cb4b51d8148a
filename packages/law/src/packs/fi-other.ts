/** Finland: objections and expired debts, allocation of payments, court, enforcement, and the limitation of debts. */
import type { Rule } from '../rule.ts'
import { money, order, pack, percent, tiers, word, years } from '../values.ts'

const ANY = pack('FI', 'ANY')
const CONSUMER = pack('FI', 'CONSUMER')
const BUSINESS = pack('FI', 'BUSINESS')
const SINCE_2013 = ['2013-03-16', null] as const
const SINCE_2004 = ['2004-01-01', null] as const

const act = (section: string) => `Debt Collection Act 513/1999 § ${section} (act 31/2013)`
const LIMITATION = 'Limitation of Debts Act 728/2003'
const FINAL =
  'Limitation of Debts Act 728/2003 § 13 a (act 1126/2014), also for older debts: a natural person’s contractual debt of money'
const TITLE =
  'Enforcement Code 705/2007 2:24–26: where the debtor is a natural person; titles before 1993-03-01 count from then'
const fees = (by: string) => `Court Fees Act 1455/2015 (${by})`
const costs = (by: string) => `Decree of the Ministry of Justice 1311/2001 § 3 (${by}), for default judgments`
const TABLE = 'Decree on enforcement fees 35/1995 (act 34/1995, decree 809/2009)'

const eur = (text: string) => money('EUR', text)
const table = (rows: [upTo: string | null, amount: string][]) => tiers('EUR', rows)

/** Before § 11 a no text of law said it. */
const UNTIL_11A = ['2004-01-01', '2013-12-15'] as const
const ORDER_OF_OLD = 'Order of this product: no text of law for what was received before 2013-12-16'

const RIGHTS: Rule[] = [
  ANY('OBJECTION', word('STOPS_COLLECTION'), SINCE_2013, act('4 b'), 'verified'),
  ANY('EXPIRED_DEBT', word('FORBIDDEN'), SINCE_2013, act('4.3'), 'verified'),
  CONSUMER(
    'ALLOCATION_ORDER',
    order('INTEREST', 'CAPITAL', 'COSTS'),
    ['2013-12-16', null],
    `${act('11 a')}: of what was received since 2013-12-16`,
    'verified',
  ),
  BUSINESS(
    'ALLOCATION_ORDER',
    order('INTEREST', 'CAPITAL', 'COSTS'),
    ['2013-12-16', null],
    `${act('11 a.1')}: interest before capital; where costs come is free, and this product puts them last`,
    'verified',
  ),
]

const OLD_ALLOCATION = ANY('ALLOCATION_ORDER', order('INTEREST', 'CAPITAL', 'COSTS'), UNTIL_11A, ORDER_OF_OLD)

const EXPIRY: Rule[] = [
  ANY('LIMITATION', years(3), SINCE_2004, `${LIMITATION} § 4`, 'verified'),
  ANY('LIMITATION_JUDGMENT', years(5), SINCE_2004, `${LIMITATION} § 13.2`, 'verified'),
  CONSUMER('LIMITATION_FINAL', years(20), ['2015-01-01', null], FINAL, 'verified'),
  CONSUMER('LIMITATION_FINAL_NATURAL', years(25), ['2015-01-01', null], FINAL, 'verified'),
  CONSUMER('LIMITATION_FINAL_COUNTED', years(15), ['2015-01-01', null], `${FINAL}, transition`, 'verified'),
  CONSUMER('LIMITATION_FINAL_JUDGMENT', years(15), ['2008-01-01', null], TITLE, 'verified'),
  CONSUMER('LIMITATION_FINAL_JUDGMENT_NATURAL', years(20), ['2008-01-01', null], TITLE, 'verified'),
  CONSUMER(
    'LIMITATION_OBSTRUCTED',
    years(10),
    ['2008-01-01', null],
    'Enforcement Code 705/2007 2:26: suit within 2 years',
    'verified',
  ),
  ANY(
    'LIMITATION_PUBLIC',
    years(5),
    SINCE_2004,
    'Act on the Enforcement of Taxes and Charges 706/2007 § 20',
    'verified',
  ),
]

const FEE_PERIODS: [
  from: string,
  to: string | null,
  electronic: string,
  paper: string,
  contested: string,
  act: string,
][] = [
  ['2016-01-01', '2018-12-31', '65', '86', '250', 'as enacted'],
  ['2019-01-01', '2021-12-31', '65', '86', '260', 'decree 1383/2018'],
  ['2022-01-01', '2024-12-31', '65', '86', '270', 'decree 1122/2021'],
  ['2025-01-01', null, '70', '100', '310', 'decree 1020/2024'],
]

/** By the day on which the claim was filed; up to and including, for the base table and the high one. */
const COST_PERIODS: [
  from: string,
  to: string | null,
  rows: [upTo: string | null, base: string, high: string][],
  by: string,
][] = [
  [
    '2010-07-19',
    '2010-12-31',
    [
      ['250', '211', '294'],
      [null, '245', '333'],
    ],
    'decree 682/2010',
  ],
  [
    '2011-01-01',
    '2012-08-31',
    [
      ['250', '134', '218'],
      [null, '168', '258'],
    ],
    'decree 1424/2010',
  ],
  // Under 300; from 300 to 1 000; above, and evictions.
  [
    '2012-09-01',
    null,
    [
      ['299.99', '50', '80'],
      ['1000', '80', '120'],
      [null, '110', '160'],
    ],
    'decree 425/2012',
  ],
]

const COURT: Rule[] = [
  ...FEE_PERIODS.flatMap(([from, to, electronic, paper, contested, by]) => [
    ANY('COURT_FEE', eur(paper), [from, to], fees(by), 'verified'),
    ANY('COURT_FEE_ELECTRONIC', eur(electronic), [from, to], fees(by), 'verified'),
    ANY('COURT_FEE_CONTESTED', eur(contested), [from, to], fees(by), 'verified'),
  ]),
  ...COST_PERIODS.flatMap(([from, to, rows, by]) => [
    ANY('COURT_COST_BASE', table(rows.map(([upTo, base]) => [upTo, base])), [from, to], costs(by), 'verified'),
    ANY('COURT_COST_HIGH', table(rows.map(([upTo, , high]) => [upTo, high])), [from, to], costs(by), 'verified'),
  ]),
  ANY('COURT_COST_FEE', word('INCLUDED'), ['2002-01-01', '2010-12-31'], costs('until decree 1424/2010'), 'verified'),
  ANY('COURT_COST_FEE', word('ADDED'), ['2011-01-01', null], costs('decree 1424/2010'), 'verified'),
  // How the capital divides these has not been read.
  ANY('COURT_COST_LEAST', eur('170'), ['2002-01-01', '2010-07-18'], `${costs('as enacted')}; source being confirmed`),
  ANY('COURT_COST_MOST', eur('270'), ['2002-01-01', '2010-07-18'], `${costs('as enacted')}; source being confirmed`),
]

const ENFORCEMENT: Rule[] = [
  ANY(
    'ENFORCEMENT_FEE',
    tiers('EUR', [
      ['14', '2.50'],
      ['27', '5'],
      ['67', '7'],
      ['165', '12'],
      ['335', '27'],
      ['670', '56'],
      ['1680', '84'],
      ['8400', '134'],
      [null, '210'],
    ]),
    ['2010-01-01', null],
    `${TABLE}; no newer table found`,
    'verified',
  ),
  ANY(
    'ENFORCEMENT_HANDLING_FEE',
    eur('10'),
    ['2013-07-01', null],
    'Act on Enforcement Fees 34/1995; decree 375/2013',
    'verified',
  ),
  ANY(
    'ENFORCEMENT_HANDLING_FEE_LIMITED',
    eur('5'),
    ['2013-07-01', null],
    'Act on Enforcement Fees 34/1995; decree 375/2013',
    'verified',
  ),
  ANY(
    'ENFORCEMENT_PASSIVE_FEE',
    eur('10'),
    ['2013-07-01', null],
    'Act on Enforcement Fees 34/1995; decree 375/2013',
    'verified',
  ),
  ANY(
    'ENFORCEMENT_REMITTANCE_SHARE',
    percent(1.45),
    ['2013-07-01', null],
    'Act on Enforcement Fees 34/1995',
    'verified',
  ),
  ANY(
    'ENFORCEMENT_REMITTANCE_MOST',
    eur('500'),
    ['2013-07-01', '2021-03-31'],
    'Act on Enforcement Fees 34/1995',
    'verified',
  ),
  ANY(
    'ENFORCEMENT_REMITTANCE_MOST',
    eur('5000'),
    ['2021-04-01', null],
    'Act on Enforcement Fees 34/1995 (214/2021)',
    'verified',
  ),
]

export const FI_OTHER: Rule[] = [...RIGHTS, OLD_ALLOCATION, ...EXPIRY, ...COURT, ...ENFORCEMENT]
