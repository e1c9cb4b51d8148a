import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Onboards a creditor, with the provisioning token. The answer shows its access token once: store it. */
export function create(
  client: Client,
  input: Input<'POST /client'>,
  options?: CallOptions,
): Call<Answer<'POST /client'>> {
  return call(client, 'POST /client', input, options)
}

/** Lists the clients of the partner. */
export function list(
  client: Client,
  input: Input<'GET /clients'> = {},
  options?: CallOptions,
): ListOf<'GET /clients', 'clients'> {
  return listOf(client, 'GET /clients', 'clients', input, options)
}

/** Returns a client. */
export function get(
  client: Client,
  input: Input<'GET /clients/{clientIdentifier}'>,
  options?: CallOptions,
): Call<Answer<'GET /clients/{clientIdentifier}'>> {
  return call(client, 'GET /clients/{clientIdentifier}', input, options)
}

/** Changes the fields that are given; null clears a field. The answer may say that a second person must agree. */
export function correct(
  client: Client,
  input: Input<'PATCH /clients/{clientIdentifier}'>,
  options?: CallOptions,
): Call<Answer<'PATCH /clients/{clientIdentifier}'>> {
  return call(client, 'PATCH /clients/{clientIdentifier}', input, options)
}

/** Lists the tokens of a client without their text. */
export function tokens(
  client: Client,
  input: Input<'GET /clients/{clientIdentifier}/tokens'>,
  options?: CallOptions,
): ListOf<'GET /clients/{clientIdentifier}/tokens', 'tokens'> {
  return listOf(client, 'GET /clients/{clientIdentifier}/tokens', 'tokens', input, options)
}

/** Issues a further token, which is shown once. */
export function issueToken(
  client: Client,
  input: Input<'POST /clients/{clientIdentifier}/tokens'>,
  options?: CallOptions,
): Call<Answer<'POST /clients/{clientIdentifier}/tokens'>> {
  return call(client, 'POST /clients/{clientIdentifier}/tokens', input, options)
}

/** Revokes a token within five seconds. A repetition is answered with 404. */
export function revokeToken(
  client: Client,
  input: Input<'DELETE /clients/{clientIdentifier}/tokens/{tokenId}'>,
  options?: CallOptions,
): Call<Answer<'DELETE /clients/{clientIdentifier}/tokens/{tokenId}'>> {
  return call(client, 'DELETE /clients/{clientIdentifier}/tokens/{tokenId}', input, options)
}
