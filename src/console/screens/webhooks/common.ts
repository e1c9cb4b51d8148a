/** The parts that all pages of webhook endpoints share. */
import { isCivilDate, startOfDay } from '@saatava/core/dates.ts'
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { OPERATOR_TENANT } from '../../../platform/audit.ts'
import { invalid } from '../../../platform/errors.ts'
import type { BrowsedEndpoint, WebhookTry } from '../../../webhooks/browse-endpoints.ts'
import { ownerCtx } from '../../../webhooks/browse-endpoints.ts'
import { COUNTED_MAX } from '../../../webhooks/delivery-queries.ts'
import type { OwnerCtx } from '../../../webhooks/on-endpoint.ts'
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { webhookPath } from '../../parts/paths.ts'
import { TIME_ZONE } from '../../parts/when.ts'
import { withQuery } from '../../parts/url.ts'
import type { ConsoleCtx } from '../../shell.ts'

export const LIST = '/console/webhooks'
export const Params = Type.Object({ webhookId: Type.String({ pattern: UUID_PATTERN }) })

export type Place = Pick<BrowsedEndpoint, 'clientId' | 'webhookId'>

/** The page of an endpoint; an act is below it. */
export function endpointPath(place: Place, below = '', did?: string): string {
  return withQuery(webhookPath(place, below), { did })
}

export function deliveriesPath({ clientId, webhookId }: Place, filter: Record<string, string> = {}): string {
  return withQuery(`${LIST}/deliveries`, { webhook: webhookId, client: clientText(clientId), ...filter })
}

function clientText(clientId: number): string | undefined {
  return clientId === OPERATOR_TENANT ? undefined : String(clientId)
}

/** The context of the owner, for the verbs. @throws AppError NOT_FOUND also where the person does not reach the owner */
export function asOwner(ctx: ConsoleCtx, webhookId: string): Promise<OwnerCtx> {
  return ownerCtx(ctx, { clientId: ctx.clientId, webhookId })
}

export function ownerOf({ clientId, partnerCode }: Pick<BrowsedEndpoint, 'clientId' | 'partnerCode'>): string {
  return partnerCode === null ? `client ${clientId}` : `partner ${partnerCode}`
}

const REASONS = {
  GONE: 'the receiver answered 410',
  RECEIVER_ASKED: 'the receiver asked for it',
  NO_SUCCESS: 'nothing arrived for five days',
} as const

export function stateOf({ state, disabledAs, failingSince }: BrowsedEndpoint): Html {
  if (state === 'DISABLED') return html`${badge('disabled', 'bad')}${disabledAs !== null && ` ${REASONS[disabledAs]}`}`
  if (state === 'PAUSED') return badge('paused', 'warn')
  return failingSince === null ? badge('active', 'good') : badge('failing', 'bad')
}

export function deliveryState(state: string): Html {
  const tone = state === 'DELIVERED' ? 'good' : state === 'FAILED' ? 'bad' : state === 'SKIPPED' ? 'warn' : 'plain'
  return badge(state.toLowerCase(), tone)
}

/** "HTTP_STATUS 500": the outcome of an attempt. */
export function outcomeOf({ error, status }: Pick<WebhookTry, 'error' | 'status'>): string {
  return [error ?? 'arrived', status].filter((part) => part !== null).join(', ')
}

/** Deliveries of the newest hundred that arrived, "98 % of 100". */
export function shareOf({ tried, delivered }: Pick<BrowsedEndpoint, 'tried' | 'delivered'>): string | null {
  // 99.6 % is not everything.
  return tried === 0 ? null : `${Math.floor((delivered / tried) * 100)} % of ${tried}`
}

/** A count that may have stopped at its limit. */
export function counted(count: number): string {
  return count >= COUNTED_MAX ? '1 000+' : String(count)
}

/** A moment that a person writes: a day of the agency, or an instant. @throws AppError INVALID */
export function momentIn(text: string, pointer: string): string {
  if (isCivilDate(text)) return startOfDay(text, TIME_ZONE).toISOString()
  const at = new Date(text)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(at.getTime()))
    return at.toISOString()
  const message = 'must be a day such as 2026-02-01, or an instant such as 2026-02-01T09:30:00Z'
  throw invalid([{ pointer, code: 'WRONG_FORM', message, received: text }])
}
