import type { LetterKind } from '@saatava/einvoice/model/document.ts'

/**
 * Letters that the law wants on paper. Where a consent lets them leave it, as in Finland, the law pack says so (topic
 * ELECTRONIC_DEMAND).
 */
interface ConsentRule {
  countryCode: string
  debtorType: 'CONSUMER' | 'BUSINESS'
  kind: 'REMINDER' | 'DEMAND'
  source: string
  status: 'published' | 'assumed'
}

export const CONSENT_RULES: readonly ConsentRule[] = [
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

export function needsConsent(letter: Pick<ConsentRule, 'countryCode' | 'debtorType'> & { kind: LetterKind }): boolean {
  return CONSENT_RULES.some(
    (rule) =>
      rule.countryCode === letter.countryCode && rule.debtorType === letter.debtorType && rule.kind === letter.kind,
  )
}
