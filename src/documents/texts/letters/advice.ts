/** Where a consumer gets free advice about debts, by the creditor's country: public or voluntary, and of no charge. */
import type { Language } from '@saatava/einvoice/model/document.ts'

/** Names as the country writes them; readers look for them there. */
const ADVISERS: Record<string, string> = {
  // Legal aid offices give it free of charge: oikeus.fi/talousjavelkaneuvonta.
  FI: 'valtion oikeusaputoimistojen talous- ja velkaneuvonta, oikeus.fi/talousjavelkaneuvonta',
  // Every municipality has one: hallakonsument.se.
  SE: 'kommunens budget- och skuldrådgivning, hallakonsument.se',
  NO: 'NAV, økonomisk rådgivning, nav.no',
  // Organisations that the state supports: sbst.dk, frivillig og vederlagsfri gældsrådgivning.
  DK: 'de frivillige organisationers gældsrådgivning',
}
const IN_FINLAND: Partial<Record<Language, string>> = {
  sv: 'statens rättshjälpsbyråers ekonomi- och skuldrådgivning, oikeus.fi/talousjavelkaneuvonta',
}

export function adviserOf(countryCode: string, language: Language): string | undefined {
  return (countryCode === 'FI' ? IN_FINLAND[language] : undefined) ?? ADVISERS[countryCode]
}
