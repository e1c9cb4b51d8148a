/**
 * What the law wants a letter to say, by country: a checklist that a test holds every letter to, in every language. A
 * rule that is `assumed` was not found in writing; it is kept because saying it harms nobody.
 */
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
] as const
export type Element = (typeof ELEMENTS)[number]

export interface ContentRule {
  countryCode: 'FI' | 'SE' | 'NO' | 'DK'
  kinds: readonly ('REMINDER' | 'DEMAND')[]
  elements: readonly Element[]
  rule: string
  source: string
  status: 'published' | 'secondary' | 'assumed'
}

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
  ...(['SE', 'NO', 'DK'] as const).map((countryCode) => ({
    countryCode,
    kinds: BOTH,
    elements: ['CREDITOR_NAME', 'COLLECTOR_NAME', 'GROUND', ...ITEMISED, ...HOW_TO_PAY, 'OBJECTION_CONTACT'] as const,
    rule: 'what every letter of ours says, whatever the country',
    source: 'as in Finland',
    status: 'assumed' as const,
  })),
]

/** What a letter of this kind must say in this country. */
export function elementsOf(countryCode: string, kind: 'REMINDER' | 'DEMAND'): Set<Element> {
  const rules = CONTENT_RULES.filter((rule) => rule.countryCode === countryCode && rule.kinds.includes(kind))
  return new Set(rules.flatMap(({ elements }) => elements))
}
