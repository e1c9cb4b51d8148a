/** Names of collection fees in the law and habit of each country. */
import type { Language } from '@saatava/einvoice/model/document.ts'

type Named = 'REMINDER' | 'DEMAND' | 'DEMAND_HEAVY' | 'PLAN' | 'EXTENSION' | 'COMPENSATION'
type Names = Record<Named | 'OTHER', string>

const NAMES: Record<Language, Names> = {
  fi: {
    REMINDER: 'Muistutusmaksu',
    DEMAND: 'Maksuvaatimuksen kulu',
    DEMAND_HEAVY: 'Maksuvaatimuksen kulu',
    PLAN: 'Maksusuunnitelman kulu',
    EXTENSION: 'Maksuajan pidennyksen kulu',
    COMPENSATION: 'Vakiokorvaus',
    OTHER: 'Perintäkulu',
  },
  sv: {
    REMINDER: 'Påminnelseavgift',
    DEMAND: 'Inkassokostnad',
    DEMAND_HEAVY: 'Inkassokostnad',
    PLAN: 'Kostnad för amorteringsplan',
    EXTENSION: 'Kostnad för betalningsanstånd',
    COMPENSATION: 'Förseningsersättning',
    OTHER: 'Inkassokostnad',
  },
  en: {
    REMINDER: 'Reminder fee',
    DEMAND: 'Fee of the demand',
    DEMAND_HEAVY: 'Higher fee of the demand',
    PLAN: 'Plan fee',
    EXTENSION: 'Fee for more time to pay',
    COMPENSATION: 'Late payment compensation',
    OTHER: 'Collection fee',
  },
  no: {
    REMINDER: 'Purregebyr',
    DEMAND: 'Inkassosalær',
    DEMAND_HEAVY: 'Inkassosalær, tungt',
    PLAN: 'Salær for betalingsavtale',
    EXTENSION: 'Gebyr for betalingsutsettelse',
    COMPENSATION: 'Standardkompensasjon',
    OTHER: 'Salær',
  },
  da: {
    REMINDER: 'Rykkergebyr',
    DEMAND: 'Inkassoomkostninger',
    DEMAND_HEAVY: 'Inkassoomkostninger',
    PLAN: 'Gebyr for afdragsordning',
    EXTENSION: 'Gebyr for henstand',
    COMPENSATION: 'Kompensationsbeløb',
    OTHER: 'Inkassoomkostninger',
  },
}

/** Swedish as the law of Finland has it. */
const SWEDISH_IN_FINLAND: Names = {
  REMINDER: 'Påminnelseavgift',
  DEMAND: 'Kostnad för betalningskrav',
  DEMAND_HEAVY: 'Kostnad för betalningskrav',
  PLAN: 'Kostnad för betalningsplan',
  EXTENSION: 'Kostnad för förlängd betalningstid',
  COMPENSATION: 'Standardersättning',
  OTHER: 'Indrivningskostnad',
}

const OWN_LANGUAGE: Record<string, Language> = { FI: 'fi', SE: 'sv', NO: 'no', DK: 'da' }

/**
 * The name in the letter's language, with the country's own term after it where that is another: a debtor may have to look
 * it up in the country's law. "Purregebyr"; "Reminder fee (purregebyr)".
 */
export function feeName(step: string, countryCode: string, language: Language): string {
  if (countryCode === 'FI' && language === 'sv') return nameIn(SWEDISH_IN_FINLAND, step)
  const name = nameIn(NAMES[language], step)
  const own = OWN_LANGUAGE[countryCode]
  if (own === undefined || own === language) return name
  return `${name} (${nameIn(NAMES[own], step).toLowerCase()})`
}

function nameIn(names: Names, step: string): string {
  return step in names ? names[step as keyof Names] : names.OTHER
}
