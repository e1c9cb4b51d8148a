/** Shipments and a mail server for the tests of this folder. */
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { Shipment } from '../../../../src/channels/port.ts'
import { type EmailChannelOptions, createEmailChannel } from '../../../../src/channels/email/index.ts'

export const DELIVERY = '01890a5d-ac96-774b-bcce-b302099a8057'
export const PDF = new Uint8Array(Buffer.from('%PDF-1.7\n% a small one\n%%EOF\n'))

/** An invoice of 250.00 EUR with everything that a mail shows; change what a test is about. */
export function invoice(changes: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const buyer = {
    name: 'Matti Meikäläinen',
    entityType: 'CONSUMER',
    email: 'matti@example.com',
    address: { countryCode: 'FI' },
  } as const
  return {
    number: '1234',
    type: 'INVOICE',
    date: '2026-04-01',
    dueDate: '2026-04-15',
    currency: 'EUR',
    language: 'fi',
    references: {},
    seller: { name: 'Test Customer Oy', businessId: '0112038-9', email: 'billing@example.com', phone: '+358 9 1234' },
    buyer,
    recipient: buyer,
    rows: [],
    vatLines: [],
    totals: { net: 19_920n, vat: 5_080n, total: 25_000n, paid: 0n },
    payment: {
      accounts: [{ iban: 'FI5810171000000122', bic: 'NDEAFIHH' }],
      reference: { kind: 'FI', value: '1232', printed: '1232' },
      payable: 25_000n,
    },
    terms: { netDays: 14 },
    showProductCode: false,
    ...changes,
  }
}

export function shipment(changes: Partial<Shipment> = {}): Shipment {
  return {
    clientId: 1,
    deliveryId: DELIVERY,
    document: invoice(),
    pdf: PDF,
    einvoice: undefined,
    settings: { email: {}, print: { class: 'ECONOMY', colour: false, duplex: false }, einvoice: {} },
    createdAt: new Date('2026-04-01T08:00:00Z'),
    ...changes,
  }
}

/** A shipment to an address. */
export function shipmentTo(email: string, changes: Partial<Shipment> = {}): Shipment {
  const { recipient } = invoice()
  return shipment({ document: invoice({ recipient: { ...recipient, email } }), ...changes })
}

export interface ReceivedMail {
  session: SMTPServerSession
  from: string
  to: string[]
  raw: Buffer
}

/** A real mail server on loopback that takes everything, unless `options` say otherwise. */
export async function mailServer(
  options: SMTPServerOptions = {},
): Promise<{ server: SMTPServer; port: number; mails: ReceivedMail[]; close(): Promise<void> }> {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        mails.push({ session, from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) })
        callback(null, 'queued as TEST1')
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return { server, port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

interface LogLine {
  level: 'info' | 'warn'
  fields: object
  message: string
}

/** A channel on a port of loopback, and what it logged. */
export function channelTo(port: number, options: Partial<EmailChannelOptions> = {}) {
  const lines: LogLine[] = []
  const channel = createEmailChannel({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'invoices@saatava.example.com',
    log: {
      info: (fields, message) => lines.push({ level: 'info', fields, message }),
      warn: (fields, message) => lines.push({ level: 'warn', fields, message }),
    },
    ...options,
  })
  return { channel, lines }
}

export const NEVER = new AbortController().signal
export const BATCH = '01890a5d-0000-7000-8000-000000000001'

export function parsed(raw: Buffer): Promise<Email> {
  return PostalMime.parse(raw)
}
