import type { LedgerRow, Mappings } from '../port.ts'
import { refused } from './errors.ts'
import { mapped } from '../mapped.ts'

const COST_CENTER = 'Kustannuspaikka'
const JOB_NUMBER = 'Työnro'
const COLUMN_OF: Record<string, string> = {
  Kustannuspaikka: COST_CENTER,
  'Cost center': COST_CENTER,
  Työnro: JOB_NUMBER,
  'Job number': JOB_NUMBER,
  '': '',
}
/** The default of mappings.dimensions. */
export const DEFAULT_DIMENSIONS = { COST_CENTER, PROJECT: JOB_NUMBER }

/**
 * A row's dimensions in the two columns NetBaron's file has for them. mappings.dimensions names the column of each
 * dimension (COST_CENTER, PROJECT, or a custom one's name); '' leaves it out.
 * @param line 1 for the first line, for messages
 */
export function dimensionsOf(
  row: LedgerRow,
  mappings: Mappings,
  line: number,
): { costCenter: string; jobNumber: string } {
  const cells: Record<string, string> = {}
  if (row.projectNumber !== undefined && row.projectNumber !== '')
    put(cells, 'PROJECT', row.projectNumber, mappings, line)
  for (const dimension of row.dimensions) {
    if (dimension.value === '') continue
    const name = dimension.type === 'CUSTOM' ? (dimension.name ?? '') : dimension.type
    put(cells, name, dimension.value, mappings, line)
  }
  return { costCenter: cells[COST_CENTER] ?? '', jobNumber: cells[JOB_NUMBER] ?? '' }
}

function put(cells: Record<string, string>, name: string, value: string, mappings: Mappings, line: number): void {
  const column = mapped(COLUMN_OF, mapped(mappings.dimensions, name) ?? 'unmapped')
  if (column === undefined) {
    throw refused(
      'DIMENSION_UNMAPPED',
      `Row ${line}: dimension ${JSON.stringify(name)} (value ${JSON.stringify(value)}) has no column in NetBaron’s file.`,
      `Map ${JSON.stringify(name)} in mappings.dimensions to "${COST_CENTER}" or "${JOB_NUMBER}", or to "" to leave it out.`,
    )
  }
  if (column === '') return
  if (cells[column] !== undefined && cells[column] !== value) {
    throw refused(
      'DIMENSION_TWICE',
      `Row ${line}: ${column} would be both ${JSON.stringify(cells[column])} and ${JSON.stringify(value)}.`,
      'NetBaron’s file has one value for each: map one of the dimensions to another column, or to "" to leave it out.',
    )
  }
  cells[column] = value
}
