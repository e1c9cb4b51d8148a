import { type Answer, type Call, type Input, call, file } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

type Settlements = ListOf<'GET /settlements', 'settlements'>

/** Lists settlements with their allocations; without dates, those of the last 30 days. */
export function list(client: Client, input: Input<'GET /settlements'> = {}, options?: CallOptions): Settlements {
  return listOf(client, 'GET /settlements', 'settlements', input, options)
}

/**
 * Gives the settlements whose receipt nobody has confirmed. Asking for the page after one confirms that one, so store each
 * settlement before you ask for the next: a loop that ends early, or fails, gets the rest of its page again.
 */
export function unfetched(
  client: Client,
  input: Omit<Input<'GET /settlements'>, 'unfetchedOnly'> = {},
  options?: CallOptions,
): Omit<Settlements, 'toArray'> {
  return list(client, { ...input, unfetchedOnly: true }, options)
}

/** Returns a settlement. Reading it confirms nothing. */
export function get(
  client: Client,
  input: Input<'GET /settlements/{settlementId}'>,
  options?: CallOptions,
): Call<Answer<'GET /settlements/{settlementId}'>> {
  return call(client, 'GET /settlements/{settlementId}', input, options)
}

/** Returns the statement of a settlement as a PDF. */
export function document(
  client: Client,
  input: Input<'GET /settlements/{settlementId}/document'>,
  options?: CallOptions,
): Call<Response> {
  return file(client, 'GET /settlements/{settlementId}/document', input, options)
}

/** Confirms that settlements are received and stored. */
export function acknowledge(
  client: Client,
  input: Input<'POST /settlements/acknowledge'>,
  options?: CallOptions,
): Call<Answer<'POST /settlements/acknowledge'>> {
  return call(client, 'POST /settlements/acknowledge', input, options)
}
