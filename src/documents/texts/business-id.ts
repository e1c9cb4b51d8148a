import type { Language } from '@saatava/einvoice/model/document.ts'

/** Names of business numbers: by the country that gave the number, in Finland by language too. */
const BY_COUNTRY: Record<string, Partial<Record<Language, string>> & { otherwise: string }> = {
  FI: { fi: 'Y-tunnus', sv: 'FO-nummer', otherwise: 'Business ID' },
  SE: { otherwise: 'Org.nr' },
  NO: { otherwise: 'Org.nr.' },
  DK: { otherwise: 'CVR-nr.' },
}

const ELSEWHERE: Record<Language, string> = {
  fi: 'yritystunnus',
  sv: 'företagsnummer',
  en: 'business ID',
  no: 'foretaksnr.',
  da: 'virksomhedsnr.',
}

/** Before the number's name, when it is the reader's own. */
const YOURS: Record<Language, string> = { fi: 'Asiakkaan', sv: 'Ert', en: 'Your', no: 'Deres', da: 'Jeres' }

export function businessIdLabel(country: string | undefined, language: Language): string {
  const names = BY_COUNTRY[country ?? 'FI']
  const name = names?.[language] ?? names?.otherwise ?? ELSEWHERE[language]
  return name.charAt(0).toUpperCase() + name.slice(1)
}

export function customerIdLabel(country: string | undefined, language: Language): string {
  const name = businessIdLabel(country, language)
  return `${YOURS[language]} ${country !== undefined && country in BY_COUNTRY ? name : ELSEWHERE[language]}`
}
