/** Checks of Procountor on a ledger receipt before it stores one. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { absolute, grossOfNet, minorFromNumber, minorToText } from '@saatava/core/money.ts'
import type { Complaint } from './answers.ts'
import type { Company, Transaction } from './records.ts'
import { hasAccount, isClosed, percentsOf, statusesOf } from './settings.ts'

const RECEIPT_FIELDS = new Set(
  'id type name receiptDate vatType vatStatus vatProcessing transactionDescription invoiceNotes accountantsNotes periodStartDate periodEndDate vatDate partnerId partnerCode depreciation receiptValidity transactions status invoiceId receiptNumber invoiceNumber version created'.split(
    ' ',
  ),
)
const TRANSACTION_FIELDS = new Set(
  'id transactionType account accountingValue vatPercent vatStatus vatType description balanceCode dimensionItemValues vatDeductionPercent startDate endDate allocations partnerId'.split(
    ' ',
  ),
)
const TYPES = ['ENTRY', 'REVERSING_ENTRY', 'RECONCILIATION_ENTRY']

type Say = (field: string, message: string) => void

/** @returns the complaints; none means that it may be stored. `off` is what it misses zero by, VAT included. */
export function checkReceipt(
  company: Company,
  json: Record<string, unknown>,
  reconcile: boolean,
): { complaints: Complaint[]; off: bigint } {
  const complaints: Complaint[] = []
  const say: Say = (field, message) => complaints.push({ status: 400, field, message })
  checkHeader(company, json, say)
  const transactions = Array.isArray(json['transactions']) ? (json['transactions'] as Record<string, unknown>[]) : []
  if (transactions.length === 0) say('transactions', 'At least one transaction must be provided')
  let off = 0n
  let withVat = 0n
  transactions.forEach((transaction, i) => {
    const field = `transactions[${i}]`
    checkTransaction(company, transaction, String(transaction['vatType'] ?? json['vatType']), (name, message) =>
      say(`${field}.${name}`, message),
    )
    const value = minorFromNumber(transaction['accountingValue'] as number)
    const percent = transaction['vatPercent']
    if (typeof value !== 'bigint' || typeof percent !== 'number') return
    off += percent === 0 ? value : grossOfNet(value, percent)
    if (percent !== 0) withVat += 1n
  })
  for (const type of ['REVERSING_ENTRY', 'RECONCILIATION_ENTRY']) {
    if (transactions.filter((transaction) => transaction['transactionType'] === type).length > 1) {
      say('transactions', `At most one ${type}`)
    }
  }
  if (complaints.length === 0 && (reconcile ? absolute(off) > withVat : off !== 0n)) {
    say('transactions', `Ledger receipt does not reconcile: VAT included it sums to ${minorToText(off)}`)
  }
  return { complaints, off }
}

function checkHeader(company: Company, json: Record<string, unknown>, say: Say): void {
  for (const field of Object.keys(json)) if (!RECEIPT_FIELDS.has(field)) say(field, 'Unknown property')
  if (json['type'] !== 'JOURNAL') say('type', 'Only JOURNAL may be created')
  checkText(json['name'], 'name', 80, say, true)
  checkText(json['transactionDescription'], 'transactionDescription', 255, say)
  const date = json['receiptDate']
  if (typeof date !== 'string' || !isCivilDate(date)) say('receiptDate', 'Must be a date yyyy-MM-dd')
  else if (isClosed(company.settings, date)) say('receiptDate', 'Receipt date is in a closed fiscal period')
  if (json['vatType'] !== 'SALES' && json['vatType'] !== 'PURCHASE') say('vatType', 'Must be SALES or PURCHASE')
  else checkStatus(company, json['vatStatus'], json['vatType'], say)
}

function checkTransaction(company: Company, transaction: Record<string, unknown>, vatType: string, say: Say): void {
  for (const field of Object.keys(transaction)) if (!TRANSACTION_FIELDS.has(field)) say(field, 'Unknown property')
  const type = transaction['transactionType']
  if (typeof type !== 'string' || !TYPES.includes(type)) say('transactionType', `Must be one of ${TYPES.join(', ')}`)
  if (!hasAccount(company.settings, transaction['account'])) {
    say('account', `Account ${String(transaction['account'])} is not in the chart of accounts`)
  }
  const value = transaction['accountingValue']
  if (typeof value !== 'number' || typeof minorFromNumber(value) !== 'bigint') {
    say('accountingValue', 'Must be a number with at most two decimals')
  }
  checkText(transaction['description'], 'description', 255, say)
  const percent = transaction['vatPercent']
  if (type === 'ENTRY') {
    const side = vatType === 'PURCHASE' ? 'purchase' : 'sales'
    if (!percentsOf(company.settings).some((known) => known.vatPercent === percent && known[side])) {
      say('vatPercent', `VAT percent ${String(percent)} is not in use for ${side}`)
    }
    if (transaction['vatStatus'] !== undefined) checkStatus(company, transaction['vatStatus'], vatType, say)
  } else if (percent !== 0 || transaction['vatStatus'] !== undefined) {
    say('vatPercent', `${String(type)} must have vatPercent 0 and no vatStatus`)
  }
  checkDimensions(company, transaction as unknown as Transaction, say)
}

function checkStatus(company: Company, status: unknown, vatType: string, say: Say): void {
  const side = vatType === 'PURCHASE' ? 'purchase' : 'sales'
  if (!statusesOf(company.settings).some((known) => known.vatStatus === status && known[side])) {
    say('vatStatus', `VAT status ${String(status)} is not enabled for ${side}`)
  }
}

function checkDimensions(company: Company, transaction: Transaction, say: Say): void {
  const sums = new Map<number, bigint>()
  const pairs = new Set<string>()
  for (const { dimensionId, itemId, value } of transaction.dimensionItemValues ?? []) {
    const item = company.dimensions.get(dimensionId)?.items.get(itemId)
    if (item === undefined) say('dimensionItemValues', `Dimension ${dimensionId} has no item ${itemId}`)
    else if (item.status === 'P') say('dimensionItemValues', `Dimension item ${item.codeName} is not active`)
    const pair = `${dimensionId}/${itemId}`
    if (pairs.has(pair)) say('dimensionItemValues', `Dimension item ${pair} is there twice`)
    pairs.add(pair)
    const minor = minorFromNumber(value)
    sums.set(dimensionId, (sums.get(dimensionId) ?? 0n) + (typeof minor === 'bigint' ? minor : 0n))
  }
  const whole = minorFromNumber(transaction.accountingValue)
  for (const [dimensionId, sum] of sums) {
    if (sum !== whole) say('dimensionItemValues', `Values of dimension ${dimensionId} must sum to accountingValue`)
  }
}

export function checkText(value: unknown, field: string, max: number, say: Say, needed = false): void {
  if (value === undefined && !needed) return
  if (typeof value !== 'string' || value.length > max) say(field, `Must be text of 0..${max} characters`)
}
