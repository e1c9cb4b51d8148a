import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Returns a case by caseId or invoiceNumber, as of today or of another day. */
export function get(
  client: Client,
  input: Input<'GET /invoice/case'>,
  options?: CallOptions,
): Call<Answer<'GET /invoice/case'>> {
  return call(client, 'GET /invoice/case', input, options)
}

/** Lists cases, each with what is open today. */
export function list(
  client: Client,
  input: Input<'GET /cases'> = {},
  options?: CallOptions,
): ListOf<'GET /cases', 'cases'> {
  return listOf(client, 'GET /cases', 'cases', input, options)
}
