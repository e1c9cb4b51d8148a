import type { CheckedBatch } from './check-batch.ts'

export interface Batch {
  batchId: string
  receivedAt: string
  sha256: string
  bytes: number
  checked: CheckedBatch
  /** When its checksum arrived. */
  begunAt: string | null
  reports: string[]
}

export interface Settings {
  /** Simulated time from taking a batch to its letters being printed, and from there to those that come back, ms. */
  printAfterMs: number
  returnAfterMs: number
}
