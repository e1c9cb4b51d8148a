import type { Input } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Lists payments that are allocated to invoices. */
export function list(
  client: Client,
  input: Input<'GET /payments'> = {},
  options?: CallOptions,
): ListOf<'GET /payments', ''> {
  return listOf(client, 'GET /payments', '', input, options)
}
