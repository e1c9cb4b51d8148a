import { type Answer, type Call, call } from '../call.ts'
import type { Client } from '../client.ts'
import type { CallOptions } from '../send.ts'

/** Returns the e-invoice address of the client and its operator. */
export function finvoiceCredentials(
  client: Client,
  options?: CallOptions,
): Call<Answer<'GET /operations/finvoice-credentials'>> {
  return call(client, 'GET /operations/finvoice-credentials', {}, options)
}
