import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Lists debtors over all their cases. */
export function list(
  client: Client,
  input: Input<'GET /debtors'> = {},
  options?: CallOptions,
): ListOf<'GET /debtors', 'debtors'> {
  return listOf(client, 'GET /debtors', 'debtors', input, options)
}

/** Returns a debtor with its balance, its cases, its letters and its marks. */
export function get(
  client: Client,
  input: Input<'GET /debtors/{debtorId}'>,
  options?: CallOptions,
): Call<Answer<'GET /debtors/{debtorId}'>> {
  return call(client, 'GET /debtors/{debtorId}', input, options)
}

/** Changes contact data for all open cases of a debtor; null clears a field. */
export function correct(
  client: Client,
  input: Input<'PATCH /debtors/{debtorId}'>,
  options?: CallOptions,
): Call<Answer<'PATCH /debtors/{debtorId}'>> {
  return call(client, 'PATCH /debtors/{debtorId}', input, options)
}

/** Sets a mark of a debtor, which may stop collection. */
export function setMark(
  client: Client,
  input: Input<'PUT /debtors/{debtorId}/marks/{mark}'>,
  options?: CallOptions,
): Call<Answer<'PUT /debtors/{debtorId}/marks/{mark}'>> {
  return call(client, 'PUT /debtors/{debtorId}/marks/{mark}', input, options)
}

/** Lifts a mark of a debtor. */
export function liftMark(
  client: Client,
  input: Input<'DELETE /debtors/{debtorId}/marks/{mark}'>,
  options?: CallOptions,
): Call<Answer<'DELETE /debtors/{debtorId}/marks/{mark}'>> {
  return call(client, 'DELETE /debtors/{debtorId}/marks/{mark}', input, options)
}
