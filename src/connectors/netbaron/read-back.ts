import type { CivilDate } from '@saatava/core/dates.ts'
import type { RemoteVoucher } from '../port.ts'
import { readReceipts } from './codec.ts'
import { remoteStatus, type Standing } from './delivery.ts'
import type { Drop } from '../../drops/drop.ts'
import { DONE_FOLDER, type FileKind, type NameParts, fileName, partsOf } from './file-name.ts'
import { debitOf } from './line.ts'
import type { DropSettings } from './settings.ts'

export interface ReadBackQuestion {
  kind: FileKind
  /** Civil dates, inclusive. */
  from: CivilDate
  to: CivilDate
  acknowledged: boolean
}

/**
 * The receipts in the drop whose file name bears a day of from..to: what was delivered and not refused. Other receipts in
 * NetBaron's books cannot be read here.
 */
export async function readBackReceipts(
  drop: Drop,
  question: ReadBackQuestion,
  settings: DropSettings,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const from = question.from.replaceAll('-', '')
  const to = question.to.replaceAll('-', '')
  const names = await drop.list(commonPrefix(from, to), signal)
  const receipts: RemoteVoucher[] = []
  for (const latest of latestAttempts(names).values()) {
    const { parts } = latest
    if (parts.kind !== question.kind || parts.date < from || parts.date > to) continue
    const status = remoteStatus(latest.state, question.acknowledged)
    if (status === null) continue
    const bytes = latest.file === undefined ? null : await drop.read(latest.file, signal)
    const read = bytes === null ? null : readReceipts(bytes, settings)
    const date = `${parts.date.slice(0, 4)}-${parts.date.slice(4, 6)}-${parts.date.slice(6)}`
    // An acknowledged file may have been taken away: it is in the books all the same, with a sum we cannot see.
    if (read === null || read.length === 0) {
      receipts.push({
        remoteId: parts.base,
        status,
        date,
        marker: parts.marker,
        label: fileName(parts.base, parts.attempt),
      })
      continue
    }
    for (const receipt of read) {
      const { receiptNumber } = receipt
      const total = debitOf(receipt.lines)
      receipts.push({
        remoteId: receiptNumber,
        status,
        date: receipt.date,
        marker: parts.marker,
        total,
        lines: receipt.lines.map(({ account, net }) => ({ account, amount: net })),
        label: receiptNumber,
      })
    }
  }
  return receipts
}

interface Latest {
  parts: NameParts
  state: Standing['state']
  /** Bytes of the file. */
  file: string | undefined
}

// Reads the names as standingOf does, for many documents at once.
function latestAttempts(names: string[]): Map<string, Latest> {
  const latest = new Map<string, Latest>()
  for (const name of names) {
    const parts = partsOf(name)
    if (parts === null) continue
    const before = latest.get(parts.base)
    if (before !== undefined && before.parts.attempt > parts.attempt) continue
    const same = before !== undefined && before.parts.attempt === parts.attempt ? before : undefined
    const file = parts.is === 'file' && !(name.startsWith(DONE_FOLDER) && same?.file !== undefined) ? name : same?.file
    latest.set(parts.base, { parts, state: stronger(same?.state, parts.is), file })
  }
  return latest
}

function stronger(before: Standing['state'] | undefined, seen: NameParts['is']): Standing['state'] {
  if (before === 'ACCEPTED' || seen === 'ok') return 'ACCEPTED'
  if (before === 'REFUSED' || seen === 'error') return 'REFUSED'
  return 'DELIVERED'
}

function commonPrefix(left: string, right: string): string {
  let length = 0
  while (length < left.length && left[length] === right[length]) length++
  return left.slice(0, length)
}
