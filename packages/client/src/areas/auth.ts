import { type Answer, type Call, call } from '../call.ts'
import type { Client } from '../client.ts'
import type { CallOptions } from '../send.ts'

/** Says whose the token is and when it expires. */
export function validate(client: Client, options?: CallOptions): Call<Answer<'GET /validate'>> {
  return call(client, 'GET /validate', {}, options)
}

/** Returns a new token; the old one works on for a while. `autoRenew` does this for you, and stores the new one first. */
export function renew(client: Client, options?: CallOptions): Call<Answer<'POST /renew'>> {
  return call(client, 'POST /renew', {}, options, { bare: true })
}

/** Renews by GET, which is how the published API spells it. */
export function renewByGet(client: Client, options?: CallOptions): Call<Answer<'GET /renew'>> {
  return call(client, 'GET /renew', {}, options)
}
