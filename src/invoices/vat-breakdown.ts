/**
 * A stated breakdown against the rows. The rows decide what is sold at which rate; the breakdown is compared with them, and
 * says why nothing is charged where they do not. It never adds anything to them.
 */
import { absolute, minor, minorToText, sum, vatOfNet } from '@saatava/core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { VatCategory, VatLine } from '@saatava/einvoice/model/document.ts'
import { type RowAmounts, categoryFaults } from './row-amounts.ts'
import type { SalesInvoiceRequest } from './schemas.ts'
import type { ComputedLine } from './vat-lines.ts'

/** How far a stated figure may be from the computed one, per VAT rate, minor units. */
const TOLERANCE_MINOR = 1n
const BREAKDOWN = '/invoice/amounts/vatBreakdown'

export interface BreakdownGroup {
  pointer: string
  percentage: number
  /** Code as stated. */
  code: VatCategory | undefined
  net: bigint
  vat: bigint
}

type Stated = NonNullable<NonNullable<SalesInvoiceRequest['invoice']['amounts']>['vatBreakdown']>

/** The groups that are worth something: many systems list every rate that they know. All of them where none is. */
export function breakdownGroups(breakdown: Stated): BreakdownGroup[] {
  const groups = breakdown.map(({ vatPercentage, vatCode, netAmount, vatAmount }, i) => ({
    pointer: `${BREAKDOWN}/${i}`,
    percentage: vatPercentage,
    code: vatCode,
    net: minor(netAmount),
    vat: minor(vatAmount),
  }))
  const worth = groups.filter(({ net, vat }) => net !== 0n || vat !== 0n)
  return worth.length > 0 ? worth : groups.slice(0, 1)
}

/** Rows at 0 % that name no category take the one that the breakdown names for just their sum. */
export function categoriesOfBreakdown(rows: RowAmounts[], groups: BreakdownGroup[]): RowAmounts[] {
  const free = rows.filter((row) => row.hasAmounts && row.vatPercentage === 0 && !row.categoryStated)
  if (free.length === 0) return rows
  const missing = codesAt(0, groups)
    .map((code) => ({ code, net: netOfCode(code, groups) - rowsOfCode(code, rows) }))
    .filter(({ net }) => absolute(net) > TOLERANCE_MINOR)
  const [only] = missing
  if (only === undefined || missing.length > 1) return rows
  if (absolute(only.net - sum(free.map(({ net }) => net))) > TOLERANCE_MINOR) return rows
  return rows.map((row) => (free.includes(row) ? { ...row, vatCategory: only.code, categoryStated: true } : row))
}

function codesAt(percentage: number, groups: BreakdownGroup[]): VatCategory[] {
  return [...new Set(groups.flatMap((group) => (group.percentage === percentage ? (group.code ?? []) : [])))]
}

function netOfCode(code: VatCategory, groups: BreakdownGroup[]): bigint {
  return sum(groups.filter((group) => group.percentage === 0 && group.code === code).map(({ net }) => net))
}

function rowsOfCode(code: VatCategory, rows: RowAmounts[]): bigint {
  const own = rows.filter((row) => row.hasAmounts && row.vatPercentage === 0 && row.vatCategory === code)
  return sum(own.filter(({ categoryStated }) => categoryStated).map(({ net }) => net))
}

/**
 * The rows' lines, with the cents that the breakdown states otherwise.
 * Faults: NET_MISMATCH, VAT_MISMATCH with both figures, VAT_CODE_MISMATCH.
 */
export function compareBreakdown(
  rows: RowAmounts[],
  computed: ComputedLine[],
  groups: BreakdownGroup[],
  faults: Fault[],
): VatLine[] {
  const rates = new Set([...computed, ...groups].map(({ percentage }) => percentage))
  const lines = [...rates].flatMap((percentage) =>
    linesAt(
      percentage,
      computed.filter((line) => line.percentage === percentage),
      groups.filter((group) => group.percentage === percentage),
      faults,
    ),
  )
  for (const group of groups) faults.push(...groupFaults(group))
  checkCodes(rows, groups, faults)
  return lines
}

/** A category that contradicts its rate. */
export function groupFaults({ pointer, percentage, code }: BreakdownGroup): Fault[] {
  return categoryFaults({ percentage, ...(code === undefined ? {} : { category: code }) }, pointer)
}

function linesAt(percentage: number, computed: ComputedLine[], groups: BreakdownGroup[], faults: Fault[]): VatLine[] {
  const stated = { net: sum(groups.map(({ net }) => net)), vat: sum(groups.map(({ vat }) => vat)) }
  const made = { net: sum(computed.map(({ net }) => net)), vat: sum(computed.map(({ vat }) => vat)) }
  const pointer = groups[0]?.pointer ?? BREAKDOWN
  const tolerance = computed.length === 0 ? 0n : TOLERANCE_MINOR
  const near = (vat: bigint) => absolute(stated.vat - vat) <= tolerance
  const netFits = absolute(stated.net - made.net) <= tolerance
  const vatFits =
    near(made.vat) ||
    near(vatOfNet(made.net, percentage)) ||
    near(sum(computed.map(({ rowVat }) => rowVat))) ||
    (computed.length > 0 && near(sum(groups.map(({ net }) => vatOfNet(net, percentage)))))
  if (!netFits) faults.push(mismatch(pointer, 'NET_MISMATCH', 'net', percentage, stated.net, made.net))
  if (netFits && !vatFits) faults.push(mismatch(pointer, 'VAT_MISMATCH', 'VAT', percentage, stated.vat, made.vat))
  const lines = computed.map(({ net, vat, category }): VatLine => ({ percentage, category, net, vat }))
  const [first, ...others] = lines
  if (first === undefined) return lines
  const largest = others.reduce((a, b) => (absolute(b.net) > absolute(a.net) ? b : a), first)
  largest.net += stated.net - made.net
  largest.vat += stated.vat - made.vat
  return lines
}

function mismatch(pointer: string, code: string, what: string, percentage: number, given: bigint, rows: bigint): Fault {
  return {
    pointer,
    code,
    message: `at ${percentage} % the ${what} is given as ${minorToText(given)}, but the rows sum to ${minorToText(rows)}`,
    received: minorToText(given),
  }
}

/** At 0 % several grounds may stand side by side: what the breakdown names, the rows must name too, for as much. */
function checkCodes(rows: RowAmounts[], groups: BreakdownGroup[], faults: Fault[]): void {
  const merged = groups.some(({ percentage, code }) => percentage === 0 && code === undefined)
  for (const code of codesAt(0, groups)) {
    if (code === 'S') continue
    const own = rows.filter((row) => row.hasAmounts && row.vatPercentage === 0 && row.vatCategory === code)
    const stated = netOfCode(code, groups)
    const made = sum(own.map(({ net }) => net))
    if (merged ? own.length > 0 : absolute(stated - made) <= TOLERANCE_MINOR) continue
    faults.push({
      pointer: `${groups.find((group) => group.percentage === 0 && group.code === code)?.pointer ?? BREAKDOWN}/vatCode`,
      code: 'VAT_CODE_MISMATCH',
      message: `the net of category ${code} is given as ${minorToText(stated)}, but the rows sum to ${minorToText(made)}: send the vatCode of the rows too`,
      received: code,
    })
  }
}
