import { type AmountFault, minorFromNumber, minorToText } from '@saatava/core/money.ts'
import { type Fault, invalid } from '../../../platform/errors.ts'

const LINE = /^(\d{1,15})(?:[\s:;]+(\d{1,12}(?:[.,]\d{1,2})?))?$/
const LINES_MAX = 20

interface Part {
  caseId: number
  /** Minor units; absent: as much as is there and is owed. */
  amount?: bigint
}

/** Pure. Reads one case a line: its number, and an amount where it gets a part. @throws AppError INVALID */
export function readParts(text: string): Part[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const faults: Fault[] = []
  if (lines.length === 0 || lines.length > LINES_MAX) faults.push(fault(`must have 1 to ${LINES_MAX} lines`, text))
  const parts = lines.map((line): Part => {
    const [, caseId, amount] = LINE.exec(line) ?? []
    if (caseId === undefined) faults.push(fault('must have a case number in each line, and perhaps an amount', line))
    const minor = amount === undefined ? undefined : minorFromNumber(Number(amount.replace(',', '.')))
    if (isFault(minor)) faults.push(fault(`must have amounts such as 100.00`, line))
    return { caseId: Number(caseId), ...(typeof minor === 'bigint' ? { amount: minor } : {}) }
  })
  if (faults.length > 0) throw invalid(faults)
  return parts
}

export function partsText(amount: bigint, currency: string): string {
  return `${minorToText(amount)} ${currency}`
}

function isFault(minor: bigint | AmountFault | undefined): minor is AmountFault {
  return typeof minor === 'string'
}

function fault(message: string, received: string): Fault {
  return { pointer: '/cases', code: 'INVALID', message, received }
}
