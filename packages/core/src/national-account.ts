/** Account numbers as Norwegians and Danes know them: within the IBAN, and printed beside it. */
import { withoutSpaces } from './references/spelling.ts'

export interface NationalAccount {
  /** Payers know the number by its name in their country, whatever the language of the document. */
  label: string
  /** Number in print: "8601.11.17947", "0040 0440116243". */
  printed: string
}

/** Norway: the eleven digits of the kontonummer. Denmark: registration number and account number. Undefined elsewhere. */
export function nationalAccount(iban: string): NationalAccount | undefined {
  const bare = withoutSpaces(iban).toUpperCase()
  const [, bank, group, rest] = /^NO\d{2}(\d{4})(\d{2})(\d{5})$/.exec(bare) ?? []
  if (bank !== undefined) return { label: 'Kontonummer', printed: `${bank}.${group}.${rest}` }
  const [, registration, account] = /^DK\d{2}(\d{4})(\d{10})$/.exec(bare) ?? []
  return registration === undefined ? undefined : { label: 'Reg.nr. · Kontonr.', printed: `${registration} ${account}` }
}
