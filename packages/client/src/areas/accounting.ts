import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Submits vouchers for the accounting system. */
export function submitLedgers(
  client: Client,
  input: Input<'POST /accounting/ledger'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/ledger'>> {
  return call(client, 'POST /accounting/ledger', input, options)
}

/** Lists ledger documents with their state in the accounting system. */
export function ledgers(
  client: Client,
  input: Input<'GET /accounting/ledger'> = {},
  options?: CallOptions,
): ListOf<'GET /accounting/ledger', 'ledgers'> {
  return listOf(client, 'GET /accounting/ledger', 'ledgers', input, options)
}

/** Sends a failed ledger document again. */
export function retryLedger(
  client: Client,
  input: Input<'POST /accounting/ledger/{identifier}/retry'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/ledger/{identifier}/retry'>> {
  return call(client, 'POST /accounting/ledger/{identifier}/retry', input, options, { bare: true })
}

/** Gives up a failed ledger document. */
export function dropLedger(
  client: Client,
  input: Input<'POST /accounting/ledger/{identifier}/drop'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/ledger/{identifier}/drop'>> {
  return call(client, 'POST /accounting/ledger/{identifier}/drop', input, options, { bare: true })
}

/** Submits payments of sales invoices for the accounting system. */
export function submitPayments(
  client: Client,
  input: Input<'POST /accounting/payment'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/payment'>> {
  return call(client, 'POST /accounting/payment', input, options)
}

/** Lists payments with their state in the accounting system. */
export function payments(
  client: Client,
  input: Input<'GET /accounting/payment'> = {},
  options?: CallOptions,
): ListOf<'GET /accounting/payment', 'payments'> {
  return listOf(client, 'GET /accounting/payment', 'payments', input, options)
}

/** Sends a failed payment again. */
export function retryPayment(
  client: Client,
  input: Input<'POST /accounting/payment/{identifier}/retry'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/payment/{identifier}/retry'>> {
  return call(client, 'POST /accounting/payment/{identifier}/retry', input, options, { bare: true })
}

/** Gives up a failed payment. */
export function dropPayment(
  client: Client,
  input: Input<'POST /accounting/payment/{identifier}/drop'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/payment/{identifier}/drop'>> {
  return call(client, 'POST /accounting/payment/{identifier}/drop', input, options, { bare: true })
}

/** Lists vouchers of invoices with their state in the accounting system. */
export function invoices(
  client: Client,
  input: Input<'GET /accounting/invoice'> = {},
  options?: CallOptions,
): ListOf<'GET /accounting/invoice', 'invoices'> {
  return listOf(client, 'GET /accounting/invoice', 'invoices', input, options)
}

/** Sends a failed voucher of an invoice again. */
export function retryInvoice(
  client: Client,
  input: Input<'POST /accounting/invoice/{identifier}/retry'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/invoice/{identifier}/retry'>> {
  return call(client, 'POST /accounting/invoice/{identifier}/retry', input, options, { bare: true })
}

/** Gives up a failed voucher of an invoice. */
export function dropInvoice(
  client: Client,
  input: Input<'POST /accounting/invoice/{identifier}/drop'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/invoice/{identifier}/drop'>> {
  return call(client, 'POST /accounting/invoice/{identifier}/drop', input, options, { bare: true })
}

/** Compares some days with the accounting system. */
export function reconcile(
  client: Client,
  input: Input<'GET /accounting/reconciliation'>,
  options?: CallOptions,
): Call<Answer<'GET /accounting/reconciliation'>> {
  return call(client, 'GET /accounting/reconciliation', input, options)
}
