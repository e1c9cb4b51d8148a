/**
 * Lists what the law wants a letter to say, by country: a test checks every letter in every language against it. A rule
 * that is `assumed` was not found in writing; it is kept because saying it harms nobody.
 */
import { LETTER_KINDS, type LetterKind } from '@saatava/einvoice/model/document.ts'

export const ELEMENTS = [
  'CREDITOR_NAME',
  'CREDITOR_ADDRESS',
  'COLLECTOR_NAME',
  'COLLECTOR_ADDRESS',
  'GROUND',
  'CAPITAL',
  'INTEREST_AMOUNT',
  'INTEREST_RATE',
  'INTEREST_PERIOD',
  'INTEREST_CAPITAL',
  'COSTS',
  'FEES',
  'TOTAL',
  'PAY_TO',
  'REFERENCE',
  'PAY_BY',
  'OBJECTION',
  'OBJECTION_CONTACT',
  'INTEREST_EXPLANATION',
  'CONSEQUENCE',
  'BOARD',
  'COLLECTOR_PHONE',
  'COLLECTOR_HOURS',
  'COLLECTOR_WEB',
  'STOP_COLLECTION',
  'NOTICE',
  'DEBT_ADVICE',
  'PLAN_POSSIBLE',
  'PLAN_SCHEDULE',
  'PLAN_ACCEPTANCE',
  'PLAN_FEE',
  'MISSED_INSTALMENT',
  'DUE_DATES',
  'OBJECTION_DAY',
  'DISPUTED_AMOUNT',
  'NOTHING_LEFT',
] as const
export type Element = (typeof ELEMENTS)[number]

export interface ContentRule {
  countryCode: 'FI' | 'SE' | 'NO' | 'DK'
  kinds: readonly LetterKind[]
  /** Absent: for all. */
  debtorType?: 'CONSUMER' | 'BUSINESS'
  elements: readonly Element[]
  rule: string
  source: string
  status: 'published' | 'secondary' | 'assumed'
}

const COUNTRIES = ['FI', 'SE', 'NO', 'DK'] as const
const BOTH = ['REMINDER', 'DEMAND'] as const
const DEMAND = ['DEMAND'] as const
const ITEMISED = ['CAPITAL', 'INTEREST_AMOUNT', 'COSTS', 'FEES', 'TOTAL'] as const
const HOW_TO_PAY = ['PAY_TO', 'REFERENCE', 'PAY_BY'] as const

export const CONTENT_RULES: readonly ContentRule[] = [
  {
    countryCode: 'FI',
    kinds: DEMAND,
    elements: ['CREDITOR_NAME', 'CREDITOR_ADDRESS', 'COLLECTOR_NAME', 'COLLECTOR_ADDRESS', 'GROUND'],
    rule: 'creditor’s and collector’s names and addresses, and the basis of the debt',
    source: 'Debt Collection Act 513/1999 § 5; Consumer Agency’s page on demands',
    status: 'published',
  },
  {
    countryCode: 'FI',
    kinds: DEMAND,
    elements: [...ITEMISED, ...HOW_TO_PAY],
    rule: 'separate sums of capital, interest, late interest and collection costs; the total; the payee, the way and the day of payment',
    source: 'Debt Collection Act 513/1999 § 5; Consumer Agency’s page on demands',
    status: 'published',
  },
  {
    countryCode: 'FI',
    kinds: DEMAND,
    elements: ['OBJECTION', 'OBJECTION_CONTACT', 'INTEREST_EXPLANATION'],
    rule: 'the right to object to amount and basis, the address for objections, and the computation of interest or the right to know it',
    source: 'Debt Collection Act 513/1999 § 5; Consumer Agency’s page on demands',
    status: 'published',
  },
  {
    countryCode: 'FI',
    kinds: ['REMINDER'],
    elements: [
      'CREDITOR_NAME',
      'CREDITOR_ADDRESS',
      'GROUND',
      ...ITEMISED,
      ...HOW_TO_PAY,
      'OBJECTION',
      'OBJECTION_CONTACT',
    ],
    rule: 'nearly the same as a demand',
    source: 'yrittajat.fi, "Jos maksu viivästyy"',
    status: 'secondary',
  },
  {
    countryCode: 'SE',
    kinds: DEMAND,
    elements: ['CREDITOR_NAME', 'GROUND', ...ITEMISED],
    rule: 'creditor’s name and basis of the claim; separate sums of capital, interest and costs',
    source: 'inkassolagen (1974:182) § 5, as https://www.energimarknadsbyran.se/ lists it',
    status: 'secondary',
  },
  {
    countryCode: 'SE',
    kinds: DEMAND,
    elements: ['INTEREST_AMOUNT', 'INTEREST_RATE', 'INTEREST_PERIOD', 'INTEREST_CAPITAL'],
    rule: 'accrued interest, its rate, and the time and capital that it was computed on',
    source: 'inkassolagen (1974:182) § 5, as https://www.energimarknadsbyran.se/ lists it',
    status: 'secondary',
  },
  {
    countryCode: 'SE',
    kinds: DEMAND,
    elements: ['PAY_BY', 'OBJECTION', 'OBJECTION_CONTACT', 'COLLECTOR_NAME'],
    rule: 'a time within which to pay or to object; good practice: not less than 8 days',
    source: 'inkassolagen (1974:182) § 5; https://www.imy.se/fragor-och-svar/inkasso/',
    status: 'published',
  },
  {
    countryCode: 'NO',
    kinds: DEMAND,
    elements: ['CREDITOR_NAME', 'GROUND', ...ITEMISED, 'INTEREST_RATE', 'INTEREST_PERIOD'],
    rule: 'creditor, subject of the claim, separate sums of main claim and additions, rate of interest and its first day',
    source: 'inkassoloven § 10 second paragraph a–d, as https://jusinfo.no/ quotes it',
    status: 'secondary',
  },
  {
    countryCode: 'NO',
    kinds: DEMAND,
    elements: ['PAY_BY', 'OBJECTION', 'CONSEQUENCE', 'BOARD'],
    rule: 'at least 14 days to pay or object, consequences of not paying, the right to a decision of the board',
    source: 'inkassoloven § 10 first paragraph and second paragraph e–f, § 22, as https://jusinfo.no/ quotes it',
    status: 'secondary',
  },
  {
    countryCode: 'DK',
    kinds: DEMAND,
    elements: ['CREDITOR_NAME', 'COLLECTOR_NAME', 'GROUND', ...ITEMISED, 'INTEREST_RATE', 'INTEREST_PERIOD'],
    rule: 'everything that the debtor needs to judge the claim',
    source: 'inkassoloven § 10 stk. 2, https://www.elov.dk/inkassoloven/paragraf/10/',
    status: 'published',
  },
  {
    countryCode: 'DK',
    kinds: DEMAND,
    elements: ['PAY_BY', 'PAY_TO', 'CONSEQUENCE'],
    rule: 'a time of 10 days at least within which paying brings no further costs',
    source: 'inkassoloven § 10 stk. 3, https://www.elov.dk/inkassoloven/paragraf/10/',
    status: 'published',
  },
  {
    countryCode: 'FI',
    kinds: DEMAND,
    debtorType: 'CONSUMER',
    elements: ['STOP_COLLECTION'],
    rule: 'a consumer’s right to have voluntary collection stopped and the claim taken to court',
    source: 'Debt Collection Act 513/1999 §§ 4 c, 5 a (31/2013)',
    status: 'published',
  },
  {
    countryCode: 'NO',
    kinds: ['REMINDER'],
    elements: ['NOTICE', 'PAY_BY'],
    rule: 'a written notice that collection follows, with 14 days at least to pay',
    source: 'inkassoloven § 9',
    status: 'secondary',
  },
  {
    countryCode: 'DK',
    kinds: ['REMINDER'],
    elements: ['CONSEQUENCE', 'PAY_BY'],
    rule: 'a warning that collection follows, with 10 days at least to pay, before costs of collection are charged',
    source: 'renteloven § 9 b; inkassoloven § 10',
    status: 'secondary',
  },
  ...COUNTRIES.flatMap((countryCode): ContentRule[] => [
    {
      countryCode,
      kinds: LETTER_KINDS,
      elements: ['CREDITOR_NAME', 'COLLECTOR_NAME', 'COLLECTOR_PHONE', 'COLLECTOR_HOURS', 'COLLECTOR_WEB'],
      rule: 'collector, creditor, and the collector’s contact details',
      source: 'good collection practice',
      status: 'assumed',
    },
    {
      countryCode,
      kinds: LETTER_KINDS.filter((kind) => kind !== 'PAID'),
      debtorType: 'CONSUMER',
      elements: ['DEBT_ADVICE'],
      rule: 'where consumers get free advice about debts',
      source: 'good collection practice',
      status: 'assumed',
    },
    {
      countryCode,
      kinds: BOTH,
      debtorType: 'CONSUMER',
      elements: ['PLAN_POSSIBLE'],
      rule: 'that a payment plan can be agreed',
      source: 'good collection practice',
      status: 'assumed',
    },
    {
      countryCode,
      kinds: ['PLAN_OFFER'],
      elements: [...ITEMISED, ...HOW_TO_PAY, 'PLAN_SCHEDULE', 'PLAN_ACCEPTANCE', 'PLAN_FEE'],
      rule: 'instalments, how the plan is accepted, its fee and the law that allows it',
      source: 'the life of a case',
      status: 'assumed',
    },
    {
      countryCode,
      kinds: ['PLAN_BROKEN'],
      elements: [...ITEMISED, ...HOW_TO_PAY, 'OBJECTION', 'OBJECTION_CONTACT', 'MISSED_INSTALMENT', 'CONSEQUENCE'],
      rule: 'the unpaid instalment, the present balance, and the next step',
      source: 'the life of a case',
      status: 'assumed',
    },
    {
      countryCode,
      kinds: ['DUE_DATE_CHANGED'],
      elements: [...ITEMISED, ...HOW_TO_PAY, 'OBJECTION', 'OBJECTION_CONTACT', 'DUE_DATES'],
      rule: 'the new due date and the one before, and what is owed',
      source: 'the life of a case',
      status: 'assumed',
    },
    {
      countryCode,
      kinds: ['OBJECTION_RECEIVED'],
      elements: ['OBJECTION_DAY', 'DISPUTED_AMOUNT', 'OBJECTION_CONTACT'],
      rule: 'the day of the objection, the part that is not collected meanwhile, and the address for more information',
      source: 'the life of a case',
      status: 'assumed',
    },
    {
      countryCode,
      kinds: ['PAYEE_CHANGED'],
      elements: [...ITEMISED, ...HOW_TO_PAY, 'OBJECTION', 'OBJECTION_CONTACT'],
      rule: 'the agency that collects now, its account, and the present balance',
      source: 'the life of a case',
      status: 'assumed',
    },
    {
      countryCode,
      kinds: ['PAID'],
      elements: ['NOTHING_LEFT'],
      rule: 'that nothing is left to pay',
      source: 'the life of a case',
      status: 'assumed',
    },
  ]),
  ...(['SE', 'NO', 'DK'] as const).map((countryCode) => ({
    countryCode,
    kinds: BOTH,
    elements: ['CREDITOR_NAME', 'COLLECTOR_NAME', 'GROUND', ...ITEMISED, ...HOW_TO_PAY, 'OBJECTION_CONTACT'] as const,
    rule: 'content of every letter in every country',
    source: 'assumed from Finland',
    status: 'assumed' as const,
  })),
]

/** Returns the elements that a letter of this kind must contain in this country for this kind of debtor. */
export function elementsOf(
  countryCode: string,
  kind: LetterKind,
  debtorType: ContentRule['debtorType'] = 'CONSUMER',
): Set<Element> {
  const rules = CONTENT_RULES.filter(
    (rule) =>
      rule.countryCode === countryCode &&
      rule.kinds.includes(kind) &&
      (rule.debtorType === undefined || rule.debtorType === debtorType),
  )
  return new Set(rules.flatMap(({ elements }) => elements))
}
