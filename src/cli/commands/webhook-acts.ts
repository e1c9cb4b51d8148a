/** The acts of a person on an endpoint, by the verbs that the API calls. */
import { type Command, Option } from 'commander'
import type { Ctx } from '../../platform/context.ts'
import { ownerCtx } from '../../webhooks/browse-endpoints.ts'
import { createEndpoint } from '../../webhooks/create-endpoint.ts'
import { WEBHOOK_MODES, WEBHOOK_SIGNATURES } from '../../webhooks/endpoint.ts'
import { webhookNetwork } from '../../webhooks/network.ts'
import type { OwnerCtx } from '../../webhooks/on-endpoint.ts'
import { ownerNamed } from '../../webhooks/owner-named.ts'
import { pauseEndpoint } from '../../webhooks/pause-endpoint.ts'
import { replay } from '../../webhooks/replay.ts'
import { resendDelivery } from '../../webhooks/resend-delivery.ts'
import { resendMatching } from '../../webhooks/resend-matching.ts'
import { resumeEndpoint } from '../../webhooks/resume-endpoint.ts'
import { rotateSecret } from '../../webhooks/rotate-secret.ts'
import { NewWebhook, type WebhookResend } from '../../webhooks/schemas.ts'
import { WEBHOOK_DELIVERY_STATES } from '../../webhooks/states.ts'
import { testEndpoint } from '../../webhooks/test-endpoint.ts'
import { compileChecked } from '../../platform/http/checked-body.ts'
import type { Answer } from '../../platform/http/route.ts'
import { withCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { clientNumber, moment, nonEmpty, verb, webhookDeliveryId, webhookId as readId } from '../options.ts'
import { facts, print } from '../output.ts'

const ID = '019a4c3e-0000-7000-8000-000000000051'
const checkNew = compileChecked(NewWebhook)

export function webhookActCommands(webhook: Command): void {
  create(webhook)
  test(webhook)
  pause(webhook)
  resume(webhook)
  rotate(webhook)
  resend(webhook)
  replayCommand(webhook)
}

interface CreateOptions {
  client?: number
  partner?: string
  url: string
  type?: string[]
  mode?: (typeof WEBHOOK_MODES)[number]
  signatures?: (typeof WEBHOOK_SIGNATURES)[number]
  description?: string
  contact?: string
  json?: boolean
}

function create(webhook: Command): void {
  const example = 'webhook create --client 100001 --url https://receiver.example.com/saatava'
  verb(webhook, 'create', 'Set up an endpoint; its secret is shown', example)
    .option('--client <number>', 'for the events of this client', clientNumber)
    .option('--partner <code>', 'for the events of all clients of this partner', nonEmpty)
    .requiredOption('--url <url>', 'where the events go', nonEmpty)
    .option('--type <type...>', 'only these types of events, or beginnings of types')
    .addOption(new Option('--mode <mode>', 'default PARALLEL').choices(WEBHOOK_MODES))
    .addOption(new Option('--signatures <which>', 'default V1').choices(WEBHOOK_SIGNATURES))
    .option('--description <text>', 'for people', nonEmpty)
    .option('--contact <email>', 'receives mails about failures', nonEmpty)
    .action(async (options: CreateOptions) => {
      const { url, type, mode, signatures, description, contact, json } = options
      const input = checkNew({
        ...{ url, types: type, mode, signatures, description, contactEmail: contact },
      })
      const body = await withCtx(async (ctx) => {
        const { body: made } = await createEndpoint(await newOwner(ctx, options), input, networkOf(ctx))
        return made as { webhookId: string; secret: string }
      })
      print(json, body, () =>
        [
          facts([
            ['Endpoint', body.webhookId],
            ['Secret', body.secret],
          ]),
          `The receiver verifies each request with the secret. Test it: saatava webhook test ${body.webhookId}`,
        ].join('\n\n'),
      )
    })
}

async function newOwner(ctx: Ctx, { client, partner }: CreateOptions): Promise<OwnerCtx> {
  if ((client === undefined) === (partner === undefined))
    throw new CliError('USAGE', 'Whose events? Give either --client or --partner. Nothing was done.')
  const owner = await ownerNamed(ctx, client === undefined ? { partnerCode: partner ?? '' } : { clientId: client })
  if (owner !== undefined) return owner
  throw new CliError('NOT_FOUND', `There is no ${client === undefined ? `partner ${partner}` : `client ${client}`}.`)
}

interface Tested {
  isDelivered: boolean
  status: number | null
  ms: number
  error: string | null
  detail: string | null
}

function test(webhook: Command): void {
  verb(webhook, 'test', 'Send an example of an event, marked as a test', `webhook test ${ID} --type invoice.accepted`)
    .argument('<webhookId>', 'its id, from "webhook list"', readId)
    .option('--type <type>', 'a type of the catalogue of events', nonEmpty)
    .action(async (webhookId: string, { type, json }: { type?: string; json?: boolean }) => {
      const input = { webhookId, test: type === undefined ? {} : { type } }
      const body = (await onEndpoint(webhookId, (owner) => testEndpoint(owner, input, networkOf(owner)))) as Tested
      print(json, body, () =>
        body.isDelivered ? `It arrived: status ${body.status}, ${body.ms} ms.` : `It did not arrive: ${body.detail}`,
      )
    })
}

function pause(webhook: Command): void {
  verb(webhook, 'pause', 'Send nothing more; the events wait in the feed', `webhook pause ${ID}`)
    .argument('<webhookId>', 'its id, from "webhook list"', readId)
    .action(async (webhookId: string, { json }: { json?: boolean }) => {
      const body = await onEndpoint(webhookId, (owner) => pauseEndpoint(owner, { webhookId }))
      print(json, body, () => 'Paused. The events wait in the feed.')
    })
}

interface ResumeOptions {
  time?: string
  now?: true
  json?: boolean
}

function resume(webhook: Command): void {
  const summary = 'Make a paused or disabled endpoint active again; it goes on from where it stopped'
  verb(webhook, 'resume', summary, `webhook resume ${ID}`)
    .argument('<webhookId>', 'its id, from "webhook list"', readId)
    .addOption(
      new Option('--time <instant>', 'begin at this instant instead: 2026-02-01, UTC, or 2026-02-01T09:30:00Z')
        .argParser(moment)
        .conflicts('now'),
    )
    .option('--now', 'pass over what waits: only new events')
    .action(async (webhookId: string, { time, now, json }: ResumeOptions) => {
      const how =
        time !== undefined ? { from: 'TIME' as const, time } : { from: now ? ('NOW' as const) : ('STOPPED' as const) }
      const body = await onEndpoint(webhookId, (owner) => resumeEndpoint(owner, { webhookId, resume: how }))
      print(json, body, () => 'It is active, and the service goes on within seconds.')
    })
}

function rotate(webhook: Command): void {
  verb(webhook, 'rotate', 'Make a new secret; for 24 hours both sign', `webhook rotate ${ID}`)
    .argument('<webhookId>', 'its id, from "webhook list"', readId)
    .action(async (webhookId: string, { json }: { json?: boolean }) => {
      const body = (await onEndpoint(webhookId, (owner) => rotateSecret(owner, { webhookId }))) as {
        secret: string
        previousSecretUntil: string
      }
      print(json, body, () =>
        facts([
          ['Secret', body.secret],
          ['The previous signs until', body.previousSecretUntil],
        ]),
      )
    })
}

interface ResendOptions {
  all?: true
  state?: (typeof WEBHOOK_DELIVERY_STATES)[number]
  type?: string
  since?: string
  before?: string
  json?: boolean
}

function resend(webhook: Command): void {
  const example = `webhook resend ${ID} --all --state FAILED --since 2026-02-01`
  verb(webhook, 'resend', 'Send one delivery again, or all that match', example)
    .argument('<webhookId>', 'its id, from "webhook list"', readId)
    .argument('[deliveryId]', 'one delivery, from "webhook show"', webhookDeliveryId)
    .option('--all', 'all that have ended and match')
    .addOption(new Option('--state <state>', 'only those in this state').choices(WEBHOOK_DELIVERY_STATES))
    .option('--type <type>', 'only events whose type begins so', nonEmpty)
    .option('--since <instant>', 'only those made since then', moment)
    .option('--before <instant>', 'only those made before then', moment)
    .action(async (webhookId: string, deliveryId: string | undefined, options: ResendOptions) => {
      const { all, state, type, since, before, json } = options
      if ((deliveryId === undefined) === (all === undefined))
        throw new CliError('USAGE', 'Which? Give the id of one delivery, or --all. Nothing was done.')
      if (deliveryId !== undefined) {
        const body = await onEndpoint(webhookId, (owner) => resendDelivery(owner, { webhookId, deliveryId }))
        print(json, body, () => 'It is sent again within seconds.')
        return
      }
      const filter: WebhookResend = {
        ...(state && { state }),
        ...(type !== undefined && { type }),
        ...(since !== undefined && { createdSince: since }),
        ...(before !== undefined && { createdBefore: before }),
      }
      const body = (await onEndpoint(webhookId, (owner) => resendMatching(owner, { webhookId, filter }))) as {
        deliveries: number
        hasMore: boolean
      }
      print(
        json,
        body,
        () => `${body.deliveries} are sent again.${body.hasMore ? ' There are more: run the command again.' : ''}`,
      )
    })
}

function replayCommand(webhook: Command): void {
  verb(webhook, 'replay', 'Send all events again from a time or a cursor on', `webhook replay ${ID} --time 2026-02-01`)
    .argument('<webhookId>', 'its id, from "webhook list"', readId)
    .addOption(
      new Option('--time <instant>', '2026-02-01, UTC, or 2026-02-01T09:30:00Z').argParser(moment).conflicts('cursor'),
    )
    .option('--cursor <cursor>', 'the events after this cursor of GET /events or of a webhook', nonEmpty)
    .action(async (webhookId: string, { time, cursor, json }: { time?: string; cursor?: string; json?: boolean }) => {
      const place = { ...(time !== undefined && { time }), ...(cursor !== undefined && { cursor }) }
      const body = await onEndpoint(webhookId, (owner) => replay(owner, { webhookId, replay: place }))
      print(json, body, () => 'The replay begins within seconds. Follow it with "saatava webhook show".')
    })
}

/** Runs a verb for the owner of an endpoint. */
function onEndpoint(webhookId: string, work: (owner: OwnerCtx) => Promise<Answer>): Promise<unknown> {
  return withCtx(async (ctx) => (await work(await ownerCtx(ctx, { webhookId }))).body)
}

function networkOf({ platform }: Ctx) {
  return webhookNetwork(platform.config)
}
