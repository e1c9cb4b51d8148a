import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import type { CallOptions } from '../send.ts'

/** Shows the clock of the sandbox, and the progress of a move. */
export function clock(client: Client, options?: CallOptions): Call<Answer<'GET /sandbox/clock'>> {
  return call(client, 'GET /sandbox/clock', {}, options)
}

/** Moves the clock of the sandbox forward. */
export function moveClock(
  client: Client,
  input: Input<'POST /sandbox/clock'>,
  options?: CallOptions,
): Call<Answer<'POST /sandbox/clock'>> {
  return call(client, 'POST /sandbox/clock', input, options)
}

/** Pays an invoice through the simulated bank. */
export function pay(
  client: Client,
  input: Input<'POST /sandbox/payment'>,
  options?: CallOptions,
): Call<Answer<'POST /sandbox/payment'>> {
  return call(client, 'POST /sandbox/payment', input, options)
}
