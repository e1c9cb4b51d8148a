import type { Input } from '../call.ts'
import type { Client } from '../client.ts'
import type { PartnerEvent, SaatavaEvent } from '../events.ts'
import { type FollowOptions, type Followed, follow as followFeed } from '../follow.ts'
import { type List, listOf } from '../list.ts'
import type { CallOptions } from '../send.ts'

/** Lists the events of the client from the first one, or from a cursor, to the newest. */
export function list(client: Client, input: Input<'GET /events'> = {}, options?: CallOptions): List<SaatavaEvent> {
  return listOf(client, 'GET /events', 'events', input, options) as unknown as List<SaatavaEvent>
}

/** Gives the events of the client as they happen, until the signal is aborted. */
export function follow(client: Client, options?: FollowOptions & { type?: string }): Followed<SaatavaEvent> {
  return followFeed(client, 'GET /events', options)
}

/** Lists the events of all clients of the partner, with the provisioning token. */
export function ofPartner(
  client: Client,
  input: Input<'GET /partner/events'> = {},
  options?: CallOptions,
): List<PartnerEvent> {
  return listOf(client, 'GET /partner/events', 'events', input, options) as unknown as List<PartnerEvent>
}

/** Gives the events of all clients of the partner as they happen. */
export function followPartner(client: Client, options?: FollowOptions): Followed<PartnerEvent> {
  return followFeed(client, 'GET /partner/events', options)
}
