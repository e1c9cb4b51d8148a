/** The background work of webhooks: hands events over, sends what is due, and records the outcomes. */
import { v7 as uuid } from 'uuid'
import type { Ctx, Platform } from '../../platform/context.ts'
import { type Looks, startWorkLoop } from '../../platform/work-loop.ts'
import type { WebhookNetwork } from '../network.ts'
import { type Outgoing, claim } from './claim.ts'
import { LANES, type Lane, renewLeases, takeBackLost } from './claim-queries.ts'
import { handOver } from './hand-over.ts'
import { createHosts } from './hosts.ts'
import { judgeAnswer } from './judge-answer.ts'
import { createWebhookRecorder } from './record.ts'
import { send } from './send.ts'

const POLL_MS = 500
const LOST_MS = 1_000
/** Renewals in the time of one lease. */
const RENEWALS = 3
/** Requests of this process that are under way. Requests that may take their whole time have separate places. */
const PLACES: Record<Lane, number> = { sound: 256, doubtful: 128, broken: 64 }
/** Claimed in one transaction, so that its locks are short. */
const CLAIMED_MAX = 64
const UNDER_WAY_POLL_MS = 10

export interface Pusher extends Looks {
  wake(): void
  stop(): Promise<void>
}

export function startPusher(platform: Platform, network: WebhookNetwork): Pusher {
  const log = platform.log.child({ part: 'webhooks' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:webhooks' }
  const lease = { owner: uuid(), seconds: platform.config.webhookLeaseSeconds }
  const recorder = createWebhookRecorder(ctx, lease.owner)
  const hosts = createHosts()
  const underWay: Record<Lane, Set<Outgoing>> = { sound: new Set(), doubtful: new Set(), broken: new Set() }
  const all = () => LANES.flatMap((lane) => [...underWay[lane]])
  const cut = new AbortController()
  let stopping = false
  let lostAt = Number.NEGATIVE_INFINITY

  async function work(): Promise<boolean> {
    if (performance.now() - lostAt > LOST_MS) {
      lostAt = performance.now()
      await takeBackLost(platform.pool, platform.clock.now())
    }
    let more = await handOver(platform)
    for (const lane of LANES) {
      const free = Math.min(CLAIMED_MAX, PLACES[lane] - underWay[lane].size)
      if (free <= 0 || stopping) continue
      const { outgoing, turnMs } = await claim(platform, { lane, lease, free, hosts })
      for (const one of outgoing) void deliver(lane, one)
      more ||= outgoing.length > 0
      if (turnMs !== undefined) setTimeout(() => loop.wake(), turnMs).unref()
    }
    return more
  }

  async function deliver(lane: Lane, outgoing: Outgoing): Promise<void> {
    underWay[lane].add(outgoing)
    const { delivery, target, message, keys } = outgoing
    let tookMs: number | undefined
    try {
      const { url, mode, signatures } = target
      const request = { url, message, keys, signatures, at: platform.clock.real(), signal: cut.signal }
      const { sent, ms } = await send(request, network)
      tookMs = ms
      // Cut off by our own end: the lease ends, and another worker sends it again.
      if (cut.signal.aborted && sent.kind === 'unanswered') return
      const at = platform.clock.now()
      const verdict = judgeAnswer(sent, at)
      const outcome = verdict.isDelivered ? 'delivered' : sent.kind === 'answered' ? 'refused' : 'unanswered'
      platform.metrics.webhookSeconds.observe({ outcome }, ms / 1_000)
      await recorder.submit({ delivery, mode, sent, verdict, ms, at })
    } catch (error) {
      log.warn(
        { err: error, deliveryId: delivery.deliveryId },
        'a webhook’s outcome could not be recorded; it is sent again',
      )
    } finally {
      underWay[lane].delete(outgoing)
      hosts.giveBack(target.url, 1, tookMs)
      loop.wake()
    }
  }

  const loop = startWorkLoop({ name: 'webhooks', log, pollMs: POLL_MS, work })
  const renewing = setInterval(
    () => {
      const held = all().map(({ delivery: { clientId, deliveryId } }) => ({ clientId, deliveryId }))
      if (held.length === 0) return
      renewLeases(platform.pool, held, lease).catch((error: unknown) =>
        log.warn({ err: error }, 'leases of webhooks could not be renewed'),
      )
    },
    (lease.seconds * 1000) / RENEWALS,
  )
  renewing.unref()

  async function untilNone(msMax: number): Promise<void> {
    const deadline = performance.now() + msMax
    while (all().length > 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, UNDER_WAY_POLL_MS))
  }

  return {
    wake: () => loop.wake(),
    async look() {
      await untilNone(Infinity)
      const nothing = await loop.look()
      return nothing && all().length === 0
    },
    wakes: () => loop.wakes(),
    async stop() {
      stopping = true
      await loop.stop()
      await untilNone(platform.config.shutdownSeconds * 1000)
      cut.abort()
      await untilNone(UNDER_WAY_POLL_MS * 100)
      await recorder.drained()
      clearInterval(renewing)
    },
  }
}
