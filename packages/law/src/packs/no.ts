/**
 * Norway: inkassoloven with its regulation of 1989, forsinkelsesrenteloven and foreldelsesloven. Fees are shares of one amount, the
 * inkassosats (FEE_UNIT). Two days decide a fee: the due date says which reform's shares hold (claims due after 1 October 2020,
 * or before), the day of sending says how large the unit is; of a collector's salær the day of payment. We charge salær by
 * the unit of the day of the letter, for it is not paid before.
 */
import type { Rule } from '../rule.ts'
import { count, days, follow, money, months, ofUnit, order, pack, percent, tiers, word, years } from '../values.ts'
import { NO_INTEREST } from './no-interest.ts'

const ANY = pack('NO', 'ANY')
const BUSINESS = pack('NO', 'BUSINESS')

const REGULATION = 'Inkassoforskriften (FOR-1989-07-14-562)'
const ACT = 'Inkassoloven (LOV-1988-05-13-26)'
const LIMITATION_ACT = 'Foreldelsesloven (LOV-1979-05-18-18)'
const OPEN = 'second-hand; source being confirmed'
const UNIT_2026 = `FOR-2025-12-19-2709; ${OPEN}`
const SINCE_2017 = ['2017-01-01', null] as const
const SINCE_1989 = ['1989-10-01', null] as const
const SINCE_1980 = ['1980-01-01', null] as const
/** Days on which claims fall due. The reform is for claims that fall due after 1 October 2020. */
const REFORM = ['2020-10-02', null] as const
const BEFORE_REFORM = ['2015-01-01', '2020-10-01'] as const

const nok = (text: string) => money('NOK', text)
/** A share of the unit on the day of sending. */
const sent = (rule: Rule) => follow('DUE_DATE', ofUnit('SENDING_DATE', rule))
/** A share of the unit on the day of payment. */
const paid = (rule: Rule) => follow('DUE_DATE', ofUnit('PAYMENT_DATE', rule))

/** Capital up to and including, and the share. */
const LIGHT = tiers('NOK', [
  ['500', '0.25'],
  ['1000', '0.35'],
  ['2500', '0.40'],
  ['10000', '0.80'],
  ['50000', '1.60'],
  ['250000', '3.60'],
  [null, '7.20'],
])
const HEAVY = tiers('NOK', [
  ['500', '0.50'],
  ['1000', '0.70'],
  ['2500', '0.80'],
  ['10000', '1.60'],
  ['50000', '3.20'],
  ['250000', '7.20'],
  [null, '14.40'],
])
const OLD_LIGHT = tiers('NOK', [
  ['2500', '0.5'],
  ['10000', '1'],
  ['50000', '2'],
  ['250000', '4'],
  [null, '8'],
])
const OLD_HEAVY = tiers('NOK', [
  ['2500', '1'],
  ['10000', '2'],
  ['50000', '4'],
  ['250000', '8'],
  [null, '16'],
])

const FEES: Rule[] = [
  ANY('FEE_UNIT', nok('700'), ['2017-01-01', '2025-12-31'], `${REGULATION} § 1-2; ${OPEN}`),
  ANY('FEE_UNIT', nok('750'), ['2026-01-01', null], UNIT_2026),
  sent(ANY('REMINDER_FEE', nok('0.10'), BEFORE_REFORM, `${REGULATION} § 1-2: one tenth; ${OPEN}`)),
  sent(ANY('REMINDER_FEE', nok('0.05'), REFORM, `${REGULATION} § 1-2: one twentieth; ${OPEN}`)),
  sent(ANY('OWN_DEMAND_FEE', nok('0.15'), REFORM, `${REGULATION} § 1-2: three twentieths; ${OPEN}`)),
  paid(ANY('DEMAND_FEE', OLD_LIGHT, BEFORE_REFORM, `${REGULATION} § 2-2; ${OPEN}`)),
  paid(ANY('DEMAND_FEE', LIGHT, REFORM, `${REGULATION} § 2-2; ${OPEN}`)),
  paid(ANY('DEMAND_HEAVY_FEE', OLD_HEAVY, BEFORE_REFORM, `${REGULATION} § 2-2; ${OPEN}`)),
  paid(ANY('DEMAND_HEAVY_FEE', HEAVY, REFORM, `${REGULATION} § 2-2; ${OPEN}`)),
  ANY('DEMAND_HEAVY_AFTER', days(28), SINCE_2017, `${REGULATION} § 2-2; ${OPEN}`),
  BUSINESS('DEMAND_SURCHARGE', percent(50), SINCE_2017, `${REGULATION} § 2-2: debtors that are not consumers; ${OPEN}`),
  ANY(
    'DEMAND_VAT',
    percent(25),
    SINCE_2017,
    `${REGULATION} § 2-3: where more than half of the claim is not from a business that deducts VAT; ${OPEN}`,
  ),
  paid(ANY('PLAN_FEE', tiers('NOK', [[null, '1.50']]), REFORM, `${REGULATION} § 2-4; ${OPEN}`)),
  ANY('PLAN_FEE_SHORT', nok('0'), SINCE_2017, `${REGULATION} § 2-4: only for more than four instalments; ${OPEN}`),
  ANY('PLAN_SHORT_INSTALMENTS', count(4), SINCE_2017, `${REGULATION} § 2-4; ${OPEN}`),
]

const TERMS: Rule[] = [
  ANY('REMINDER_AFTER_DUE', days(14), SINCE_2017, `${REGULATION} § 1-2; ${OPEN}`),
  ANY('REMINDER_TERM', days(14), SINCE_2017, `${REGULATION} § 1-3; ${OPEN}`),
  ANY(
    'REMINDER_COUNT',
    count(2),
    SINCE_2017,
    `${REGULATION} § 1-3: two reminders, or a reminder and a notice; ${OPEN}`,
  ),
  ANY('REMINDER_REST', months(6), SINCE_2017, `${REGULATION} § 1-3; ${OPEN}`),
  ANY('NOTICE_TERM', days(14), SINCE_1989, `${ACT} § 9`, 'verified'),
  ANY('NOTICE_BY', word('ANYBODY'), SINCE_1989, `${ACT} § 9: the creditor or the collector`, 'verified'),
  ANY('DEMAND_TERM', days(14), SINCE_1989, `${ACT} § 10`, 'verified'),
  ANY('OBJECTION', word('NO_COSTS'), SINCE_1989, `${ACT} § 17.2: objections with reasonable ground`, 'verified'),
  ANY(
    'COURT_AFTER_DEMAND',
    word('DEMAND_FIRST'),
    SINCE_1989,
    `${ACT} § 11; not where the claim is denied, § 12.3`,
    'verified',
  ),
  ANY('COURT_DEMAND_MONTHS', months(6), SINCE_1989, `${ACT} § 11.2`, 'verified'),
]

const END: Rule[] = [
  ANY('LIMITATION', years(3), SINCE_1980, `${LIMITATION_ACT} § 2`, 'verified'),
  ANY('LIMITATION_JUDGMENT', years(10), SINCE_1980, `${LIMITATION_ACT} § 21`, 'verified'),
  ANY('LIMITATION_LONG', years(10), SINCE_1980, `${LIMITATION_ACT} § 5`, 'verified'),
  ANY('LIMITATION_START', word('DUE_DATE'), SINCE_1980, `${LIMITATION_ACT} § 3: when payment could first be demanded`),
  ANY(
    'LIMITATION_LETTER',
    word('DOES_NOT_INTERRUPT'),
    SINCE_1980,
    `${LIMITATION_ACT} §§ 14–15: the debtor acknowledges, or legal steps are taken`,
  ),
  ANY('EXPIRED_DEBT', word('FORBIDDEN'), SINCE_1980, `${LIMITATION_ACT} § 24; ${OPEN}`),
  ANY(
    'ALLOCATION_ORDER',
    order('INTEREST', 'CAPITAL', 'COSTS'),
    ['2015-01-01', null],
    'Order of this product until confirmed',
  ),
]

export const NO: Rule[] = [...NO_INTEREST, ...FEES, ...TERMS, ...END]
