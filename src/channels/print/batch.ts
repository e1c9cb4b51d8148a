/**
 * One batch for the print house. It is made of the shipments that can be printed and of nothing else, in the order of
 * their ids: sent again, also without those that were refused the first time, it is the same file, byte for byte.
 */
import { createHash } from 'node:crypto'
import { setImmediate as othersTurn } from 'node:timers/promises'
import type { SendOutcome, Shipment } from '../port.ts'
import { isUuid } from '../report-fields.ts'
import { CHECKSUM_FILE, MANIFEST_FILE, type Manifest, type ManifestItem, batchFiles } from './manifest.ts'
import { type PostalAddress, postalAddressOf } from './postal-address.ts'
import { zipOf } from './zip.ts'

export interface PrintLimits {
  /** Pages of one letter [GAP: the print house's own]. */
  pagesMax: number
  /** Bytes of one ZIP; shipments above it wait for another batch. */
  batchBytesMax: number
}

export interface PrintBatch {
  /** In the order in which they are delivered. */
  files: { name: string; bytes: Uint8Array }[]
  /** Letters in it. */
  count: number
  /** By deliveryId: what was left out, and why. */
  leftOut: Map<string, SendOutcome>
}

interface Letter extends PostalAddress {
  shipment: Shipment
  pdf: Uint8Array
  pdfSha256: string
  pages: number
}

type CountPages = (pdf: Uint8Array) => Promise<number>

export async function makeBatch(
  batchId: string,
  shipments: readonly Shipment[],
  limits: PrintLimits,
  countPages: CountPages,
): Promise<PrintBatch> {
  const leftOut = new Map<string, SendOutcome>()
  const letters: Letter[] = []
  let bytes = 0
  for (const shipment of shipments.toSorted(byDeliveryId)) {
    // A PDF is read in one go of a millisecond or so; five hundred in one go would keep the process from all else.
    await othersTurn()
    const letter = await letterOf(shipment, limits, countPages)
    if ('kind' in letter) {
      leftOut.set(shipment.deliveryId, letter)
      continue
    }
    // The first always goes, so that none waits for ever.
    if (letters.length > 0 && bytes + letter.pdf.length > limits.batchBytesMax) {
      leftOut.set(shipment.deliveryId, {
        kind: 'temporary',
        code: 'BATCH_FULL',
        reason: 'The letter goes with the next batch.',
      })
      continue
    }
    bytes += letter.pdf.length
    letters.push(letter)
  }
  return { files: letters.length === 0 ? [] : await filesOf(batchId, letters), count: letters.length, leftOut }
}

function byDeliveryId(left: Shipment, right: Shipment): number {
  return left.deliveryId < right.deliveryId ? -1 : left.deliveryId > right.deliveryId ? 1 : 0
}

async function letterOf(
  shipment: Shipment,
  limits: PrintLimits,
  countPages: CountPages,
): Promise<Letter | SendOutcome> {
  const { deliveryId, pdf, document } = shipment
  if (!isUuid(deliveryId)) throw new RangeError(`deliveryId is ${JSON.stringify(deliveryId)}, which is not a UUID`)
  const address = postalAddressOf(document)
  if ('code' in address) return { kind: 'refused', ...address }
  if (pdf === undefined) return { kind: 'refused', code: 'PDF_MISSING', reason: 'This document has no PDF.' }
  if (pdf.length > limits.batchBytesMax) {
    const reason = `The PDF has ${pdf.length} bytes, and at most ${limits.batchBytesMax} are sent.`
    return { kind: 'refused', code: 'PDF_TOO_LARGE', reason }
  }
  const pages = await countPages(pdf).catch(() => undefined)
  if (pages === undefined || pages === 0) {
    return { kind: 'refused', code: 'PDF_UNREADABLE', reason: 'The pages of the PDF cannot be counted.' }
  }
  if (pages > limits.pagesMax) {
    const reason = `The letter has ${pages} pages, and at most ${limits.pagesMax} are posted.`
    return { kind: 'refused', code: 'PAGES_TOO_MANY', reason }
  }
  return { ...address, shipment, pdf, pdfSha256: sha256(pdf), pages }
}

async function filesOf(batchId: string, letters: readonly Letter[]): Promise<PrintBatch['files']> {
  const createdAt = new Date(Math.max(...letters.map(({ shipment }) => shipment.createdAt.getTime())))
  const items = letters.map(itemOf)
  const manifest: Manifest = {
    format: 'saatava-print-batch',
    version: 1,
    batchId,
    createdAt: createdAt.toISOString(),
    count: items.length,
    items,
  }
  const manifestBytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  const sums = [
    ...items.map(({ sha256, file }) => ({ sha256, file })),
    { sha256: sha256(manifestBytes), file: MANIFEST_FILE },
  ]
  const entries = [
    ...letters.map(({ pdf }, index) => ({ name: items[index]?.file ?? '', bytes: pdf })),
    { name: CHECKSUM_FILE, bytes: Buffer.from(sums.map((sum) => `${sum.sha256}  ${sum.file}\n`).join('')) },
    { name: MANIFEST_FILE, bytes: manifestBytes },
  ]
  const zip = await zipOf(entries, createdAt)
  const names = batchFiles(batchId)
  return [
    { name: names.manifest, bytes: manifestBytes },
    { name: names.zip, bytes: zip.bytes },
    { name: names.checksum, bytes: Buffer.from(`${zip.sha256}  ${names.zip}\n`) },
  ]
}

const NUMBER_DIGITS = 4

function itemOf({ shipment, pdfSha256, pages, lines, countryCode, postalCode }: Letter, index: number): ManifestItem {
  const { deliveryId, document, settings } = shipment
  return {
    deliveryId,
    file: `${String(index + 1).padStart(NUMBER_DIGITS, '0')}-${deliveryId}.pdf`,
    sha256: pdfSha256,
    pages,
    addressLines: lines,
    countryCode,
    postalCode,
    class: settings.print.class,
    colour: settings.print.colour,
    duplex: settings.print.duplex,
    invoiceNumber: document.number,
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
