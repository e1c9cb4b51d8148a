import type { Fields } from './fields.ts'

/** The bank transaction code: "PMNT/RCDT/ESCT" of ISO 20022, or else the bank's own. */
export function transactionType(fields: Fields): string | undefined {
  const domain = fields.get('domain')
  if (domain === undefined) return fields.get('proprietaryCode')
  return [domain, fields.get('family'), fields.get('subFamily')].filter((code) => code !== undefined).join('/')
}
