/**
 * Norway: the collection act of 22 May 2026. It was adopted and not in force on 2026-10-06; 2027-01-01 had been signalled.
 * Fees will be set by a regulation that is not known: the amount of reference is unconfirmed from its start on, so that production
 * charges nothing by the old shares until a person has read the new regulation.
 */
import type { Regime } from '../regime.ts'
import type { Rule, RuleValue } from '../rule.ts'
import type { TopicName } from '../topics.ts'
import { hours, money, pack, word } from '../values.ts'

const ANY = pack('NO', 'ANY')
const ACT = 'Inkassoloven (LOV-2026-05-22-19)'
const OPEN = 'second-hand; source being confirmed'
/** The regime gives the days. */
const FROM_ITS_START = ['2026-05-22', null] as const

const rule = (topic: TopicName, value: RuleValue, what: string): Rule =>
  ANY(topic, value, FROM_ITS_START, `${ACT}${what}; ${OPEN}`)

export const NO_ACT_2026_19: Regime = {
  id: 'NO.ACT_2026_19',
  country: 'NO',
  name: 'Norwegian collection act of 22 May 2026',
  source: `${ACT}, Prop. 3 L (2025–26); not in force on 2026-10-06, 2027-01-01 signalled; https://www.regjeringen.no/id3121729; ${OPEN}`,
  changes: [
    'Only a collector sends the notice before a demand; a creditor’s own reminder is none.',
    'A creditor charges nothing for its own notices and demands.',
    'Once the debtor has objected nothing is charged, unless the objection is obviously groundless (§ 18).',
    'A collector contacts a debtor from 8 to 21 on weekdays and from 9 to 15 on Saturdays: e-mails wait for these hours.',
    'Fees are set by a new regulation: the amount of reference must be confirmed again.',
  ],
  rules: [
    rule('NOTICE_BY', word('COLLECTOR_ONLY'), ''),
    rule('OWN_COSTS', word('NONE'), ''),
    rule('OBJECTION', word('NO_COSTS'), ' § 18: unless the objection is obviously groundless'),
    rule('CONTACT_WEEKDAY', hours(8, 21), ''),
    rule('CONTACT_SATURDAY', hours(9, 15), ''),
    ANY(
      'FEE_UNIT',
      money('NOK', '750'),
      FROM_ITS_START,
      `${ACT}: fees follow a new regulation, which is not known; the last known amount stands here until it is confirmed`,
    ),
  ],
}
