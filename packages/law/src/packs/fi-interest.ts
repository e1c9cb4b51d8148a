/** Finland: the Interest Act 633/1982. The reference rate is the central bank's, rounded up to the half point, by half-year. */
import type { Rule } from '../rule.ts'
import { days, follow, halfYears, pack, percent, word } from '../values.ts'

const ANY = pack('FI', 'ANY')
const CONSUMER = pack('FI', 'CONSUMER')
const BUSINESS = pack('FI', 'BUSINESS')

const ACT = 'Interest Act 633/1982'
const REPORT = `${ACT} § 12; Bank of Finland, reference rate by half-year`
const notice = (number: string) => `${ACT} § 12; Bank of Finland notice ${number}`
const derived = (number: string) => `${notice(number)}, not read; derived from the central bank’s rate`

const rate = (value: number, first: string, last = first) =>
  ANY('REFERENCE_RATE', percent(value), halfYears(first, last), REPORT, 'verified')

const RATES: Rule[] = [
  rate(4, '2007H1'),
  rate(4.5, '2007H2', '2008H2'),
  rate(2.5, '2009H1'),
  rate(1, '2009H2', '2010H2'),
  rate(1, '2011H1'),
  rate(1.5, '2011H2'),
  rate(1, '2012H1', '2012H2'),
  rate(1, '2013H1'),
  rate(0.5, '2013H2', '2016H1'),
  rate(0, '2016H2', '2022H2'),
  rate(2.5, '2023H1'),
  rate(4, '2023H2'),
  rate(4.5, '2024H1'),
  rate(4.5, '2024H2'),
  rate(3.5, '2025H1'),
  ANY('REFERENCE_RATE', percent(2.5), halfYears('2025H2'), derived('362/2025')),
  ANY('REFERENCE_RATE', percent(2.5), halfYears('2026H1'), notice('1407/2025'), 'verified'),
  ANY('REFERENCE_RATE', percent(2.5), halfYears('2026H2'), derived('654/2026')),
]

/** Fees of old cases are known from an earlier day than rates: when a claim is late is known as well. */
const BEFORE_RATES = ['2004-01-01', '2006-12-31'] as const
const SINCE_2007 = ['2007-01-01', null] as const
const MARGIN_4A = `${ACT} § 4 a (act 32/2013): payments of act 30/2013 § 1 that fall due since 2013-03-16; older ones keep § 4`

/** The margin of § 4 a holds for claims that fall due since 16 March 2013; an older one keeps that of § 4 for good. */
export const FI_INTEREST: Rule[] = [
  ...RATES,
  CONSUMER('LATE_INTEREST_MARGIN', percent(7), SINCE_2007, `${ACT} § 4`, 'verified'),
  follow('DUE_DATE', BUSINESS('LATE_INTEREST_MARGIN', percent(7), BEFORE_RATES, `${ACT} § 4`, 'verified')),
  follow(
    'DUE_DATE',
    BUSINESS('LATE_INTEREST_MARGIN', percent(7), ['2007-01-01', '2013-03-15'], `${ACT} § 4`, 'verified'),
  ),
  follow('DUE_DATE', BUSINESS('LATE_INTEREST_MARGIN', percent(8), ['2013-03-16', null], MARGIN_4A, 'verified')),
  ANY('INTEREST_START', days(1), BEFORE_RATES, `${ACT} § 5: from the due date; source being confirmed`),
  ANY('INTEREST_START', days(1), SINCE_2007, `${ACT} § 5: from the due date; source being confirmed`),
  ANY(
    'NO_DUE_DATE_DAYS',
    days(30),
    SINCE_2007,
    `${ACT} § 6: from the sending of the invoice, not before it is received`,
    'verified',
  ),
  ANY('DAY_COUNT', word('ACT_365'), SINCE_2007, 'Convention of the market; no text of law found'),
  ANY('ROUNDING', word('HALF_UP_ONCE'), SINCE_2007, 'Practice, not law: once at the end, half up to the cent'),
  CONSUMER('AGREED_INTEREST', word('AT_MOST_STATUTORY'), SINCE_2007, `${ACT} § 2.2`, 'verified'),
  BUSINESS('AGREED_INTEREST', word('FREE'), SINCE_2007, `${ACT} §§ 1–2: otherwise free by agreement`, 'verified'),
  follow(
    'ORIGIN',
    CONSUMER(
      'CREDIT_INTEREST_DAYS',
      days(180),
      ['2010-02-01', null],
      `${ACT} § 4.2: from full maturity, debts that arose since 2010-02-01`,
      'verified',
    ),
  ),
]
