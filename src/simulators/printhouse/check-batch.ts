/** Opens a batch as a print house does, and checks that what is in it is what its manifest says. */
import type { DeliveryId } from '@saatava/core/ids.ts'
import { createHash } from 'node:crypto'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { postalCodeFault } from '@saatava/core/identifiers.ts'
import { readZip } from './read-zip.ts'

export interface Letter {
  deliveryId: DeliveryId
  file: string
  sha256: string
  pages: number
  addressLines: string[]
  countryCode: string
  postalCode: string
  class: string
  colour: boolean
  duplex: boolean
  invoiceNumber: string
}

export interface CheckedBatch {
  letters: Letter[]
  /** Why the batch is not taken; none where it is. */
  faults: string[]
}

const MANIFEST = 'manifest.json'
const CHECKSUMS = 'checksums.sha256'
const FAULTS_MAX = 20
const LETTERS_MAX = 2_000

export async function checkBatch(batchId: string, zip: Buffer): Promise<CheckedBatch> {
  let entries: Map<string, Buffer>
  let manifest: { batchId?: unknown; count?: unknown; createdAt?: unknown; items?: unknown }
  try {
    entries = readZip(zip)
    manifest = JSON.parse(entries.get(MANIFEST)?.toString('utf8') ?? 'null') as typeof manifest
  } catch (error) {
    return { letters: [], faults: [`The ZIP cannot be read: ${(error as Error).message}.`] }
  }
  const items = Array.isArray(manifest?.items) ? (manifest.items as Partial<Letter>[]) : null
  if (items === null) return { letters: [], faults: [`There is no ${MANIFEST} with items in it.`] }
  const faults: string[] = []
  if (manifest.batchId !== batchId) faults.push(`The manifest is of batch ${JSON.stringify(manifest.batchId)}.`)
  if (manifest.count !== items.length)
    faults.push(`The manifest counts ${JSON.stringify(manifest.count)} and lists ${items.length}.`)
  if (items.length > LETTERS_MAX) return { letters: [], faults: [`A batch has at most ${LETTERS_MAX} letters.`] }
  if (Number.isNaN(Date.parse(String(manifest.createdAt)))) faults.push('createdAt is not an instant.')
  faults.push(...strayFiles(entries, items), ...wrongSums(entries))
  for (const item of items) {
    await othersTurn()
    const fault = await letterFault(item, entries)
    if (fault !== undefined) faults.push(`${item.file ?? '?'}: ${fault}`)
  }
  return faults.length > 0
    ? { letters: [], faults: faults.slice(0, FAULTS_MAX) }
    : { letters: items as Letter[], faults: [] }
}

function strayFiles(entries: Map<string, Buffer>, items: Partial<Letter>[]): string[] {
  const listed = new Set([MANIFEST, CHECKSUMS, ...items.map(({ file }) => file)])
  const ids = new Set(items.map(({ deliveryId }) => deliveryId))
  return [
    ...[...entries.keys()].filter((name) => !listed.has(name)).map((name) => `${name} is not in the manifest.`),
    ...(ids.size === items.length ? [] : ['A deliveryId is listed twice.']),
  ]
}

function wrongSums(entries: Map<string, Buffer>): string[] {
  const lines = entries.get(CHECKSUMS)?.toString('utf8').trimEnd().split('\n')
  if (lines === undefined) return [`There is no ${CHECKSUMS}.`]
  const sums = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
  return [...entries]
    .filter(([name, bytes]) => name !== CHECKSUMS && sums.get(name) !== sha256(bytes))
    .map(([name]) => `${name} has another checksum.`)
}

async function letterFault(item: Partial<Letter>, entries: Map<string, Buffer>): Promise<string | undefined> {
  const { deliveryId, file, pages, addressLines, countryCode, postalCode, class: speed, colour, duplex } = item
  const pdf = entries.get(file ?? '')
  if (typeof deliveryId !== 'string' || pdf === undefined) return 'it is not in the ZIP, or has no deliveryId.'
  if (item.sha256 !== sha256(pdf)) return 'the PDF has another SHA-256.'
  const counted = await pagesOf(pdf)
  if (counted !== pages) return `the PDF has ${counted ?? 'no'} pages and not ${pages}.`
  if (!Array.isArray(addressLines) || addressLines.length < 3) return 'the address has fewer than three lines.'
  if (typeof countryCode !== 'string' || !/^[A-Z]{2}$/.test(countryCode)) return 'the country is not a code.'
  if (typeof postalCode !== 'string' || postalCode === '') return 'the postal code is missing.'
  const broken = postalCodeFault(countryCode, postalCode)
  if (broken !== undefined) return `the postal code ${broken}.`
  if (!addressLines.some((line) => line.includes(postalCode))) return 'the postal code is not in the address.'
  if (speed !== 'ECONOMY' && speed !== 'PRIORITY') return 'class is ECONOMY or PRIORITY.'
  if (typeof colour !== 'boolean' || typeof duplex !== 'boolean') return 'colour and duplex are true or false.'
  return undefined
}

async function pagesOf(pdf: Buffer): Promise<number | undefined> {
  const { PDFDocument } = await import('@cantoo/pdf-lib')
  try {
    return (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount()
  } catch {
    return undefined
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
