import { type Call, type Input, file } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Lists the letters of a case. */
export function list(
  client: Client,
  input: Input<'GET /invoice/case/letters'>,
  options?: CallOptions,
): ListOf<'GET /invoice/case/letters', 'letters'> {
  return listOf(client, 'GET /invoice/case/letters', 'letters', input, options)
}

/** Returns the PDF of a letter. */
export function document(
  client: Client,
  input: Input<'GET /invoice/case/letters/{letterId}/document'>,
  options?: CallOptions,
): Call<Response> {
  return file(client, 'GET /invoice/case/letters/{letterId}/document', input, options)
}
