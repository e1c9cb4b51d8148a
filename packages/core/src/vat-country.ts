/** Where the prefix of a VAT number is not the country's code (ISO 3166-1): Greece, and Northern Ireland. */
const OTHERS: Readonly<Record<string, string>> = { EL: 'GR', XI: 'GB' }

/** The country whose prefix a VAT number has: "SE" of "SE556036079301"; undefined where it has none. */
export function vatCountry(vatCode: string | undefined): string | undefined {
  const [, prefix] = /^([A-Z]{2})[\s-]?[0-9A-Z]/.exec(vatCode?.trim().toUpperCase() ?? '') ?? []
  return prefix === undefined ? undefined : (OTHERS[prefix] ?? prefix)
}
