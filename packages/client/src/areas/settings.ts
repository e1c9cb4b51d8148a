import { type Answer, type Call, type Input, call, file } from '../call.ts'
import type { Client } from '../client.ts'
import type { CallOptions } from '../send.ts'

/** Returns the settings in force. */
export function get(client: Client, options?: CallOptions): Call<Answer<'GET /client/settings'>> {
  return call(client, 'GET /client/settings', {}, options)
}

/** Changes settings. The answer may say that a second person must agree: see `isAwaited`. */
export function put(
  client: Client,
  input: Input<'PUT /client/settings'>,
  options?: CallOptions,
): Call<Answer<'PUT /client/settings'>> {
  return call(client, 'PUT /client/settings', input, options)
}

/** Returns the image of the logo. */
export function logo(client: Client, options?: CallOptions): Call<Response> {
  return file(client, 'GET /client/settings/logo', {}, options)
}
