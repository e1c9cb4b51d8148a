/** Gives the simulated bank of a sandbox its turns, and takes the files that it puts into the inbox at once. */
import { clientFundsAccounts } from '../agency/read-agency.ts'
import { createInbox } from '../payments/inbox.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import { type Looks, startWorkLoop } from '../platform/work-loop.ts'
import type { BankSimulator, BankWorld, Incoming } from '../simulators/bank/index.ts'

const POLL_MS = 250

export interface SimulatedBank extends Looks {
  wake(): void
  /** Does all the work that the bank has by the clock, and takes in its files. @returns whether there was anything */
  turn(): Promise<boolean>
  /** A debtor pays, or the bank takes a payment back; the bank's notice of it has been taken when this resolves. */
  pay(payment: Incoming): Promise<void>
  stop(): Promise<void>
}

/** @param onTaken called when files of the bank's have come in */
export function startSimulatedBank(
  platform: Platform,
  bank: BankSimulator,
  onTaken: () => void,
): SimulatedBank | undefined {
  const { bank: settings, bankInbox: inbox, simulatedBank } = platform.config
  if (!simulatedBank || inbox === undefined) return undefined
  const log = platform.log.child({ part: 'simulated bank' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:bank-inbox' }
  const look = createInbox(ctx, { folder: inbox, quietMs: 0 })
  const world: BankWorld = {
    ...{ outbox: settings.outbox, inbox },
    accounts: async () => (await clientFundsAccounts(platform)).map(({ iban, currency }) => ({ iban, currency })),
  }
  let last: Promise<unknown> = Promise.resolve()
  const turn = () => {
    const next = last.then(async () => {
      const worked = await bank.turn(world)
      const taken = worked ? await look() : 0
      if (taken > 0) onTaken()
      return worked || taken > 0
    })
    last = next.catch(() => undefined)
    return next
  }
  const loop = startWorkLoop({
    name: 'simulated bank',
    log,
    pollMs: POLL_MS,
    work: async () => (await turn()) && false,
  })
  const pay = async (payment: Incoming) => {
    bank.receive(payment)
    await turn()
  }
  return { ...loop, turn, pay }
}
