/** The topics of rules: the type of value each takes, and the words where it is one. Configuration is checked by it. */
import type { ValueType } from './rule.ts'

export interface Topic {
  value: ValueType
  /** For people. */
  about: string
  /** Possible values of a WORD. */
  words?: readonly string[]
}

const topic = <T extends ValueType>(value: T, about: string, words?: readonly string[]): Topic & { value: T } =>
  words === undefined ? { value, about } : { value, about, words }

export const TOPICS = {
  // Interest
  REFERENCE_RATE: topic('PERCENT', 'reference rate; late interest is this plus the margin'),
  LATE_INTEREST_MARGIN: topic('PERCENT', 'percentage points above the reference rate'),
  LATE_INTEREST_RATE: topic('PERCENT', 'late interest, where it is published as a whole'),
  RATE_SETTING: topic('WORD', 'how the published rate comes about', ['CENTRAL_BANK_PLUS_8', 'CENTRAL_BANK_PLUS_7']),
  INTEREST_START: topic('DAYS', 'days after the due date when the claim is late and interest begins'),
  NO_DUE_DATE_DAYS: topic(
    'DAYS',
    'days after the invoice was sent, where no due date was agreed, when it counts as due',
  ),
  DAY_COUNT: topic('WORD', 'how days of interest are counted', ['ACT_365', 'ACT_ACT', 'ACT_360', 'THIRTY_360']),
  ROUNDING: topic('WORD', 'how interest is rounded', ['HALF_UP_ONCE']),
  AGREED_INTEREST: topic('WORD', 'may another rate be agreed', ['AT_MOST_STATUTORY', 'AT_MOST_CREDIT_CAP', 'FREE']),
  CREDIT_INTEREST_CAP: topic('PERCENT', 'an agreed rate: at most so many percentage points above the reference rate'),
  CREDIT_COST_CAP: topic(
    'PERCENT',
    'consumer credit: interest, late interest and costs in all, as a share of the credit',
  ),
  CREDIT_INTEREST_DAYS: topic('DAYS', 'how long a credit’s own rate may run on as late interest'),
  // Reminders
  FEE_UNIT: topic('AMOUNT', 'the amount of reference that fees are shares of'),
  REMINDER_FEE: topic('AMOUNT', 'most for a reminder'),
  REMINDER_AFTER_DUE: topic('DAYS', 'first charged reminder: days after the due date'),
  REMINDER_SPACING: topic('DAYS', 'charged reminder: days after the previous reminder or demand'),
  REMINDER_TERM: topic('DAYS', 'time to pay in a charged reminder, which has ended before the next one is charged'),
  REMINDER_COUNT: topic('COUNT', 'most charged reminders'),
  REMINDER_REST: topic('MONTHS', 'after so long without a reminder or demand, reminders are counted again'),
  REMINDER_COUNT_SPANS: topic('WORD', 'over what charged reminders are counted', ['DEBTOR_ARREARS']),
  REMINDER_AGREED: topic('WORD', 'must the fee have been agreed', ['WHEN_DEBT_AROSE']),
  INVOICE_LEAD: topic('DAYS', 'the invoice was sent at least so long before its due date, or no reminder is charged'),
  UNWRITTEN_REMINDER: topic('WORD', 'a reminder that is not written', ['ACTUAL_COST']),
  // Demands
  DEMAND_FEE: topic('TIERS', 'most for a payment demand, by capital'),
  DEMAND_FEE_ENFORCEABLE: topic('AMOUNT', 'most for a demand of a directly enforceable claim'),
  DEMAND_HEAVY_FEE: topic('TIERS', 'most in all once the heavy fee has replaced the light one, by capital'),
  DEMAND_HEAVY_AFTER: topic('DAYS', 'the heavy fee: more than so many days after the time to pay that the demand gave'),
  DEMAND_SURCHARGE: topic('PERCENT', 'added to the demand’s fee'),
  DEMAND_VAT: topic('PERCENT', 'added to the demand’s fee where the creditor is not liable to VAT'),
  FURTHER_DEMAND_SHARE: topic('PERCENT', 'a further demand: most, as a share of the first'),
  OWN_COSTS: topic('WORD', 'charge of a creditor for its own notices and demands', ['NONE']),
  OWN_DEMAND_FEE: topic('AMOUNT', 'most for a demand that the creditor sends itself'),
  DEMAND_AFTER_REMINDER: topic(
    'DAYS',
    'a professional’s demand: days after a reminder that was sent after the due date; without one, no demand',
  ),
  DEMAND_AFTER_DUE: topic('DAYS', 'first demand: days after the due date'),
  DEMAND_SPACING: topic('DAYS', 'charged demand: days after the previous reminder or demand'),
  DEMAND_COUNT: topic('COUNT', 'most charged demands'),
  COLLECTION_COSTS: topic('TIERS', 'most in all for a collector’s work after the demand’s time to pay, by capital'),
  DEMAND_COUNT_WITH_TRATTA: topic('COUNT', 'most charged demands where publicity is threatened too'),
  NOTICE_TERM: topic('DAYS', 'time to pay in the notice before a demand'),
  NOTICE_BY: topic('WORD', 'sender of the notice before a demand', ['ANYBODY', 'COLLECTOR_ONLY']),
  DEMAND_TERM: topic('DAYS', 'time to pay in the demand'),
  ELECTRONIC_DEMAND: topic('WORD', 'a demand that is not on paper', ['SEPARATE_CONSENT', 'CONSENT_OR_PRACTICE']),
  ELECTRONIC_CONSENT: topic('MONTHS', 'how long a consent to demands that are not on paper holds'),
  // Plans, extensions, other steps
  PLAN_FEE: topic('TIERS', 'most for a payment plan, by capital'),
  PLAN_FEE_SHORT: topic('AMOUNT', 'most for a plan of few instalments'),
  PLAN_SHORT_INSTALMENTS: topic('COUNT', 'few instalments are at most so many'),
  PLAN_FEE_ENFORCEABLE: topic('AMOUNT', 'most for a plan of a directly enforceable claim'),
  PLAN_EXTRA_FEE: topic('AMOUNT', 'added for each instalment from PLAN_EXTRA_FROM on'),
  PLAN_EXTRA_FROM: topic('COUNT', 'the first instalment that PLAN_EXTRA_FEE is added for'),
  PLAN_COUNT: topic('COUNT', 'most charged plans'),
  PLAN_COUNT_LOW: topic('COUNT', 'most charged plans where the claim is small'),
  PLAN_COUNT_LOW_BELOW: topic('AMOUNT', 'a claim up to and including this is small'),
  PLAN_COUNT_ENFORCEABLE: topic('COUNT', 'most charged plans of a directly enforceable claim'),
  EXTENSION_FEE: topic('AMOUNT', 'most for more time to pay, at the debtor’s request'),
  EXTENSION_DAYS: topic('DAYS', 'a charged extension is at least so long'),
  TRATTA: topic('WORD', 'demand under threat of publicity', ['FORBIDDEN', 'LIMITED_COMPANIES_ONLY']),
  TRATTA_FEE: topic('TIERS', 'most for a demand under threat of publicity, by capital'),
  TRATTA_FEE_ENFORCEABLE: topic(
    'AMOUNT',
    'most for a demand under threat of publicity of a directly enforceable claim',
  ),
  TRATTA_AFTER_REMINDER: topic('DAYS', 'the term that the reminder before it gives at least, and that must have ended'),
  TRATTA_PROTEST: topic('DAYS', 'days after it was sent until it may be published'),
  TRATTA_LATEST: topic('DAYS', 'days after it was sent until when it may be published, unless agreed otherwise'),
  TRATTA_COUNT: topic('COUNT', 'most charged demands under threat of publicity'),
  BANKRUPTCY_THREAT_FEE: topic('AMOUNT', 'most for a demand under threat of bankruptcy'),
  BANKRUPTCY_THREAT_SERVICE: topic('WORD', 'serving it on the debtor', ['ACTUAL_COST']),
  BANKRUPTCY_THREAT_COUNT: topic('COUNT', 'most charged demands under threat of bankruptcy'),
  // Totals and compensation
  TOTAL_CAP: topic('TIERS', 'most in all for voluntary collection, by capital'),
  TOTAL_CAP_ENFORCEABLE: topic('AMOUNT', 'most in all where the claim is directly enforceable'),
  TOTAL_CAP_ENFORCEABLE_THREAT: topic(
    'AMOUNT',
    'most in all where the claim is directly enforceable and bankruptcy was threatened',
  ),
  COSTS_VAT: topic('PERCENT', 'added to fees and to the cap where the creditor cannot deduct VAT'),
  ENFORCEABLE_COSTS: topic('AMOUNT', 'costs of a directly enforceable claim that need no judgment, in all'),
  EXCEEDING: topic('WORD', 'more than the most', ['UNUSUAL_WORK_ITEMISED']),
  FORFEITURE: topic('WORD', 'costs of acts against the law', ['COSTS_LOST']),
  PAID_BEFORE_LETTER: topic('WORD', 'paid late, before the letter came', [
    'COSTS_STAND',
    'COSTS_LOST_IF_BOOKED_DAY_BEFORE',
  ]),
  COMPENSATION: topic('AMOUNT', 'standard compensation for late payment'),
  COMPENSATION_RELATION: topic('WORD', 'compensation and other costs', [
    'INSTEAD_OF_COSTS',
    'COUNTS_TOWARDS_COSTS',
    'ON_TOP_OF_COSTS',
  ]),
  // Rights, court, end
  OBJECTION: topic('WORD', 'the debtor denies the claim', ['STOPS_COLLECTION', 'NO_COSTS']),
  SUSPENSION: topic('WORD', 'the debtor asks for court instead of collection', ['NO_COSTS']),
  EXPIRED_DEBT: topic('WORD', 'collecting an expired claim', ['FORBIDDEN']),
  COURT_AFTER_DEMAND: topic('WORD', 'court without a demand before it, and before the demand’s own term has ended', [
    // But for a claim that the debtor denies or wants in court, or a right that may be lost.
    'DEMAND_FIRST',
    // But for a right that may be lost.
    'DEMAND_ALWAYS_FIRST',
  ]),
  COURT_DEMAND_MONTHS: topic('MONTHS', 'court: the demand was sent no longer ago than this'),
  ENFORCEMENT_AFTER_DUE: topic('MONTHS', 'enforcement: months after the due date'),
  DEFAULT_ENTRY: topic('WORD', 'payment default entry', ['JUDGMENT', 'JUDGMENT_OR_PROTEST']),
  COURT_FEE: topic('AMOUNT', 'court fee, on paper'),
  COURT_FEE_ELECTRONIC: topic('AMOUNT', 'court fee, filed electronically'),
  COURT_FEE_CONTESTED: topic('AMOUNT', 'court fee of a contested claim'),
  COURT_AGENT_FEE: topic('AMOUNT', 'the agent’s fee at court'),
  COURT_COST_LEAST: topic('AMOUNT', 'least cost of the court stage for the debtor'),
  COURT_COST_MOST: topic('AMOUNT', 'highest cost of the court stage for the debtor'),
  COURT_COST_BASE: topic('TIERS', 'costs of an uncontested claim at court besides the court fee, by capital'),
  COURT_COST_HIGH: topic('TIERS', 'costs of an uncontested claim at court that took more work, by capital'),
  COURT_COST_FEE: topic('WORD', 'the court fee and these costs', ['ADDED', 'INCLUDED']),
  ENFORCEMENT_FEE: topic('TIERS', 'the table fee that a debtor pays an enforcement authority, by the sum recovered'),
  ENFORCEMENT_HANDLING_FEE: topic('AMOUNT', 'the creditor’s fee if enforcement finds no assets'),
  ENFORCEMENT_HANDLING_FEE_LIMITED: topic('AMOUNT', 'the creditor’s fee if limited enforcement finds no assets'),
  ENFORCEMENT_PASSIVE_FEE: topic('AMOUNT', 'added to it for passive registration'),
  ENFORCEMENT_REMITTANCE_SHARE: topic('PERCENT', 'the creditor’s fee for money that enforcement remits to it'),
  ENFORCEMENT_REMITTANCE_MOST: topic('AMOUNT', 'most of that fee at a time'),
  TERMS_MOST: topic('DAYS', 'longest time to pay that is not expressly agreed'),
  TERMS_AGREED_MOST: topic('DAYS', 'longest time to pay that may be agreed'),
  TERMS_MOST_AUTHORITY: topic('DAYS', 'longest time to pay of a public authority that is not expressly agreed'),
  TERMS_AGREED_MOST_AUTHORITY: topic('DAYS', 'longest time to pay that may be agreed with a public authority'),
  LIMITATION: topic('YEARS', 'general limitation, interruptible'),
  LIMITATION_START: topic('WORD', 'the day from which limitation runs', ['DUE_DATE', 'ORIGIN']),
  LIMITATION_LETTER: topic('WORD', 'a reminder or demand and limitation', [
    'INTERRUPTS',
    'INTERRUPTS_WHEN_RECEIVED',
    'DOES_NOT_INTERRUPT',
  ]),
  LIMITATION_POST_DAYS: topic('DAYS', 'days after which a letter counts as received, where nothing else is known'),
  LIMITATION_LONG: topic('YEARS', 'limitation of loans, debt instruments and debts acknowledged in writing'),
  LIMITATION_ABSOLUTE: topic('YEARS', 'limitation at the latest, where the creditor could not know of the claim'),
  LIMITATION_JUDGMENT: topic('YEARS', 'limitation after a judgment, interruptible'),
  LIMITATION_FINAL: topic('YEARS', 'final limitation from the due date'),
  LIMITATION_FINAL_NATURAL: topic(
    'YEARS',
    'final limitation from the due date, where the creditor is a natural person',
  ),
  LIMITATION_FINAL_JUDGMENT: topic('YEARS', 'final limitation from the judgment'),
  LIMITATION_FINAL_JUDGMENT_NATURAL: topic(
    'YEARS',
    'final limitation from the judgment, where the creditor is a natural person',
  ),
  LIMITATION_FINAL_COUNTED: topic('YEARS', 'final limitation: time before its rule began counts for at most so much'),
  LIMITATION_OBSTRUCTED: topic('YEARS', 'years that a court may add if the debtor obstructed'),
  LIMITATION_PUBLIC: topic('YEARS', 'calendar years after the year of the due date, claims of public law'),
  CONTACT_WEEKDAY: topic('HOURS', 'hours in which a collector may contact a debtor, Monday to Friday'),
  CONTACT_SATURDAY: topic('HOURS', 'hours in which a collector may contact a debtor on Saturdays'),
  // Acts that have been adopted and are not in force yet: a person of the agency says when they begin
  ACT_2026_19: topic('WORD', 'the Norwegian collection act of 22 May 2026', ['IN_FORCE']),
  ALLOCATION_ORDER: topic('ORDER', 'order in which a payment pays the parts of a claim'),
} satisfies Record<string, Topic>
export type TopicName = keyof typeof TOPICS

/** The topic of this name; undefined where there is none. */
export function topicOf(name: string): Topic | undefined {
  return Object.hasOwn(TOPICS, name) ? TOPICS[name as TopicName] : undefined
}
