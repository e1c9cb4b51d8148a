/**
 * Makes what is to be sent: the PDF, once, and the e-invoice file, once; both are archived before anything leaves, so
 * that a second attempt sends the very same bytes.
 */
import { archiveAll } from '../archive/archive.ts'
import { archivedAll } from '../archive/archived.ts'
import { loadLetters, rememberLetterFiles } from '../dunning/letters/letter-files.ts'
import type { SendOutcome, Shipment } from '../channels/port.ts'
import { BrokenAttachment, type Renderer } from '../documents/renderer.ts'
import { type LoadedInvoice, loadDocuments } from '../invoices/load-documents.ts'
import { insertMade } from '../invoices/load-queries.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { type SettingsInForce, settingsOf } from '../settings/client-settings.ts'
import { einvoiceFile, framed } from './einvoice-file.ts'
import type { Leased } from '../deliveries/queue-queries.ts'

export interface Preparation {
  renderer: Renderer
  /** The Finvoice file is led by its SOAP frame. */
  soapFrame: boolean
  /** Operator of clients that name none. */
  operatorId: string | undefined
}

export type Prepared = { shipment: Shipment } | { outcome: SendOutcome }

type Kind = 'PDF' | 'FINVOICE' | 'UBL'
interface Made {
  kind: Kind
  bytes: Uint8Array
}

/** @param signal breaks it off: it throws. @returns by deliveryId */
export async function prepareShipments(
  ctx: Ctx,
  preparation: Preparation,
  rows: Leased[],
  signal: AbortSignal,
): Promise<Map<string, Prepared>> {
  if (rows.length === 0) return new Map()
  const { pool } = ctx.platform
  const loaded = await loadAll(ctx.platform, pool, rows)
  const settings = await settingsOf(pool, pool, new Set(rows.map((row) => row.clientId)))
  const kept = await keptBytes(ctx, rows, loaded)
  const results = new Map<string, Prepared>()
  const made: { row: Leased; made: Made }[] = []
  await Promise.all(
    rows.map(async (row) => {
      const invoice = loaded.get(row.deliveryId)
      const inForce = settings.get(row.clientId)
      if (invoice === undefined || inForce === undefined) {
        const reason = 'The document of the delivery no longer exists.'
        results.set(row.deliveryId, { outcome: { kind: 'refused', code: 'NO_DOCUMENT', reason } })
        return
      }
      try {
        const old = kept.get(row.deliveryId)
        const document = old ?? (await make(preparation, row, invoice, inForce, signal))
        if (old === undefined) made.push({ row, made: document })
        results.set(row.deliveryId, { shipment: shipmentOf(preparation, row, invoice, inForce, document) })
      } catch (error) {
        if (signal.aborted) throw error
        results.set(row.deliveryId, { outcome: failureOf(ctx, row, error) })
      }
    }),
  )
  await keep(ctx, made)
  return results
}

type Loaded = Pick<LoadedInvoice, 'document' | 'attachments' | 'made'>

/** Invoices and letters, by delivery. */
async function loadAll(platform: Platform, db: Queryable, rows: Leased[]): Promise<Map<string, Loaded>> {
  const invoices = rows.filter(({ letterId }) => letterId === null)
  const loaded = invoices.length > 0 ? await loadDocuments(platform, db, invoices) : new Map<string, Loaded>()
  const letters = await loadLetters(
    platform,
    db,
    rows.flatMap(({ clientId, letterId }) => (letterId === null ? [] : [{ clientId, letterId }])),
  )
  return new Map(
    rows.flatMap((row): [string, Loaded][] => {
      const { letterId, invoiceId, deliveryId } = row
      const found = letterId === null ? loaded.get(invoiceId) : letters.get(letterId)
      return found === undefined ? [] : [[deliveryId, { attachments: [], ...found }]]
    }),
  )
}

function kindsFor(row: Leased): Kind[] {
  return row.channel === 'EINVOICE' ? ['FINVOICE', 'UBL'] : ['PDF']
}

/** Bytes that an earlier attempt made. */
async function keptBytes(ctx: Ctx, rows: Leased[], loaded: Map<string, Loaded>): Promise<Map<string, Made>> {
  const names = rows.flatMap((row) =>
    kindsFor(row).flatMap((kind) => {
      const hash = loaded.get(row.deliveryId)?.made.get(kind)
      return hash === undefined ? [] : [{ clientId: row.clientId, hash, kind, deliveryId: row.deliveryId }]
    }),
  )
  const objects = await archivedAll(ctx.platform, ctx.platform.pool, names)
  return new Map(
    names.flatMap(({ deliveryId, kind }, i): [string, Made][] => {
      const bytes = objects[i]?.bytes
      return bytes === undefined ? [] : [[deliveryId, { kind, bytes }]]
    }),
  )
}

async function make(
  preparation: Preparation,
  row: Leased,
  invoice: Loaded,
  inForce: SettingsInForce,
  signal: AbortSignal,
): Promise<Made> {
  const { document, attachments } = invoice
  if (row.channel !== 'EINVOICE')
    return { kind: 'PDF', bytes: await preparation.renderer.render(document, attachments, signal) }
  const { format, xml } = einvoiceFile(document, inForce, messageOf(preparation, row), attachments)
  return { kind: format, bytes: Buffer.from(xml) }
}

function messageOf({ operatorId }: Preparation, { deliveryId, createdAt }: Leased) {
  return { messageId: deliveryId, createdAt, operatorId }
}

function shipmentOf(
  preparation: Preparation,
  row: Leased,
  { document }: Loaded,
  inForce: SettingsInForce,
  { kind, bytes }: Made,
): Shipment {
  const { email, print, einvoice } = inForce.settings.channels
  const framedToo = kind === 'FINVOICE' && preparation.soapFrame
  const xml = framedToo ? framed(document, inForce, messageOf(preparation, row), bytes) : bytes
  return {
    clientId: row.clientId,
    deliveryId: row.deliveryId,
    document,
    pdf: kind === 'PDF' ? bytes : undefined,
    einvoice: kind === 'PDF' ? undefined : { format: kind, xml },
    settings: { email, print, einvoice },
    createdAt: row.createdAt,
  }
}

const MEDIA_TYPES: Record<Kind, string> = {
  PDF: 'application/pdf',
  FINVOICE: 'application/xml',
  UBL: 'application/xml',
}

async function keep(ctx: Ctx, made: { row: Leased; made: Made }[]): Promise<void> {
  if (made.length === 0) return
  const { pool, clock } = ctx.platform
  const at = clock.now()
  const objects = made.map(({ row: { clientId, invoiceId }, made: { bytes, kind } }) => ({
    clientId,
    bytes,
    mediaType: MEDIA_TYPES[kind],
    owner: { invoiceId },
  }))
  const hashes = await archiveAll(ctx.platform, pool, objects, at)
  const hashed = made.map(({ row, made: { kind } }, i) => ({ ...row, kind, hash: hashes[i] as Buffer }))
  const invoices = hashed.filter(({ letterId }) => letterId === null)
  if (invoices.length > 0) await insertMade(pool, invoices, at)
  const letters = hashed.flatMap(({ clientId, letterId, hash }) =>
    letterId === null ? [] : [{ clientId, letterId, hash }],
  )
  if (letters.length > 0) await rememberLetterFiles(pool, letters)
}

function failureOf(ctx: Ctx, row: Leased, error: unknown): SendOutcome {
  if (error instanceof BrokenAttachment) return { kind: 'refused', code: 'ATTACHMENT_BROKEN', reason: error.message }
  ctx.log.error({ err: error, clientId: row.clientId, deliveryId: row.deliveryId }, 'a document could not be made')
  return {
    kind: 'temporary',
    code: 'DOCUMENT_NOT_MADE',
    reason: 'The document could not be made; the log of the service names the cause.',
  }
}
