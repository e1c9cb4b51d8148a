/**
 * Starts the background work on payments: the folder of bank files, the matching of new entries and of those that wait.
 */
import { mkdirSync } from 'node:fs'
import type { Ctx, Platform } from '../platform/context.ts'
import { type Looks, type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { createInbox } from './inbox.ts'
import { matchRound } from './match/match-all.ts'
import { placeDue } from './place-entries.ts'
import { createWaitingLook } from './match/match-waiting.ts'
import { releaseDue } from './release-entries.ts'
import { noteUnconfirmedReturns } from './returns/note-unconfirmed.ts'
import { sendReturns } from './returns/send-returns.ts'

const INBOX_POLL_MS = 2_000
const INBOX_QUIET_MS = 5_000
/** Most waiting entries wait for long. */
const WAITING_POLL_MS = 1_000
/** They are due at the beginning of a banking day. */
const RETURNS_POLL_MS = 60_000

export interface Payments {
  /** Entries have come in. */
  wake(): void
  looks(): Looks[]
  stop(): Promise<void>
}

/** @param onAllocated called when something was handled: there may be payments for accounting */
export function startPayments(platform: Platform, onAllocated: () => void): Payments {
  const log = platform.log.child({ part: 'payments' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:payments' }
  const matching = startWorkLoop({
    name: 'bank entries',
    log,
    pollMs: platform.config.distributionPollMs,
    work: async () => {
      const done = await matchRound(ctx)
      if (done > 0) onAllocated()
      return (await placeDue(ctx)) + done > 0
    },
  })
  const look = createWaitingLook(ctx)
  const waiting = startWorkLoop({
    name: 'waiting bank entries',
    log,
    pollMs: WAITING_POLL_MS,
    work: async () => {
      const released = await releaseDue(ctx)
      if (released > 0) matching.wake()
      const taken = await look()
      if (taken > 0) onAllocated()
      return released + taken > 0
    },
  })
  const returns = startWorkLoop({
    name: 'returns to payers',
    log,
    pollMs: platform.config.environment === 'sandbox' ? platform.config.distributionPollMs : RETURNS_POLL_MS,
    work: async () => {
      await noteUnconfirmedReturns(ctx)
      return (await sendReturns(ctx)) > 0
    },
  })
  const inbox = startBankInbox(platform, { onTaken: () => matching.wake() })
  return {
    wake() {
      matching.wake()
      returns.wake()
    },
    looks: () => [matching, waiting, returns, ...(inbox === undefined ? [] : [inbox])],
    async stop() {
      await inbox?.stop()
      await Promise.all([matching.stop(), waiting.stop(), returns.stop()])
    },
  }
}

/** Looks into BANK_INBOX, where it is set; the folder is made where it is not there. */
export function startBankInbox(
  platform: Platform,
  {
    onTaken,
    quietMs = INBOX_QUIET_MS,
    pollMs = INBOX_POLL_MS,
  }: { onTaken: () => void; quietMs?: number; pollMs?: number },
): WorkLoop | undefined {
  const folder = platform.config.bankInbox
  if (folder === undefined) return undefined
  mkdirSync(folder, { recursive: true })
  const log = platform.log.child({ part: 'payments' })
  const look = createInbox({ platform, log, requestId: 'worker', actor: 'system:bank-inbox' }, { folder, quietMs })
  const work = async () => {
    const taken = await look()
    if (taken > 0) onTaken()
    return taken > 0
  }
  return startWorkLoop({ name: 'bank inbox', log, pollMs, work })
}
