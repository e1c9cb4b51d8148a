import { type Answer, type Call, type Input, call } from '../call.ts'
import type { Client } from '../client.ts'
import { type ListOf, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Lists questions of the agency, the oldest first. */
export function list(
  client: Client,
  input: Input<'GET /questions'> = {},
  options?: CallOptions,
): ListOf<'GET /questions', 'questions'> {
  return listOf(client, 'GET /questions', 'questions', input, options)
}

/** Answers a question. You may send the same answer again. */
export function answer(
  client: Client,
  input: Input<'POST /questions/{questionId}/answer'>,
  options?: CallOptions,
): Call<Answer<'POST /questions/{questionId}/answer'>> {
  return call(client, 'POST /questions/{questionId}/answer', input, options)
}
