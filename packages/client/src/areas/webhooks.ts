/** Endpoints that receive events, of a client or, with the provisioning token, of a partner. */
import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

export { eventsOf, verify } from '../webhooks.ts'

/** Lists the endpoints, the oldest first. */
export function list(client: Client, options?: CallOptions): ListOf<'GET /webhooks', 'webhooks'> {
  return listOf(client, 'GET /webhooks', 'webhooks', {}, options)
}

/** Sets up an endpoint. The answer holds its secret. */
export function create(
  client: Client,
  input: Input<'POST /webhooks'>,
  options?: CallOptions,
): Call<Answer<'POST /webhooks'>> {
  return call(client, 'POST /webhooks', input, options)
}

/** Returns an endpoint with its place in the feed and how its requests end. */
export function get(
  client: Client,
  input: Input<'GET /webhooks/{webhookId}'>,
  options?: CallOptions,
): Call<Answer<'GET /webhooks/{webhookId}'>> {
  return call(client, 'GET /webhooks/{webhookId}', input, options)
}

/** Replaces the fields of an endpoint; its place in the feed stays. */
export function change(
  client: Client,
  input: Input<'PUT /webhooks/{webhookId}'>,
  options?: CallOptions,
): Call<Answer<'PUT /webhooks/{webhookId}'>> {
  return call(client, 'PUT /webhooks/{webhookId}', input, options)
}

/** Deletes an endpoint. A repetition is answered with 404. */
export function remove(
  client: Client,
  input: Input<'DELETE /webhooks/{webhookId}'>,
  options?: CallOptions,
): Call<Answer<'DELETE /webhooks/{webhookId}'>> {
  return call(client, 'DELETE /webhooks/{webhookId}', input, options)
}

/** Sends an example of an event at once, and says how the receiver answered. */
export function test(
  client: Client,
  input: Input<'POST /webhooks/{webhookId}/test'>,
  options?: CallOptions,
): Call<Answer<'POST /webhooks/{webhookId}/test'>> {
  return call(client, 'POST /webhooks/{webhookId}/test', input, options)
}

/** Makes new keys; for 24 hours requests have the signatures of both. */
export function rotate(
  client: Client,
  input: Input<'POST /webhooks/{webhookId}/rotate'>,
  options?: CallOptions,
): Call<Answer<'POST /webhooks/{webhookId}/rotate'>> {
  return call(client, 'POST /webhooks/{webhookId}/rotate', input, options, { bare: true })
}

/** Returns the secret of an endpoint; the audit keeps who saw it. */
export function secret(
  client: Client,
  input: Input<'GET /webhooks/{webhookId}/secret'>,
  options?: CallOptions,
): Call<Answer<'GET /webhooks/{webhookId}/secret'>> {
  return call(client, 'GET /webhooks/{webhookId}/secret', input, options)
}

/** Sends nothing any more; events wait in the feed. */
export function pause(
  client: Client,
  input: Input<'POST /webhooks/{webhookId}/pause'>,
  options?: CallOptions,
): Call<Answer<'POST /webhooks/{webhookId}/pause'>> {
  return call(client, 'POST /webhooks/{webhookId}/pause', input, options, { bare: true })
}

/** Makes an endpoint active again. It goes on from where it stopped, from a time, or from now. */
export function resume(
  client: Client,
  input: Input<'POST /webhooks/{webhookId}/resume'>,
  options?: CallOptions,
): Call<Answer<'POST /webhooks/{webhookId}/resume'>> {
  return call(client, 'POST /webhooks/{webhookId}/resume', input, options)
}

/** Sends all events again from a time or a cursor on. */
export function replay(
  client: Client,
  input: Input<'POST /webhooks/{webhookId}/replay'>,
  options?: CallOptions,
): Call<Answer<'POST /webhooks/{webhookId}/replay'>> {
  return call(client, 'POST /webhooks/{webhookId}/replay', input, options)
}

/** Lists requests with their attempts, the newest first. */
export function deliveries(
  client: Client,
  input: Input<'GET /webhooks/{webhookId}/deliveries'>,
  options?: CallOptions,
): ListOf<'GET /webhooks/{webhookId}/deliveries', 'deliveries'> {
  return listOf(client, 'GET /webhooks/{webhookId}/deliveries', 'deliveries', input, options)
}

/** Sends one request again, also one that arrived. */
export function resend(
  client: Client,
  input: Input<'POST /webhooks/{webhookId}/deliveries/{deliveryId}/resend'>,
  options?: CallOptions,
): Call<Answer<'POST /webhooks/{webhookId}/deliveries/{deliveryId}/resend'>> {
  return call(client, 'POST /webhooks/{webhookId}/deliveries/{deliveryId}/resend', input, options, { bare: true })
}

/** Sends all requests again that have ended and match the filter. */
export function resendAll(
  client: Client,
  input: Input<'POST /webhooks/{webhookId}/deliveries/resend'>,
  options?: CallOptions,
): Call<Answer<'POST /webhooks/{webhookId}/deliveries/resend'>> {
  return call(client, 'POST /webhooks/{webhookId}/deliveries/resend', input, options)
}
