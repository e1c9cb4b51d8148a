import type { Fault } from '../../platform/errors.ts'
import { ATTACHMENT_BYTES_MAX } from './limits.ts'
import { headFault } from './pdf-head.ts'

const DATA_URL = /^data:([^,;]*)(?:;[^,;]*)*;base64,/i
/** Four characters are three bytes; as many again may be line breaks. */
const TEXT_MAX = Math.ceil(ATTACHMENT_BYTES_MAX / 3) * 4
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * An attachment's base64 (RFC 4648, section 4) in bytes. Line breaks, as MIME encoders make them, and the beginning of
 * a data URL of a PDF are read over; anything else that is not base64 is a fault: half a file must not look like a file.
 * @param pointer of the text in the request, for the fault; the text itself is not repeated
 */
export function decodeAttachment(text: string, pointer: string): { bytes: Uint8Array } | Fault {
  const fault = (code: string, message: string): Fault => ({ pointer, code, message })
  if (text.length > 2 * TEXT_MAX) return fault('ATTACHMENT_TOO_LARGE', TOO_LARGE)
  const dataUrl = DATA_URL.exec(text.slice(0, 200))
  if (dataUrl !== null && dataUrl[1]?.toLowerCase() !== 'application/pdf') {
    return fault('ATTACHMENT_TYPE', `must be a PDF (application/pdf), is ${dataUrl[1] || 'a data URL without a type'}`)
  }
  const packed = text.slice(dataUrl?.[0].length ?? 0).replaceAll(/[\r\n]/g, '')
  if (packed.length > TEXT_MAX) return fault('ATTACHMENT_TOO_LARGE', TOO_LARGE)
  if (!BASE64.test(packed) || packed.length % 4 !== 0) return fault('INVALID_BASE64', whyNotBase64(packed))
  const bytes = Buffer.from(packed, 'base64')
  if (bytes.length > ATTACHMENT_BYTES_MAX) return fault('ATTACHMENT_TOO_LARGE', TOO_LARGE)
  const wrong = headFault(bytes)
  return wrong === undefined ? { bytes: new Uint8Array(bytes) } : fault(wrong.code, wrong.message)
}

const TOO_LARGE = `must be a PDF of at most ${ATTACHMENT_BYTES_MAX} bytes`

function whyNotBase64(packed: string): string {
  if (packed === '') return 'is empty; the base64 of a PDF was expected'
  const at = packed.search(/[^A-Za-z0-9+/=]/)
  const character = packed[at]
  if (character === '-' || character === '_') {
    return `must be standard base64 with + and /; character ${at + 1} is "${character}", which is base64url`
  }
  if (character !== undefined) return `must be base64; character ${at + 1} is ${JSON.stringify(character)}`
  if (/=[^=]/.test(packed)) return 'must be one base64 text; it has padding (=) in its middle'
  return `must be base64 in groups of four characters, padded with =; it has ${packed.length} characters, so its end is missing or too long`
}
