import type { Input } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Lists what was sent, by the date of the invoice. With `fetchType: 'NEW'` asking for the next page confirms the page before. */
export function list(
  client: Client,
  input: Input<'GET /invoice/distribution'> = {},
  options?: CallOptions,
): ListOf<'GET /invoice/distribution', 'distributions'> {
  return listOf(client, 'GET /invoice/distribution', 'distributions', input, options)
}

/** Lists what was sent, in the order of changes. Keep the cursor of the last page to go on from there. */
export function changes(
  client: Client,
  input: Input<'GET /v2/invoice/distribution'> = {},
  options?: CallOptions,
): ListOf<'GET /v2/invoice/distribution', 'distributions'> {
  return listOf(client, 'GET /v2/invoice/distribution', 'distributions', input, options)
}

/** Lists what was sent for all clients of the partner, with the provisioning token. */
export function ofPartner(
  client: Client,
  input: Input<'GET /partner/distributions'> = {},
  options?: CallOptions,
): ListOf<'GET /partner/distributions', 'distributions'> {
  return listOf(client, 'GET /partner/distributions', 'distributions', input, options)
}
