/** Brings the events of a client to a receiver on a developer's machine, signed as webhooks are: no tunnel is needed. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { readConfig } from '../../config/config.ts'
import { type EndpointKeys, newKeys } from '../../webhooks/signing/keys.ts'
import { signedHeaders } from '../../webhooks/signing/sign.ts'
import { CliError } from '../failure.ts'
import { finishing } from '../finishing.ts'
import { nonEmpty, verb } from '../options.ts'
import { plain, print } from '../output.ts'

const EVENTS = '/api/v1/partner/events'
const POLL_MS = 1_000
const ANSWER_MS_MAX = 15_000
const PAGE = 1_000

interface Options {
  forward: string
  token?: string
  origin?: string
  type?: string
  fromStart?: true
  keep?: string
  json?: boolean
}

/** The place that a file keeps, so that another run goes on. */
interface Place {
  cursor: string | undefined
  sequence: number
  secret: string
}

interface FeedEvent {
  eventId: string
  at: string
  type: string
}

export function webhookListenCommand(webhook: Command): void {
  const example = 'webhook listen --forward http://localhost:3000/hook'
  verb(webhook, 'listen', 'Send the events of a client, signed, to a receiver on this machine; Ctrl-C ends it', example)
    .requiredOption('--forward <url>', 'where the receiver listens', address)
    .option('--token <token>', 'access token of the client (default: the variable TOKEN)', nonEmpty)
    .option('--origin <origin>', 'where Saatava runs (default: the service on this machine)', address)
    .option('--type <type>', 'only events whose type begins so', nonEmpty)
    .option('--from-start', 'begin with the first event of the feed (default: with the events from now on)')
    .option('--keep <file>', 'keep place and secret in this file, and go on from it', nonEmpty)
    .action((options: Options) => {
      const ending = new AbortController()
      return finishing(
        () => listen(options, ending.signal),
        async () => ending.abort(),
      )
    })
}

async function listen(options: Options, signal: AbortSignal): Promise<void> {
  const { forward, json, keep, token = process.env['TOKEN']?.trim() } = options
  if (token === undefined || token === '')
    throw new CliError('USAGE', 'Whose events? Give --token, or set the variable TOKEN.')
  const feed = feedOf({ ...options, token }, signal)
  const place = await startOf(options, feed)
  await keepPlace(keep, place)
  print(json, { secret: place.secret, forward }, () => `Secret  ${place.secret}\nEvents go to ${forward}. Ctrl-C ends.`)
  for (;;) {
    // One event a page: the Link of its page is the cursor of the event.
    const { events, next } = await feed(place.cursor, 1)
    place.cursor = next
    const [event] = events
    if (event === undefined) {
      await keepPlace(keep, place)
      await sleep(POLL_MS, undefined, { signal })
    } else {
      place.sequence++
      const outcome = await post(forward, event, place, signal)
      // The place is kept before the outcome is printed: a listener that is ended now goes on after this event.
      await keepPlace(keep, place)
      print(json, { eventId: event.eventId, type: event.type, ...outcome }, () =>
        plain(`${event.at}  ${event.type}  ${outcome.status ?? outcome.error}  ${outcome.ms} ms`),
      )
    }
  }
}

/** Replaces the file as a whole, so that a run that is cut off leaves one that can be read. */
async function keepPlace(keep: string | undefined, place: Place): Promise<void> {
  if (keep === undefined) return
  const draft = `${keep}.new`
  await writeFile(draft, JSON.stringify(place), { mode: 0o600 })
  await rename(draft, keep)
}

type ReadFeed = (
  cursor: string | undefined,
  limit: number,
) => Promise<{ events: FeedEvent[]; next: string; hasMore: boolean }>

function feedOf({ token, type, origin }: Options, signal: AbortSignal): ReadFeed {
  const base = origin ?? `http://127.0.0.1:${readConfig(process.env).port}`
  return async (cursor, limit) => {
    const url = new URL(EVENTS, base)
    url.searchParams.set('limit', String(limit))
    if (type !== undefined) url.searchParams.set('type', type)
    if (cursor !== undefined) url.searchParams.set('cursor', cursor)
    const reply = await fetch(url, { headers: { 'x-api-key': token ?? '' }, signal }).catch((error: Error) => {
      if (signal.aborted) throw error
      throw new CliError('UNREACHABLE', `${base} does not answer (${causeOf(error)}). Does the service run there?`)
    })
    const body = (await reply.json()) as { events?: FeedEvent[]; hasMore?: boolean; detail?: string }
    if (!reply.ok) throw new CliError('REFUSED', `${base} answers ${reply.status}: ${plain(body.detail ?? '')}`)
    const link = /^<([^>]+)>/.exec(reply.headers.get('link') ?? '')?.[1] ?? ''
    const next = new URL(link, base).searchParams.get('cursor') ?? ''
    return { events: body.events ?? [], next, hasMore: body.hasMore === true }
  }
}

async function startOf({ keep, fromStart }: Options, feed: ReadFeed): Promise<Place> {
  const kept = keep === undefined ? undefined : await readFile(keep, 'utf8').catch(() => undefined)
  if (kept !== undefined) return JSON.parse(kept) as Place
  const { secret } = newKeys()
  let cursor: string | undefined
  let hasMore = fromStart !== true
  while (hasMore) ({ next: cursor, hasMore } = await feed(cursor, PAGE))
  return { cursor, sequence: 0, secret }
}

interface Outcome {
  status: number | null
  error: string | null
  ms: number
}

async function post(forward: string, event: FeedEvent, place: Place, signal: AbortSignal): Promise<Outcome> {
  const { cursor, sequence, secret } = place
  const body = Buffer.from(JSON.stringify({ ...event, timestamp: event.at, cursor, sequence }))
  const keys: EndpointKeys = { secret, signingKey: '' }
  const headers = signedHeaders({ id: event.eventId, body }, [keys], 'V1', new Date())
  const began = performance.now()
  const ms = () => Math.round(performance.now() - began)
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)])
    const reply = await fetch(forward, { method: 'POST', headers, body, redirect: 'manual', signal: limited })
    await reply.body?.cancel()
    return { status: reply.status, error: null, ms: ms() }
  } catch (error) {
    return { status: null, error: causeOf(error), ms: ms() }
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message
}

function address(text: string): string {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new InvalidArgumentError('It takes an address such as http://localhost:3000/hook.')
  return url.href
}
