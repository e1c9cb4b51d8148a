/**
 * An invoice as a voucher: the receivable in debit; in credit the sales, by account, VAT rate and dimensions, and the VAT
 * by rate; on the rounding account what totals and rows differ by. A credit note's the other way round. Each row holds
 * gross and net, so the same voucher sums to nothing in both calculation modes, whichever the connection sends.
 */
import { minorToNumber, sum } from '@saatava/core/money.ts'
import type { DocumentRow, InvoiceDocument, InvoiceType } from '@saatava/einvoice/model/document.ts'
import { type AccountMapping, salesAccountOf, vatAccountOf } from './account-mapping.ts'
import { shareVat } from './invoice-voucher-vat.ts'
import type { Ledger } from './schemas.ts'

/** A reminder is of an invoice that is booked already, and so is what is handed over for collection. */
const BOOKED: Record<InvoiceType, boolean> = {
  INVOICE: true,
  CREDIT_NOTE: true,
  AUTO_PAYMENT_INVOICE: true,
  FACTORING: true,
  REMINDER: false,
  COLLECTION: false,
}

const DESCRIPTION_CHARACTERS_MAX = 210

type Row = Ledger['ledgerRows'][number]

/** A row before its sign and date: minor units, positive what the sale brings in. */
interface Credit {
  accountNumber: string
  net: bigint
  gross: bigint
  more: Partial<Row>
}

/**
 * The voucher of an invoice, or undefined where there is nothing to book: a reminder, a collection, or no amounts at all.
 * @param companyIdentifier of the connection it goes to; "" for the client's default connection
 */
export function invoiceVoucher(
  document: InvoiceDocument,
  mapping: AccountMapping,
  companyIdentifier: string,
): Ledger | undefined {
  if (!BOOKED[document.type]) return undefined
  const { total } = document.totals
  const credits = rateGroups(document).flatMap((group) => creditsOf(group, mapping))
  const rounding = total - sum(credits.map(({ net }) => net))
  const all: Credit[] = [
    { accountNumber: mapping.receivableAccount, net: -total, gross: -total, more: {} },
    ...credits,
    {
      accountNumber: mapping.roundingAccount,
      net: rounding,
      gross: rounding,
      more: { transactionDescription: 'Rounding' },
    },
  ]
  const sign = document.type === 'CREDIT_NOTE' ? 1n : -1n
  const rows = all
    .filter(({ net, gross }) => net !== 0n || gross !== 0n)
    .map(
      ({ accountNumber, net, gross, more }): Row => ({
        bookingDate: document.date,
        accountNumber,
        amount: minorToNumber(sign * gross),
        netAmount: minorToNumber(sign * net),
        ...more,
      }),
    )
  if (rows.length === 0) return undefined
  return {
    ledgerIdentifier: `invoice:${document.type}:${document.number}`,
    companyIdentifier,
    // The settings were checked by the same list.
    documentType: mapping.documentType as Ledger['documentType'],
    documentName: document.number,
    documentDate: document.date,
    documentDescription: description(document),
    calculationMode: mapping.calculationMode,
    ledgerRows: rows,
  }
}

function description({ buyer, payment }: InvoiceDocument): string {
  const text = payment.reference === undefined ? buyer.name : `${buyer.name} ${payment.reference.value}`
  return Array.from(text).slice(0, DESCRIPTION_CHARACTERS_MAX).join('')
}

/** The part of an invoice that has one VAT rate and category. */
interface RateGroup {
  percentage: number
  /** The VAT as the invoice states it. */
  vat: bigint
  rows: DocumentRow[]
}

function rateGroups({ vatLines, rows }: InvoiceDocument): RateGroup[] {
  const groups = new Map<string, RateGroup>()
  const groupOf = (percentage: number, category: string): RateGroup => {
    const key = `${percentage} ${category}`
    const found = groups.get(key) ?? { percentage, vat: 0n, rows: [] }
    groups.set(key, found)
    return found
  }
  const stated = new Set(vatLines.map((line) => groupOf(line.percentage, line.category)))
  for (const line of vatLines) groupOf(line.percentage, line.category).vat += line.vat
  for (const row of rows) {
    const group = groupOf(row.vatPercentage, row.vatCategory)
    group.rows.push(row)
    if (!stated.has(group)) group.vat += row.vat
  }
  // Reverse charge and the like: whatever rate stands there, the seller owes none of it.
  for (const [key, group] of groups) if (group.vat === 0n && !key.endsWith(' S')) group.percentage = 0
  return [...groups.values()]
}

function creditsOf({ percentage, vat, rows }: RateGroup, mapping: AccountMapping): Credit[] {
  const account = vatAccountOf(percentage, mapping)
  const sales = [...Map.groupBy(rows, (row) => JSON.stringify(salesKey(row, mapping))).values()]
  const nets = sales.map((group) => sum(group.map(({ net }) => net)))
  const { shares, rest } = shareVat(nets, vat, percentage)
  const vatAccountNumber = account.accountNumber
  const credits = sales.map((group, i): Credit => {
    const net = nets[i] ?? 0n
    const share = shares[i] ?? 0n
    const more = { vatPercentage: percentage, ...(share === 0n ? {} : { vatAccountNumber }) }
    return { net, gross: net + share, ...salesRow(group[0] as DocumentRow, mapping, more) }
  })
  if (rest !== 0n) {
    // VAT that follows from no row: it is owed as the invoice states it, and stands on a row that claims no rate.
    const more = { vatAccountNumber, transactionDescription: 'VAT rounding' }
    credits.push({ accountNumber: mapping.roundingAccount, net: 0n, gross: rest, more })
  }
  const more: Partial<Row> = { isVatRow: 1, transactionDescription: `VAT ${percentage} %` }
  if (account.vatCode !== undefined) more.vatCode = account.vatCode
  credits.push({ accountNumber: vatAccountNumber, net: vat, gross: vat, more })
  return credits
}

/** Rows that agree in all of this become one. */
function salesKey(row: DocumentRow, mapping: AccountMapping): unknown[] {
  const { accountNumber, vatCode } = salesAccountOf(row, mapping)
  return [accountNumber, vatCode, row.accounting?.costCenter, row.accounting?.projectNumber]
}

function salesRow(
  row: DocumentRow,
  mapping: AccountMapping,
  more: Partial<Row>,
): Pick<Credit, 'accountNumber' | 'more'> {
  const { accountNumber, vatCode } = salesAccountOf(row, mapping)
  const { costCenter, projectNumber } = row.accounting ?? {}
  return {
    accountNumber,
    more: {
      ...more,
      ...(vatCode === undefined ? {} : { vatCode }),
      ...(projectNumber === undefined ? {} : { projectNumber }),
      ...(costCenter === undefined
        ? {}
        : { ledgerDimensions: [{ dimensionType: 'COST_CENTER', dimensionValue: costCenter }] }),
    },
  }
}
