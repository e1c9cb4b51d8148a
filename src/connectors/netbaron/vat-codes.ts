import type { Mappings } from '../port.ts'
import { refused } from './errors.ts'
import { mapped } from '../mapped.ts'

/** NetBaron's own VAT code, '' for a row without one. Codes are each company's own: one that is not mapped is refused. */
export function vatCodeOf(vatCode: string | undefined, mappings: Mappings): string {
  if (vatCode === undefined || vatCode === '') return ''
  const code = mapped(mappings.vatCodes, vatCode)
  if (code !== undefined) return code
  throw refused(
    'VAT_CODE_UNMAPPED',
    `VAT code ${JSON.stringify(vatCode)} has no NetBaron code (Alv-koodi).`,
    `Add ${JSON.stringify(vatCode)} to mappings.vatCodes with the whole number NetBaron uses for it.`,
  )
}
