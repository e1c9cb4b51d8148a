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
    rule: 'capital, interest, late interest and collection costs each by itself, the total, to whom, how and by when',
    source: 'Debt Collection Act 513/1999 § 5; Consumer Agency’s page on demands',
    status: 'published',
  },
  {
    countryCode: 'FI',
    kinds: DEMAND,
    elements: ['OBJECTION', 'OBJECTION_CONTACT', 'INTEREST_EXPLANATION'],
    rule: 'the right to object to amount and basis, whom to tell, and how interest is computed or the right to know it',
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
    rule: 'creditor’s name, what the claim rests on; capital, interest and costs each by itself',
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
    rule: 'creditor, what the claim concerns, main claim and additions apart, rate of interest and from which day',
    source: 'inkassoloven § 10 second paragraph a–d, as https://jusinfo.no/ quotes it',
    status: 'secondary',
  },
  {
    countryCode: 'NO',
    kinds: DEMAND,
    elements: ['PAY_BY', 'OBJECTION', 'CONSEQUENCE', 'BOARD'],
    rule: 'to pay or object within 14 days at least, what not paying may lead to, the right to the board’s treatment',
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
      rule: 'who collects, for whom, and how the collector is reached',
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
      rule: 'what was not paid, what is owed now, and what follows',
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
      rule: 'when the objection came, what is not collected meanwhile, and where more may be sent',
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
    rule: 'what every letter of ours says, whatever the country',
    source: 'as in Finland',
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
