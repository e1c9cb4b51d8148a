import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Lists the connections to accounting systems, the default one first. */
export function list(client: Client, options?: CallOptions): ListOf<'GET /accounting/connection', 'connections'> {
  return listOf(client, 'GET /accounting/connection', 'connections', {}, options)
}

/** Makes or changes the connection of a company. */
export function put(
  client: Client,
  input: Input<'PUT /accounting/connection'>,
  options?: CallOptions,
): Call<Answer<'PUT /accounting/connection'>> {
  return call(client, 'PUT /accounting/connection', input, options)
}

/** Calls the accounting system and reports what it finds. */
export function test(
  client: Client,
  input: Input<'POST /accounting/connection/test'> = {},
  options?: CallOptions,
): Call<Answer<'POST /accounting/connection/test'>> {
  return call(client, 'POST /accounting/connection/test', input, options, { bare: true })
}

/** Exchanges the authorization code of a consent. A code works once, so a lost answer is not tried again. */
export function consent(
  client: Client,
  input: Input<'POST /accounting/connection/consent'>,
  options?: CallOptions,
): Call<Answer<'POST /accounting/connection/consent'>> {
  return call(client, 'POST /accounting/connection/consent', input, options, { once: true })
}
