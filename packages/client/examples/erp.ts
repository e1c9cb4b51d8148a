/**
 * An ERP in seventy lines: it submits its invoices, follows their states, and books each payment once. Everything
 * it knows is in one file, which is written before the next event is read, so that it may be stopped at any time.
 *
 *   SAATAVA_URL=http://localhost:8080 SAATAVA_TOKEN=… node erp.ts
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { type Client, type NewInvoice, type SaatavaEvent, createClient, events, invoices } from 'saatava-client'

interface Book {
  /** The place in the feed: everything before it is booked. */
  cursor: string | undefined
  /** State of each invoice by its number. */
  states: Record<string, string>
  /** Payments by the id of the event that reported them. */
  payments: Record<string, { invoiceNumber: number; amount: number; currency: string }>
}

export async function openBook(file: string): Promise<Book> {
  const text = await readFile(file, 'utf8').catch(() => '{"states":{},"payments":{}}')
  return JSON.parse(text) as Book
}

/** A crash in the middle of writing leaves the book as it was. */
async function save(file: string, book: Book): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(book, null, 2))
  await rename(`${file}.new`, file)
}

/** Invoices that were submitted before may be given again: the service knows them by their numbers. */
export async function submitAll(client: Client, open: Iterable<NewInvoice>): Promise<string[]> {
  const refused: string[] = []
  for await (const outcome of invoices.batch(client, open)) {
    if (outcome.status === 200) continue
    const faults = outcome.errors?.map(({ pointer, message }) => `${pointer} ${message}`) ?? []
    refused.push(`line ${outcome.line}: ${[outcome.detail, ...faults].join('; ')}`)
  }
  return refused
}

/** The same event may come twice, so what it books has the event's own id. */
function enter({ states, payments }: Book, event: SaatavaEvent): void {
  if (event.type === 'invoice.received' || event.type === 'invoice.accepted' || event.type === 'invoice.distributed')
    states[event.data.invoiceNumber] = event.type
  if (event.type === 'invoice.error') states[event.data.invoiceNumber] = 'needs a correction'
  if (event.type === 'payment.allocated' || event.type === 'payment.unallocated') {
    const { invoiceNumber, amount, currency } = event.data
    const isTakenAway = event.type === 'payment.unallocated'
    payments[event.eventId] = { invoiceNumber, amount: isTakenAway ? -amount : amount, currency }
  }
  // Other events are of no interest here, and newer services have more of them.
}

/** Books events as they happen, until the signal is aborted. */
export async function follow(client: Client, file: string, signal: AbortSignal): Promise<void> {
  const book = await openBook(file)
  for await (const event of events.follow(client, { after: book.cursor, signal, everyMs: 500 })) {
    enter(book, event)
    book.cursor = event.cursor
    await save(file, book)
  }
}

if (process.argv[1]?.endsWith('erp.ts')) {
  const client = createClient({ baseUrl: process.env['SAATAVA_URL'] ?? '', token: process.env['SAATAVA_TOKEN'] ?? '' })
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  await follow(client, 'book.json', stop.signal)
}
