/** Connections to the mail server, kept and shared; one mail goes out at most once. */
import { createTransport } from 'nodemailer'
import type { SendMailOptions } from 'nodemailer/lib/mailer'
import type { SendOutcome } from '../port.ts'
import { cleanLine } from './clean.ts'
import { handedOutOnce, type Progress } from './once.ts'
import { outcomeOfFailure, type SmtpFailure } from './outcome.ts'
import type { SmtpSettings } from './smtp-settings.ts'

const REMOTE_ID_CHARACTERS_MAX = 200
/** Before a message is begun a connection that the server has let go is replaced this often. */
const RECONNECTS_MAX = 2
const MESSAGES_PER_CONNECTION_MAX = 100

export interface MailerTimeouts {
  connectMs: number
  greetingMs: number
  /** Without a byte from the server, also while its last word is awaited. */
  silenceMs: number
  idleMs: number
}

// RFC 5321 §4.5.3.2 lets a server take ten minutes over its last word; a lease on the delivery ends long before, and
// what is cut off there is `unknown`, never sent twice.
export const TIMEOUTS: MailerTimeouts = { connectMs: 20_000, greetingMs: 20_000, silenceMs: 120_000, idleMs: 30_000 }

export interface MailerOptions {
  server: SmtpSettings
  connectionsMax: number
  timeouts: MailerTimeouts
  /** PEM of the authority that has signed the mail server's certificate, where it is none of the public ones. */
  ca?: string
}

export interface Mailer {
  /** Never throws for what the server does. */
  send(mail: SendMailOptions, signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

export function createMailer({ server, connectionsMax, timeouts, ca }: MailerOptions): Mailer {
  const { loopback, ...connection } = server
  const transport = createTransport({
    pool: true,
    ...connection,
    maxConnections: connectionsMax,
    maxMessages: MESSAGES_PER_CONNECTION_MAX,
    maxRequeues: RECONNECTS_MAX,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
    dnsTimeout: timeouts.connectMs,
    idleTimeout: timeouts.idleMs,
    // A mail server on this machine often has a certificate that nobody signed; it need not prove who it is.
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: !loopback || ca !== undefined,
      ...(ca === undefined ? {} : { ca }),
    },
  })
  const progresses = new WeakMap<object, Progress>()
  transport.use('stream', (mail, done) => {
    const progress = progresses.get(mail.data.envelope ?? {})
    if (progress === undefined) return done(new Error('A mail must have a time limit before it is sent.'))
    mail.message.processFunc((input) => handedOutOnce(input, progress))
    done()
  })
  return {
    async send(mail, signal) {
      const progress: Progress = { begun: false }
      progresses.set(mail.envelope ?? {}, progress)
      try {
        const info = await transport.sendMail({ ...mail, signal })
        return { kind: 'sent', remoteId: info.serverMessageId ?? queueIdIn(info.response) ?? info.messageId }
      } catch (error) {
        return outcomeOfFailure(failureOf(error), progress.begun)
      }
    },
    close: () => transport.close(),
  }
}

/** The id under which the server's own log knows the mail: Postfix says "queued as 4D2A…", Exim "id=1rT…". */
function queueIdIn(response: string): string | undefined {
  const id = /\b(?:queued as|queued mail for delivery, id|id=)\s*([^\s,;]+)/i.exec(response)?.[1]
  return id === undefined ? undefined : cleanLine(id, REMOTE_ID_CHARACTERS_MAX)
}

function failureOf(error: unknown): SmtpFailure {
  return error instanceof Error ? error : { message: String(error) }
}
