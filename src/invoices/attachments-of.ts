import type { Fault } from '../platform/errors.ts'
import { decodeAttachment } from './attachments/decode.ts'
import { sha256 } from './canonical.ts'
import type { NewAttachment } from './new-invoice.ts'
import type { RequestAttachment } from './schemas.ts'

/** Attachments as they are stored: decoded, or to be fetched. Whether they are real PDFs is looked at before they are sent. */
export function attachmentsOf(given: RequestAttachment[]): { attachments: NewAttachment[]; faults: Fault[] } {
  const faults: Fault[] = []
  const attachments = given.flatMap((attachment, position): NewAttachment[] => {
    const { fileName, useAsPrintout = false, data, url } = attachment
    const common = { position, fileName, useAsPrintout, printedAccounts: [] }
    if (url !== undefined) return [{ ...common, source: { url } }]
    const decoded = decodeAttachment(data ?? '', `/invoice/attachments/${position}/data`)
    if ('code' in decoded) {
      faults.push(decoded)
      return []
    }
    return [{ ...common, source: { bytes: decoded.bytes, hash: sha256(decoded.bytes) } }]
  })
  return { attachments, faults }
}
