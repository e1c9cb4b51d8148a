import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

interface ActionOptions extends CallOptions {
  /** The answer shows the actions, each with its id. */
  show?: boolean | undefined
  /** The answer waits so long for their outcome, at most 30 seconds. */
  waitSeconds?: number | undefined
}

/** Submits actions; all of them are stored, or none. Without `show` and `waitSeconds` the answer is empty. */
export function submit(
  client: Client,
  input: Input<'POST /invoice/action'>,
  { show = false, waitSeconds, ...options }: ActionOptions = {},
): Call<Answer<'POST /invoice/action'>> {
  const wishes = [...(show ? ['return=representation'] : []), ...(waitSeconds ? [`wait=${waitSeconds}`] : [])]
  const headers = wishes.length === 0 ? {} : { prefer: wishes.join(', ') }
  return call(client, 'POST /invoice/action', input, { ...options, headers: { ...headers, ...options.headers } })
}

/** Returns the outcome that actions would have. Nothing is stored. */
export function preview(
  client: Client,
  input: Input<'POST /invoice/action/preview'>,
  options?: CallOptions,
): Call<Answer<'POST /invoice/action/preview'>> {
  return call(client, 'POST /invoice/action/preview', input, options)
}

/** Returns an action and its outcome. */
export function get(
  client: Client,
  input: Input<'GET /invoice/action/{actionId}'>,
  options?: CallOptions,
): Call<Answer<'GET /invoice/action/{actionId}'>> {
  return call(client, 'GET /invoice/action/{actionId}', input, options)
}

/** Lists the actions of a case or an invoice. */
export function list(
  client: Client,
  input: Input<'GET /invoice/actions'>,
  options?: CallOptions,
): ListOf<'GET /invoice/actions', 'actions'> {
  return listOf(client, 'GET /invoice/actions', 'actions', input, options)
}
