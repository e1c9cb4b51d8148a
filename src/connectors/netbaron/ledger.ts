import type { LedgerDocument, LedgerRow, Mappings } from '../port.ts'
import { DESCRIPTION_CHARACTERS_MAX, characters, shortened } from './columns.ts'
import { dimensionsOf } from './dimensions.ts'
import type { Line } from './line.ts'
import type { DropSettings } from './settings.ts'
import { vatPostings } from './vat.ts'
import { vatCodeOf } from './vat-codes.ts'

/** The lines of a ledger document, in its own order. Throws refused for what NetBaron's file cannot say. */
export function ledgerLines(document: LedgerDocument, mappings: Mappings, settings: DropSettings): Line[] {
  return vatPostings(document, settings).map(({ row, vat, vatAccount }, index) => {
    const vatCode = vatCodeOf(row.vatCode, mappings)
    const { costCenter, jobNumber } = dimensionsOf(row, mappings, index + 1)
    return {
      date: row.bookingDate,
      description: description(document, row, settings),
      account: row.accountNumber,
      costCenter,
      jobNumber,
      vatCode,
      // 0 % with a code is a zero-rated sale; 0 % without one says nothing.
      vatPercent: vatCode === '' && !row.vatPercentage ? undefined : row.vatPercentage,
      vatAccount,
      net: row.netAmount,
      vat,
      declaredVat: vatCode === '' ? undefined : row.amount - row.netAmount,
    }
  })
}

function description(
  document: LedgerDocument,
  row: LedgerRow,
  { entryDescription: which, charset }: DropSettings,
): string {
  const { documentName } = document
  const ofDocument = document.documentDescription ?? ''
  const ofRow = row.transactionDescription ?? ''
  switch (which) {
    case 'DOCUMENT':
      return ofDocument || ofRow || documentName
    case 'ROW':
      return ofRow || ofDocument || documentName
    case 'FULL':
      return full(documentName, ofDocument, ofRow, charset)
    default:
      return which satisfies never
  }
}

// The document's own text is what is shortened: its name and the row's text are how a person finds the entry.
function full(name: string, ofDocument: string, ofRow: string, charset: DropSettings['charset']): string {
  const whole = [name, ofDocument, ofRow].filter((part) => part !== '').join(' ')
  if (whole.length <= DESCRIPTION_CHARACTERS_MAX || ofDocument === '') return whole
  const left = DESCRIPTION_CHARACTERS_MAX - characters(whole) + characters(ofDocument)
  // A text that alone is too long is not cut quietly: the column check refuses it.
  if (characters(ofDocument) > DESCRIPTION_CHARACTERS_MAX || left < 1) return whole
  return [name, shortened(ofDocument, left, charset), ofRow].filter((part) => part !== '').join(' ')
}
