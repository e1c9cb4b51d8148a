/** The SMTP side: takes mails on loopback, with the receivers of receivers.ts and the faults of the kit. */
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { FaultName, FaultOrder, Faults } from '../kit/faults.ts'
import { receiverOf } from './receivers.ts'

const MAIL_BYTES_MAX = 35 * 1024 * 1024
const CLIENTS_MAX = 1_000
const CLOSE_MS = 500

/** Faults that mean something to SMTP; those of HTTP alone stay ordered. */
const BEFORE: FaultName[] = ['CUT', 'SLOW', 'MAINTENANCE', 'TOO_MANY_REQUESTS', 'EXPIRED_TOKEN', 'REFUSE']
const AFTER: FaultName[] = ['COMMIT_THEN_CUT', 'COMMIT_THEN_SLOW']
const DELAY_MS = 1_000

/** An answer of the server that is not 2yz. */
class Refusal extends Error {
  readonly responseCode: number
  constructor(code: number, text: string) {
    super(text)
    this.responseCode = code
  }
}
const CUT = new Refusal(421, '4.3.2 cut')

export interface SmtpSide {
  listen(port: number, host: string): Promise<number>
  close(): Promise<void>
}

/** @param take keeps a mail; the mail is answered for when it has returned. @returns under which number it is queued */
export function createSmtpSide(
  faults: Faults,
  take: (from: string, to: string[], raw: Buffer) => Promise<number>,
): SmtpSide {
  const server = new SMTPServer({
    name: 'mail.simulator.example',
    banner: 'Saatava mail simulator',
    size: MAIL_BYTES_MAX,
    maxClients: CLIENTS_MAX,
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: CLOSE_MS,
    logger: false,
    onRcptTo({ address }, session, callback) {
      void answer(session, callback, () => onRcpt(faults, address))
    },
    onData(stream, session, callback) {
      void answer(session, callback, () => onText(faults, take, stream, session))
    },
  })
  // A client that goes away is no error of the simulator's.
  server.on('error', () => {})

  async function answer(
    session: SMTPServerSession,
    callback: (error?: Error | null, message?: string) => void,
    work: () => Promise<string | undefined>,
  ): Promise<void> {
    try {
      const message = await work()
      callback(null, message)
    } catch (error) {
      if (error === CUT) cut(session)
      else callback(error instanceof Error ? error : new Error(String(error)))
    }
  }

  function cut(session: SMTPServerSession): void {
    for (const connection of server.connections) if (connection.session.id === session.id) connection._socket.destroy()
  }

  return {
    listen(port, host) {
      return new Promise((resolve, reject) => {
        server.server.once('error', reject)
        server.listen(port, host, () => {
          server.server.off('error', reject)
          resolve((server.server.address() as AddressInfo).port)
        })
      })
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function onRcpt(faults: Faults, address: string): Promise<undefined> {
  const fault = faults.take('before', address, BEFORE)
  if (fault !== undefined) await playBefore(fault)
  const { atRcpt } = receiverOf(address) ?? {}
  if (atRcpt !== undefined) throw new Refusal(atRcpt.code, atRcpt.text)
}

async function playBefore({ fault, delayMs, code, text }: FaultOrder): Promise<void> {
  if (fault === 'CUT') throw CUT
  if (fault === 'SLOW') await sleep(delayMs ?? DELAY_MS)
  if (fault === 'MAINTENANCE') throw new Refusal(421, '4.3.2 Closed for maintenance')
  if (fault === 'TOO_MANY_REQUESTS') throw new Refusal(450, '4.7.1 Too many messages, slow down')
  if (fault === 'EXPIRED_TOKEN') throw new Refusal(530, '5.7.0 Authentication required')
  if (fault === 'REFUSE') throw new Refusal(/^[45]\d\d$/.test(code ?? '') ? Number(code) : 550, text ?? '5.0.0 Refused')
}

async function onText(
  faults: Faults,
  take: (from: string, to: string[], raw: Buffer) => Promise<number>,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<string> {
  const chunks: Buffer[] = []
  // Read to its end, also when it is too large: only then can the server answer.
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer)
  if (stream.sizeExceeded) throw new Refusal(552, `5.3.4 A mail has at most ${MAIL_BYTES_MAX} bytes`)
  const { mailFrom, rcptTo } = session.envelope
  const to = rcptTo.map(({ address }) => address)
  const atText = to.map((address) => receiverOf(address)?.atText).find((one) => one !== undefined)
  if (atText !== undefined && atText !== 'CUT') throw new Refusal(atText.code, atText.text)
  const id = await take(mailFrom === false ? '' : mailFrom.address, to, Buffer.concat(chunks))
  if (atText === 'CUT') throw CUT
  const fault = faults.take('after', to[0] ?? '', AFTER)
  if (fault?.fault === 'COMMIT_THEN_CUT') throw CUT
  if (fault?.fault === 'COMMIT_THEN_SLOW') await sleep(fault.delayMs ?? DELAY_MS)
  return `2.0.0 Ok: queued as SIM${id}`
}
