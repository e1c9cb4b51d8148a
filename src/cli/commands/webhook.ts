/** saatava webhook: endpoints to which events are sent, as clients and partners set them up with the API. */
import type { Command } from 'commander'
import { listDeliveries } from '../../webhooks/list-deliveries.ts'
import {
  type BrowsedEndpoint,
  type WebhookTry,
  browseEndpoint,
  browseEndpoints,
  ownerCtx,
} from '../../webhooks/browse-endpoints.ts'
import { withReadCtx } from '../context.ts'
import { clientNumber, limit as readLimit, verb, webhookId as readId } from '../options.ts'
import { facts, print, table } from '../output.ts'
import { webhookActCommands } from './webhook-acts.ts'
import { webhookListenCommand } from './webhook-listen.ts'
import { webhookSourcesCommand } from './webhook-sources.ts'

const DELIVERIES = 10

export function webhookCommands(program: Command): void {
  const webhook = program.command('webhook').description('Webhook endpoints: servers to which the events are sent')
  list(webhook)
  show(webhook)
  webhookActCommands(webhook)
  webhookSourcesCommand(webhook)
  webhookListenCommand(webhook)
}

interface Options {
  client?: number
  amiss?: true
  limit: number
  json?: boolean
}

function list(webhook: Command): void {
  verb(webhook, 'list', 'Endpoints of all clients and partners, and how their requests end', 'webhook list --amiss')
    .option('--client <number>', 'only this client’s', clientNumber)
    .option('--amiss', 'only those that fail or are disabled')
    .option('--limit <count>', 'most lines to show', readLimit, 100)
    .action(async ({ client, amiss, limit, json }: Options) => {
      const { rows, next } = await withReadCtx((ctx) =>
        browseEndpoints(ctx, { clientId: client, show: amiss === true ? 'AMISS' : undefined, limit }),
      )
      print(json, { webhooks: rows.map(viewOf), more: next !== undefined }, () =>
        rows.length === 0
          ? 'There are no such endpoints: "saatava webhook create" sets one up.'
          : `${table(
              ['ENDPOINT', 'OF', 'STATE', 'WAIT', 'FAILED', 'URL'],
              rows.map((row) => [row.webhookId, ownerOf(row), row.state, row.pending, row.failed, row.url]),
            )}${next === undefined ? '' : '\n\nThere are more: use a higher --limit.'}`,
      )
    })
}

interface ShownDelivery {
  deliveryId: string
  type: string | null
  events: number
  state: string
  attempts: number
  tries: WebhookTry[]
}

function show(webhook: Command): void {
  verb(webhook, 'show', 'One endpoint, and its latest deliveries', 'webhook show 019a4c3e-0000-7000-8000-000000000051')
    .argument('<webhookId>', 'its id, from "webhook list"', readId)
    .action(async (webhookId: string, { json }: { json?: boolean }) => {
      const { endpoint, deliveries } = await withReadCtx(async (ctx) => {
        const owner = await ownerCtx(ctx, { webhookId })
        const { body } = await listDeliveries(owner, { webhookId, query: { limit: DELIVERIES } })
        const { deliveries: shown } = body as { deliveries: ShownDelivery[] }
        return { endpoint: await browseEndpoint(ctx, { webhookId }), deliveries: shown }
      })
      print(json, { ...viewOf(endpoint), deliveries }, () => `${factsOf(endpoint)}\n\n${tableOf(deliveries)}`)
    })
}

/** An endpoint for programs. */
function viewOf(endpoint: BrowsedEndpoint): Record<string, unknown> {
  const { clientId, partnerId: _partnerId, replayFrom: _replayFrom, cursor: _cursor, ...shown } = endpoint
  return { clientIdentifier: clientId === 0 ? null : clientId, ...shown }
}

function ownerOf({ clientId, partnerCode }: BrowsedEndpoint): string {
  return partnerCode ?? String(clientId)
}

function factsOf(endpoint: BrowsedEndpoint): string {
  const { lastFailure } = endpoint
  return facts([
    ['Endpoint', endpoint.webhookId],
    ['Of', endpoint.partnerCode === null ? `client ${endpoint.clientId}` : `partner ${endpoint.partnerCode}`],
    ['URL', endpoint.url],
    ['Description', endpoint.description],
    ['State', [endpoint.state, endpoint.disabledAs].filter((part) => part !== null).join(', ')],
    ['Mode', endpoint.mode],
    ['Types', endpoint.types?.join(', ') ?? 'all'],
    ['Failing since', endpoint.failingSince],
    ['Last error', lastFailure && outcomeOf(lastFailure)],
    ['Last success', endpoint.lastSuccessAt],
    ['Rests until', endpoint.heldUntil],
    ['Deliveries waiting', endpoint.pending],
    ['Deliveries failed', endpoint.failed],
    ['Events behind', endpoint.eventsAhead],
    ['Sequence', endpoint.sequence],
    ['Mails go to', endpoint.contactEmail],
  ])
}

function tableOf(deliveries: ShownDelivery[]): string {
  if (deliveries.length === 0) return 'Nothing was sent yet: "saatava webhook test" sends an example.'
  return table(
    ['DELIVERY', 'STATE', 'TRIES', 'LAST', 'EVENT'],
    deliveries.map(({ deliveryId, type, events, state, attempts, tries }) => {
      const last = tries.at(-1)
      return [deliveryId, state, attempts, last && outcomeOf(last), type ?? `${events} events`]
    }),
  )
}

function outcomeOf({ error, status }: WebhookTry): string {
  return [error, status].filter((part) => part !== null).join(' ')
}
