/** A ledger document → accounting.nv. Elements stand in the order of the vendor's DTD; + is debit, − is credit. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText, sum } from '@saatava/core/money.ts'
import { clip } from '../clip.ts'
import { markerOf } from '../marker.ts'
import type { VoucherDocument, LedgerRow, Mappings, PlannedVoucher } from '../port.ts'
import { refused } from './errors.ts'
import { mapped, type NetvisorSettings } from './settings.ts'
import { vatCodeOf } from './vat-codes.ts'
import { escaped, optionalElement } from './xml.ts'

export interface LedgerBody {
  resource: 'accounting.nv'
  xml: string
}

export interface LedgerContext {
  clientId: ClientId
  settings: NetvisorSettings
  mappings: Mappings
  /** Full name of the voucher type, "Myyntilasku". */
  voucherClass: string
}

/**
 * One voucher for each booking date, because Netvisor has one date a voucher (or one for all, by setting). GROSS leaves
 * the VAT rows out, Netvisor books them; NET sends every row as it is. Throws PART_NOT_BALANCED, VAT_CODE_UNMAPPED …
 */
export function planLedger(document: VoucherDocument, context: LedgerContext): PlannedVoucher[] {
  const groups =
    context.settings.voucherDate === 'DOCUMENT_DATE'
      ? new Map([[document.documentDate, document.rows]])
      : Map.groupBy(document.rows, (row) => row.bookingDate)
  const dates = [...groups.keys()].toSorted()
  return dates.map((date, i) => {
    const rows = groups.get(date) ?? []
    assertBalanced(
      rows.map((row) => row.netAmount),
      date,
    )
    const marker = markerOf(context.clientId, document.kind, document.identifier, i + 1)
    const gross = document.calculationMode === 'GROSS'
    const lines = (gross ? rows.filter((row) => !row.isVatRow) : rows).map((row) => ({
      row,
      sum: gross ? row.amount : row.netAmount,
    }))
    // The rows that are sent must balance too: Netvisor would book the difference as rounding.
    assertBalanced(
      lines.map((line) => line.sum),
      date,
    )
    assertLines(lines, date)
    return {
      marker,
      date,
      total: sum(lines.map((line) => line.sum).filter((value) => value > 0n)),
      body: { resource: 'accounting.nv', xml: voucherXml(document, context, date, marker, lines) } satisfies LedgerBody,
    }
  })
}

function assertBalanced(sums: bigint[], date: CivilDate): void {
  const total = sum(sums)
  if (total === 0n) return
  throw refused(
    'PART_NOT_BALANCED',
    `Netvisor has one date a voucher, and the rows booked on ${date} sum to ${minorToText(total)}, not to 0.00.`,
    'Send rows that balance on each booking date, or set voucherDate to DOCUMENT_DATE, and retry.',
  )
}

interface SentLine {
  row: LedgerRow
  sum: bigint
}

function assertLines(lines: SentLine[], date: CivilDate): void {
  if (!lines.some((line) => line.sum !== 0n)) {
    throw refused(
      'PART_EMPTY',
      `Nothing is left to book on ${date}: every row is 0.00 or, in calculationMode GROSS, a VAT row.`,
      'Send VAT rows with the rows they belong to, or as calculationMode NET.',
    )
  }
  const odd = lines.find(({ row }) => !/^\d{1,18}$/.test(row.accountNumber))
  if (odd === undefined) return
  throw refused(
    'ACCOUNT_NOT_NUMERIC',
    `Netvisor’s accounts are numbers; a row has "${odd.row.accountNumber}".`,
    'Submit it again with an account of the company’s chart of accounts.',
  )
}

function voucherXml(
  document: VoucherDocument,
  context: LedgerContext,
  date: CivilDate,
  marker: string,
  lines: SentLine[],
): string {
  const { settings } = context
  const mode = document.calculationMode.toLowerCase()
  const text = [marker, document.documentName, document.documentDescription]
    .filter((part) => part !== undefined)
    .join(' ')
    .normalize('NFC')
  const description = clip(text, settings.descriptionMax)
  const comment = description.length < text.length && settings.fullTextInComment ? clip(text, COMMENT_MAX) : undefined
  return `<root><voucher><calculationmode>${mode}</calculationmode><voucherdate format="ansi">${date}</voucherdate>${optionalElement(
    'description',
    description,
  )}${optionalElement('voucherclass', context.voucherClass)}${optionalElement('comment', comment)}${lines
    .map(({ row, sum: value }) => lineXml(row, value, mode, context))
    .join('')}</voucher></root>`
}

/** The vendor states 255 for the comment of a voided voucher, and nothing for this one. */
const COMMENT_MAX = 255

function lineXml(row: LedgerRow, value: bigint, mode: string, context: LedgerContext): string {
  // A row that books VAT itself bears none.
  const percent = row.isVatRow ? 0 : (row.vatPercentage ?? 0)
  const code = row.isVatRow ? 'NONE' : vatCodeOf(row.vatCode, percent, context.mappings)
  const description =
    row.transactionDescription && clip(row.transactionDescription.normalize('NFC'), context.settings.lineDescriptionMax)
  const vatCode = code === undefined ? '' : ` vatcode="${escaped(code)}"`
  return `<voucherline><linesum type="${mode}">${minorToText(value, ',')}</linesum>${optionalElement('description', description)}${optionalElement(
    'accountnumber',
    row.accountNumber,
  )}<vatpercent${vatCode}>${String(percent).replace('.', ',')}</vatpercent>${dimensionsXml(row, context)}</voucherline>`
}

function dimensionsXml(row: LedgerRow, { settings, mappings }: LedgerContext): string {
  const names = { COST_CENTER: settings.costCenterDimension, PROJECT: settings.projectDimension, CUSTOM: '' }
  const items = row.dimensions.map(({ type, name, value }) => {
    const own = type === 'CUSTOM' ? (name ?? '') : type
    return [mapped(mappings.dimensions, own) ?? (type === 'CUSTOM' ? own : names[type]), value] as const
  })
  const project = row.projectNumber
  if (project !== undefined && !row.dimensions.some((dimension) => dimension.type === 'PROJECT')) {
    items.push([mapped(mappings.dimensions, 'PROJECT') ?? names.PROJECT, project])
  }
  return items
    .map(
      ([name, value]) =>
        `<dimension>${optionalElement('dimensionname', name)}${optionalElement('dimensionitem', value)}</dimension>`,
    )
    .join('')
}
