/** Helpers that the tests of channels with drops share: simulators over real HTTP, shipments, and a place for files. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import Fastify from 'fastify'
import { v7 as uuid } from 'uuid'
import { exampleBuyer, exampleDocument } from '../documents/example.ts'
import { finvoiceWithSoap, finvoiceXml } from '@saatava/einvoice/finvoice/write.ts'
import type { Address, InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { DropLog } from '../../../src/drops/answer-files.ts'
import type { Exchange } from '../../../src/drops/exchange.ts'
import { openExchange } from '../../../src/drops/open-exchange.ts'
import { type Faults, createFaults } from '../../../src/simulators/kit/faults.ts'
import { openJournal } from '../../../src/simulators/kit/journal.ts'
import { mountSimulators } from '../../../src/simulators/kit/server.ts'
import { createOperatorSimulator } from '../../../src/simulators/operator/index.ts'
import { createPrinthouseSimulator } from '../../../src/simulators/printhouse/index.ts'
import type { Shipment } from '../../../src/channels/port.ts'

export const never = new AbortController().signal

export interface SimulatedDrop<T> {
  url: string
  drop: Exchange
  faults: Faults
  inspect(): Promise<T>
  set(settings: unknown): Promise<number>
  close(): Promise<void>
}

const CREATE = { operator: createOperatorSimulator, printhouse: createPrinthouseSimulator }

/** @param journalFile where the simulator's books are kept over a restart */
export async function simulatedDrop<T>(
  context: TestContext,
  name: keyof typeof CREATE,
  options: { timeoutMs?: number; journalFile?: string; token?: string } = {},
): Promise<SimulatedDrop<T>> {
  const app = Fastify({ forceCloseConnections: true })
  const faults = createFaults()
  const journal = openJournal(options.journalFile)
  const simulator = CREATE[name]({ faults, journal, now: () => new Date() })
  await mountSimulators(app, [{ simulator, faults }])
  const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/${name}`
  const { timeoutMs, token } = options
  const drop = openExchange(url, { label: name, token, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    await drop.close()
    await app.close()
    journal.close()
  }
  context.after(close)
  return {
    url,
    drop,
    faults,
    close,
    inspect: async () => (await (await fetch(`${url}/inspect`)).json()) as T,
    set: async (settings) => (await fetch(`${url}/settings`, { method: 'PUT', body: JSON.stringify(settings) })).status,
  }
}

export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'channel-drop-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A log that keeps its lines. */
export function memoryLog(): DropLog & { lines: { details: object; message: string }[] } {
  const lines: { details: object; message: string }[] = []
  const note = (details: object, message: string) => void lines.push({ details, message })
  return { lines, warn: note, error: note }
}

const pdfs = new Map<number, Promise<Uint8Array>>()

export function pdfOf(pages: number): Promise<Uint8Array> {
  const made = pdfs.get(pages) ?? makePdf(pages)
  pdfs.set(pages, made)
  return made
}

async function makePdf(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (let page = 0; page < pages; page++) pdf.addPage().drawText(`Lasku, sivu ${page + 1}`)
  return pdf.save()
}

export interface ShipmentInput {
  deliveryId?: string
  createdAt?: Date
  number?: string
  name?: string
  address?: Partial<Address>
  pdf?: Uint8Array | undefined
  pages?: number
  receiver?: string
  operator?: string
  framed?: boolean
}

export async function shipmentOf(input: ShipmentInput = {}): Promise<Shipment> {
  const { deliveryId = uuid(), createdAt = new Date('2026-01-31T10:00:00Z'), number = '2026000042', pages = 1 } = input
  const address = { ...exampleBuyer.address, countryCode: 'FI', ...input.address }
  const recipient = { ...exampleBuyer, address, ...(input.name === undefined ? {} : { name: input.name }) }
  const document = exampleDocument({ number, recipient })
  return {
    clientId: 7,
    deliveryId,
    document,
    pdf: 'pdf' in input ? input.pdf : await pdfOf(pages),
    einvoice: { format: 'FINVOICE', xml: Buffer.from(xmlOf(document, deliveryId, createdAt, input)) },
    settings: { email: {}, print: { class: 'ECONOMY', colour: false, duplex: true }, einvoice: {} },
    createdAt,
  }
}

function xmlOf(document: InvoiceDocument, messageId: string, createdAt: Date, input: ShipmentInput): string {
  const { receiver = '003722625095', operator = 'NDEAFIHH', framed = false } = input
  const write = framed ? finvoiceWithSoap : finvoiceXml
  return write(document, {
    from: { id: '003701120389', intermediatorId: '003721291126', name: 'Test Customer Oy' },
    to: { id: receiver, intermediatorId: operator, name: 'Example Buyer Oy' },
    messageId,
    createdAt,
    timeZone: 'Europe/Helsinki',
  })
}
