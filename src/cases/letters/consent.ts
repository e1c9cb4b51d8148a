/**
 * Letters that may leave paper only where the debtor has separately consented to it. Consents are not recorded yet: such
 * letters are printed.
 */
interface ConsentRule {
  countryCode: string
  debtorType: 'CONSUMER' | 'BUSINESS'
  kind: 'REMINDER' | 'DEMAND'
  source: string
  status: 'published' | 'assumed'
}

export const CONSENT_RULES: readonly ConsentRule[] = [
  {
    countryCode: 'FI',
    debtorType: 'CONSUMER',
    kind: 'DEMAND',
    source: 'Debt Collection Act 513/1999 § 5 since 1.5.2022, HE 241/2021',
    status: 'published',
  },
  // "på papir" stands in the paragraph as it is quoted at https://jusinfo.no/pengekravsrett/inndrivelsesprosessen/betalingsoppfordring/
  {
    countryCode: 'NO',
    debtorType: 'CONSUMER',
    kind: 'DEMAND',
    source: 'inkassoloven § 10 first paragraph',
    status: 'published',
  },
  {
    countryCode: 'NO',
    debtorType: 'BUSINESS',
    kind: 'DEMAND',
    source: 'inkassoloven § 10 first paragraph',
    status: 'published',
  },
]

export function needsConsent(of: Pick<ConsentRule, 'countryCode' | 'debtorType' | 'kind'>): boolean {
  return CONSENT_RULES.some(
    (rule) => rule.countryCode === of.countryCode && rule.debtorType === of.debtorType && rule.kind === of.kind,
  )
}
