/** Checks a voucher before it is accepted; each error has a separate code and names both figures. */
import { absolute, grossOfNet, minor, minorToText, netOfGross, sum } from '@saatava/core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { Ledger } from './schemas.ts'

/** A cent: how far gross and net of a row may be apart after rounding. */
const ROW_TOLERANCE_MINOR = 1n

/** @param pointer of the ledger in the body, "/ledgers" or "/ledgers/3" */
export function checkLedger(ledger: Ledger, pointer: string): Fault[] {
  const faults: Fault[] = []
  const rows = ledger.ledgerRows.map((row) => ({
    amount: minor(row.amount),
    net: minor(row.netAmount),
    isVatRow: row.isVatRow === 1,
  }))
  const netSum = sum(rows.map((row) => row.net))
  if (netSum !== 0n) {
    faults.push({
      pointer: `${pointer}/ledgerRows`,
      code: 'SUM_NOT_ZERO',
      message: `net amounts must sum to 0.00; they sum to ${minorToText(netSum)}`,
      received: minorToText(netSum),
    })
  }
  for (const [i, row] of ledger.ledgerRows.entries()) {
    const fault = vatFault(rows[i]?.amount ?? 0n, rows[i]?.net ?? 0n, row.vatPercentage)
    if (fault)
      faults.push({
        pointer: `${pointer}/ledgerRows/${i}/netAmount`,
        code: 'VAT_MISMATCH',
        message: fault,
        received: row.netAmount,
      })
  }
  const differences = sum(rows.filter((row) => !row.isVatRow).map((row) => row.amount - row.net))
  const vatRows = sum(rows.filter((row) => row.isVatRow).map((row) => row.net))
  if (differences !== vatRows) {
    faults.push({
      pointer: `${pointer}/ledgerRows`,
      code: 'VAT_ROWS_MISMATCH',
      message: `the VAT rows sum to ${minorToText(vatRows)}, but gross minus net of the other rows is ${minorToText(differences)}`,
      received: minorToText(vatRows),
    })
  }
  for (const [i, row] of ledger.ledgerRows.entries()) {
    for (const [j, dimension] of (row.ledgerDimensions ?? []).entries()) {
      if (dimension.dimensionType === 'CUSTOM' && dimension.dimensionName === undefined) {
        faults.push({
          pointer: `${pointer}/ledgerRows/${i}/ledgerDimensions/${j}/dimensionName`,
          code: 'REQUIRED',
          message: 'a CUSTOM dimension needs its dimensionName',
        })
      }
    }
  }
  return faults
}

// Systems round either way round: a row is right when its net follows from its gross or its gross from its net.
function vatFault(gross: bigint, net: bigint, percent: number | undefined): string | undefined {
  if (percent === undefined) return undefined
  const expectedNet = netOfGross(gross, percent)
  if (absolute(expectedNet - net) <= ROW_TOLERANCE_MINOR) return undefined
  if (absolute(grossOfNet(net, percent) - gross) <= ROW_TOLERANCE_MINOR) return undefined
  return `the net of ${minorToText(gross)} gross at ${percent} % is ${minorToText(expectedNet)}, not ${minorToText(net)}`
}
