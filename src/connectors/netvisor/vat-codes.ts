/**
 * Netvisor's VAT codes with the percents each takes, from its help page "VAT codes" (77000557878). That page predates
 * 13.5 % (reduced rate in Finland from 2026-01-01), which we allow wherever the reduced rate it replaces, 14 %, stands.
 */
import type { Mappings } from '../port.ts'
import { refused } from './errors.ts'
import { mapped } from './settings.ts'

const DOMESTIC = [0, 10, 13.5, 14, 24, 25.5]
const ZERO = [0]

export const VAT_CODES: Record<string, readonly number[]> = {
  NONE: ZERO,
  KOMY: DOMESTIC,
  KOOS: DOMESTIC,
  EUMY: ZERO,
  EUUM: ZERO,
  EUOS: DOMESTIC,
  EUPO: DOMESTIC,
  EUUO: ZERO,
  '100': ZERO,
  EUPM312: ZERO,
  EUPM309: ZERO,
  MUUL: [0, 10, 13.5, 14, 24],
  EVTO: DOMESTIC,
  EVPO: DOMESTIC,
  EVKV: DOMESTIC,
  KAVE: DOMESTIC,
  RAMY: ZERO,
  RAOS: DOMESTIC,
  EVRO: DOMESTIC,
  MAAL: DOMESTIC,
  EVMA: DOMESTIC,
  KOMY0: ZERO,
}

/**
 * The code to send with a row, or undefined to let Netvisor take the account's own.
 * Throws VAT_CODE_UNMAPPED for a code that is neither mapped nor Netvisor's, VAT_PERCENT for a percent it does not take.
 */
export function vatCodeOf(vatCode: string | undefined, percent: number, mappings: Mappings): string | undefined {
  if (vatCode === undefined) return percent === 0 ? 'NONE' : undefined
  const given = mapped(mappings.vatCodes, vatCode)
  const code = given ?? vatCode
  const percents = Object.hasOwn(VAT_CODES, code) ? VAT_CODES[code] : undefined
  if (percents === undefined) {
    // A code that a mapping names and our table lacks is newer than the table: Netvisor decides.
    if (given !== undefined) return given
    throw refused(
      'VAT_CODE_UNMAPPED',
      `The vatCode "${vatCode}" is not a code of Netvisor, and mappings.vatCodes does not translate it.`,
      'Add it to mappings.vatCodes of the connection, for example {"20": "KOMY"}, and retry.',
    )
  }
  if (!percents.includes(percent)) {
    throw refused(
      'VAT_PERCENT',
      `Netvisor’s VAT code ${code} does not go with ${percent} %; it takes ${percents.join(', ')}.`,
      'Correct the percentage or the mapping of the code, and retry.',
    )
  }
  return code
}
