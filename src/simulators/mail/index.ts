/**
 * A stand-in for the mail servers of the world: real SMTP on a separate port, its books, and bounces that come back as
 * files in a Maildir. GET /simulators/mail/messages shows the mails.
 */
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { createBooks, type Mail } from './books.ts'
import { receiverOf } from './receivers.ts'
import { sendBack } from './returns.ts'
import { createSmtpSide } from './smtp.ts'
import { mountViews } from './views.ts'

const INSPECTED_MAX = 10_000
const RETURN_DELAY_MS = 100

export interface MailSimulatorOptions {
  /** Maildir into which reports about undeliverable mails come; without it none come. */
  bounceFolder?: string
  /** Where the mails are kept; without it the latest are kept in memory. */
  folder?: string
  /** Default 127.0.0.1. */
  host?: string
  /** How long a report takes, default 100 ms. */
  returnDelayMs?: number
}

export interface MailSimulator extends Simulator {
  /** @param port 0: any. @returns the port on which SMTP is spoken */
  listen(port: number): Promise<number>
  close(): Promise<void>
}

export function createMailSimulator(kit: SimulatorKit, options: MailSimulatorOptions = {}): MailSimulator {
  const { bounceFolder, folder, host = '127.0.0.1', returnDelayMs = RETURN_DELAY_MS } = options
  const books = createBooks(kit, folder)
  const waiting = new Set<NodeJS.Timeout>()
  const returning = new Set<Promise<void>>()

  // Like a real server, it reports to the envelope sender, and never on a report (whose sender is empty).
  function planReturn(mail: Mail): void {
    if (bounceFolder === undefined || mail.from === '' || books.wasReturned(mail.id)) return
    for (const to of mail.to) {
      const returns = receiverOf(to)?.returns
      if (returns === undefined) continue
      const timer = setTimeout(() => {
        waiting.delete(timer)
        const sending = sendBack(bounceFolder, mail, to, returns, kit.now())
          .then(() => books.returned(mail.id))
          // A folder that cannot be written to: it is tried again at the next start.
          .catch(() => {})
          .finally(() => returning.delete(sending))
        returning.add(sending)
      }, returnDelayMs)
      waiting.add(timer)
    }
  }

  const smtp = createSmtpSide(kit.faults, async (from, to, raw) => {
    const mail = await books.take(from, to, raw)
    planReturn(mail)
    return mail.id
  })

  return {
    name: 'mail',
    mount: (app) => mountViews(app, books),
    inspect(address) {
      const mails = books.mails().filter(({ to }) => address === undefined || to.includes(address))
      return { count: mails.length, mails: mails.slice(-INSPECTED_MAX) }
    },
    async listen(port) {
      // Reports that were still due when the last process ended.
      for (const mail of books.mails()) planReturn(mail)
      return await smtp.listen(port, host)
    },
    async close() {
      for (const timer of waiting) clearTimeout(timer)
      await Promise.allSettled([smtp.close(), ...returning])
    },
  }
}
