/** Vouchers: sent, found again by the marker that is their external voucher number, and read back. */
import { addDays } from '@saatava/core/dates.ts'
import { amountOf, type Json, listOf, recordOf, textOf } from '../json.ts'
import { markerIn } from '../marker.ts'
import { debitOf } from '../parts.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { voucherJson, type WirePosting } from './codec.ts'
import { refused, unclear } from './errors.ts'
import type { Account, Lookups } from './lookups.ts'
import type { VoucherBody } from './mapping.ts'
import type { PeriodBook } from './periods.ts'
import type { TripletexSettings } from './settings.ts'
import { vatTypeOf } from './vat.ts'

const FIELDS =
  'id,date,number,year,externalVoucherNumber,reverseVoucher(id),postings(row,amount,amountGross,account(number))'

export interface VoucherContext {
  client: Client
  lookups: Lookups
  periods: PeriodBook
  settings: TripletexSettings
}

/** Looks at the periods of all parts, then stores one voucher with one request. */
export async function sendVoucher(
  context: VoucherContext,
  body: VoucherBody,
  signal: AbortSignal,
): Promise<SendResult> {
  const { client, periods, settings } = context
  for (const date of body.dates) await periods.check(date, signal)
  const json = voucherJson({
    date: body.date,
    description: body.description,
    externalVoucherNumber: body.marker,
    ...(await voucherTypeOf(context, body, signal)),
    postings: await postingsOf(context, body, signal),
  })
  const path = `/ledger/voucher?sendToLedger=${settings.sendToLedger}`
  const remoteId = textOf(recordOf((await client.write('POST', path, json, signal))['value'])['id'])
  if (remoteId !== undefined) return { remoteId, status: settings.sendToLedger ? 'Approved' : 'Draft' }
  throw unclear('write', 'NO_ID', 'Tripletex answered POST /ledger/voucher with a success that names no voucher.')
}

async function voucherTypeOf({ lookups }: VoucherContext, { type }: VoucherBody, signal: AbortSignal) {
  if (type === undefined) return {}
  const found = (await lookups.voucherTypes.get(signal)).find(({ name }) => name === type)
  if (found !== undefined) return { voucherType: found.id }
  lookups.voucherTypes.drop()
  throw refused(
    'VOUCHER_TYPE_UNKNOWN',
    `Tripletex has no voucher type “${type}”.`,
    'Correct mappings.voucherTypes or mappings.paymentMethods: the connection test lists the types; then retry.',
  )
}

async function postingsOf(
  { lookups, settings }: VoucherContext,
  { postings, invoiceNumber }: VoucherBody,
  signal: AbortSignal,
): Promise<WirePosting[]> {
  const vatTypes = await lookups.vatTypes.get(signal)
  const numbers = postings.map(({ account }) => account)
  const accounts = await lookups.accounts.get(numbers, signal)
  const wire: WirePosting[] = []
  for (const posting of postings) {
    const account = accounts.get(posting.account)
    if (account === undefined || account.inactive) throw accountMissing(posting.account, account)
    const { department, project } = posting
    const isCustomers = account.ledgerType === 'CUSTOMER'
    const invoice = posting.invoiceNumber ?? (isCustomers ? invoiceNumber : undefined)
    wire.push({
      account: account.id,
      amount: posting.amount,
      vatType: vatTypeOf(posting, account, vatTypes),
      description: posting.description,
      ...(isCustomers ? { customer: await customerOf(lookups, settings, signal) } : {}),
      ...(department === undefined ? {} : { department: await itemOf(lookups, 'department', department, signal) }),
      ...(project === undefined ? {} : { project: await itemOf(lookups, 'project', project, signal) }),
      ...(invoice === undefined ? {} : { invoiceNumber: invoice }),
    })
  }
  return wire
}

function accountMissing(number: string, account: Account | undefined): Error {
  return refused(
    'ACCOUNT_UNKNOWN',
    account === undefined
      ? `Tripletex’s chart of accounts has no account ${number}.`
      : `Account ${number} is inactive in Tripletex.`,
    'Add or activate the account in Tripletex, or correct accountNumber; then retry.',
  )
}

async function customerOf(lookups: Lookups, { customerNumber }: TripletexSettings, signal: AbortSignal) {
  const customer = (await lookups.customers.get([customerNumber], signal)).get(customerNumber)
  if (customer !== undefined) return customer
  throw refused(
    'CUSTOMER_MISSING',
    `Tripletex has no customer ${customerNumber}, on whom rows of the customer ledger are booked.`,
    'Add a customer for them in Tripletex and set customerNumber to its number; then retry.',
  )
}

async function itemOf(lookups: Lookups, kind: 'department' | 'project', number: string, signal: AbortSignal) {
  const book = kind === 'department' ? lookups.departments : lookups.projects
  const id = (await book.get([number], signal)).get(number)
  if (id !== undefined) return id
  throw refused(
    'DIMENSION_UNKNOWN',
    `Tripletex has no ${kind} with the number ${number}.`,
    `Add the ${kind} in Tripletex, or correct mappings.dimensions; then retry.`,
  )
}

/** Vouchers whose external voucher number is the planned marker. */
export async function findVouchers(
  client: Client,
  { marker }: Pick<PlannedVoucher, 'marker'>,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const query = { externalVoucherNumber: marker, fields: FIELDS }
  const found = await client.list('/ledger/voucher/%3EexternalVoucherNumber', query, signal)
  return found.flatMap(remoteOf).filter((voucher) => voucher.marker === marker && voucher.status !== 'Invalidated')
}

/** Vouchers of the days, whoever made them, with their rows. */
export async function readBackVouchers(
  client: Client,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  // dateTo is the day after the last.
  const query = { dateFrom: from, dateTo: addDays(to, 1), fields: FIELDS }
  return (await client.list('/ledger/voucher', query, signal)).flatMap(remoteOf)
}

function remoteOf(voucher: Json): RemoteVoucher[] {
  const remoteId = textOf(voucher['id'])
  if (remoteId === undefined) return []
  const marker = markerIn(textOf(voucher['externalVoucherNumber']) ?? '')
  const number = Number(voucher['number'] ?? 0)
  const postings = listOf(voucher['postings'])
  return [
    {
      remoteId,
      status: statusOf(voucher, number),
      date: textOf(voucher['date']) ?? '',
      ...(marker === undefined ? {} : { marker }),
      // The rows that Tripletex adds for VAT stand in row 0, and their amounts in the gross ones of the others.
      total: debitOf(
        postings
          .filter(({ row }) => Number(row ?? 0) > 0)
          .map((posting) => ({ amount: amountOf(posting['amountGross']) ?? 0n })),
      ),
      lines: postings.map((posting) => ({
        account: textOf(recordOf(posting['account'])['number']) ?? '',
        amount: amountOf(posting['amount']) ?? 0n,
      })),
      label: number === 0 ? 'not booked' : `${number}-${textOf(voucher['year'])}`,
    },
  ]
}

// A voucher that a person has reversed stands there together with its opposite. One that is not booked has no number.
function statusOf(voucher: Json, number: number): RemoteVoucher['status'] {
  if (textOf(recordOf(voucher['reverseVoucher'])['id']) !== undefined) return 'Invalidated'
  return number === 0 ? 'Draft' : 'Approved'
}
