import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import type { CallOptions } from '../send.ts'

/** Shows whether a second person has agreed. */
export function get(
  client: Client,
  input: Input<'GET /approvals/{approvalId}'>,
  options?: CallOptions,
): Call<Answer<'GET /approvals/{approvalId}'>> {
  return call(client, 'GET /approvals/{approvalId}', input, options)
}
