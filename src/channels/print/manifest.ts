import type { DeliveryId } from '@saatava/core/ids.ts'

/** The manifest of a batch for a printing house: manifest.json, in the ZIP and beside it. Our own format, version 1. */
export interface Manifest {
  format: 'saatava-print-batch'
  version: 1
  batchId: string
  /** ISO instant: when the youngest of its deliveries was made, so the same batch always says the same. */
  createdAt: string
  /** Letters in it. */
  count: number
  items: ManifestItem[]
}

export interface ManifestItem {
  deliveryId: DeliveryId
  /** Name in the ZIP. */
  file: string
  /** SHA-256 of the PDF, hex. */
  sha256: string
  pages: number
  /** The lines in the envelope's window; the PDF shows them there already. */
  addressLines: string[]
  /** ISO 3166-1 alpha-2 */
  countryCode: string
  postalCode: string
  class: 'ECONOMY' | 'PRIORITY'
  colour: boolean
  duplex: boolean
  invoiceNumber: string
}

export const MANIFEST_FILE = 'manifest.json'
/** In the form of `sha256sum`: `sha256sum -c checksums.sha256` checks the manifest and every PDF. */
export const CHECKSUM_FILE = 'checksums.sha256'

/** Beside the ZIP: its manifest, and last of all its checksum, which says that all of it is there. */
export function batchFiles(batchId: string): { zip: string; manifest: string; checksum: string } {
  return { zip: `${batchId}.zip`, manifest: `${batchId}.manifest.json`, checksum: `${batchId}.zip.sha256` }
}
