import { type Answer, type Call, type Input, call, file } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Submits an invoice. The answer comes when it is stored; Saatava evaluates and sends it a moment later. */
export function submit(
  client: Client,
  input: Input<'POST /invoice'>,
  options?: CallOptions,
): Call<Answer<'POST /invoice'>> {
  return call(client, 'POST /invoice', input, options)
}

/** Returns what would happen to an invoice, with the fees and days of its case. Nothing is stored. */
export function preview(
  client: Client,
  input: Input<'POST /invoice/preview'>,
  options?: CallOptions,
): Call<Answer<'POST /invoice/preview'>> {
  return call(client, 'POST /invoice/preview', input, options)
}

/** Returns an invoice with its status, its case and what has been paid. */
export function get(
  client: Client,
  input: Input<'GET /invoice/{number}'>,
  options?: CallOptions,
): Call<Answer<'GET /invoice/{number}'>> {
  return call(client, 'GET /invoice/{number}', input, options)
}

/** Lists invoices, each with its case and what has been paid. */
export function list(
  client: Client,
  input: Input<'GET /invoices'> = {},
  options?: CallOptions,
): ListOf<'GET /invoices', 'invoices'> {
  return listOf(client, 'GET /invoices', 'invoices', input, options)
}

/** Returns the document of an invoice: the PDF, or the e-invoice file that was sent. */
export function document(
  client: Client,
  input: Input<'GET /invoice/{number}/document'>,
  options?: CallOptions,
): Call<Response> {
  return file(client, 'GET /invoice/{number}/document', input, options)
}

export { batch } from '../batch.ts'
