const EURO = 'AT AX BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ')

const CURRENCIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(EURO.map((country) => [country, 'EUR'])),
  ...{ SE: 'SEK', NO: 'NOK', DK: 'DKK', IS: 'ISK', GB: 'GBP', CH: 'CHF', LI: 'CHF' },
  ...{ PL: 'PLN', CZ: 'CZK', HU: 'HUF', RO: 'RON' },
}

/** ISO 4217 of a European country's own currency in 2026; undefined where it is not known here. @param country ISO 3166-1 */
export function nationalCurrency(country: string): string | undefined {
  return CURRENCIES[country]
}
