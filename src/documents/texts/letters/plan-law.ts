/** The section of law that lets a plan cost something, as a letter cites it. */
import type { Language, LetterSection } from '@saatava/einvoice/model/document.ts'

const ACTS: Record<string, Record<LetterSection['debtorType'], string>> = {
  FI: { CONSUMER: 'perintälaki (513/1999) 10 a §', BUSINESS: 'perintälaki (513/1999) 10 e §' },
  SE: { CONSUMER: 'lagen (1981:739) 4 §', BUSINESS: 'lagen (1981:739) 4 §' },
  NO: { CONSUMER: 'inkassoforskriften § 2-4', BUSINESS: 'inkassoforskriften § 2-4' },
}
const SWEDISH_IN_FINLAND: Record<LetterSection['debtorType'], string> = {
  CONSUMER: 'lagen om indrivning av fordringar (513/1999) 10 a §',
  BUSINESS: 'lagen om indrivning av fordringar (513/1999) 10 e §',
}

/** Undefined where no act of the country speaks of plans. */
export function planLaw(
  { countryCode, debtorType }: Pick<LetterSection, 'countryCode' | 'debtorType'>,
  language: Language,
): string | undefined {
  return (countryCode === 'FI' && language === 'sv' ? SWEDISH_IN_FINLAND : ACTS[countryCode])?.[debtorType]
}
