import type { Batch, Settings } from './batch.ts'
import { magicOf } from './magic.ts'

export interface Report {
  label: string
  body: unknown
  /** Milliseconds since 1970. */
  dueAt: number
}

/**
 * Returns the printing house's reports on a batch, and their times. @param checksum what the checksum file says of the
 * ZIP, hex
 */
export function reportsOf(batch: Batch, checksum: string, settings: Settings): Report[] {
  const { batchId, checked, sha256 } = batch
  const begun = Date.parse(batch.begunAt ?? '')
  const instant = (ms: number) => new Date(ms).toISOString()
  const refused = (code: string, reason: string): Report[] => [
    { label: 'REFUSED', body: { batchId, outcome: 'REFUSED', code, reason, at: instant(begun) }, dueAt: begun },
  ]
  if (checksum !== sha256)
    return refused('CHECKSUM', `The ZIP has SHA-256 ${sha256}, and its checksum says ${checksum}.`)
  if (checked.faults.length > 0) return refused('BATCH_INVALID', checked.faults.join(' ').slice(0, 500))
  const printed = begun + settings.printAfterMs
  const back = printed + settings.returnAfterMs
  const posted = checked.letters.map(({ deliveryId, addressLines }) => {
    const magic = magicOf(addressLines)
    const at = instant(printed)
    return magic?.outcome === 'FAILED'
      ? { deliveryId, outcome: 'FAILED', code: magic.code, reason: magic.reason, at }
      : { deliveryId, outcome: 'HANDED_TO_POST', at }
  })
  const returned = checked.letters.flatMap(({ deliveryId, addressLines }) => {
    const magic = magicOf(addressLines)
    if (magic?.outcome !== 'RETURNED') return []
    return [{ deliveryId, outcome: 'RETURNED', code: magic.code, reason: magic.reason, at: instant(back + 1) }]
  })
  const count = checked.letters.length
  return [
    { label: 'ACCEPTED', body: { batchId, outcome: 'ACCEPTED', count, at: instant(begun) }, dueAt: begun },
    { label: 'PRINTED', body: { batchId, items: posted }, dueAt: printed },
    ...(returned.length === 0 ? [] : [{ label: 'RETURNED', body: { batchId, items: returned }, dueAt: back }]),
  ]
}
