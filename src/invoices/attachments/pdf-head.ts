/** Reads the first and last bytes of a file: enough to name the common mistakes at once, without parsing. */

export interface PdfFault {
  code:
    | 'NOT_A_PDF'
    | 'PDF_TRUNCATED'
    | 'PDF_BROKEN'
    | 'PDF_ENCRYPTED'
    | 'PDF_NO_PAGES'
    | 'PDF_TOO_MANY_PAGES'
    | 'PDF_PAGE_SIZE'
    | 'PDF_TOO_COMPLEX'
  /** A sentence for people. */
  message: string
}

export const TOO_COMPLEX: PdfFault = {
  code: 'PDF_TOO_COMPLEX',
  message: 'The PDF is too complex to be read: print or save it again as an ordinary PDF, and send that.',
}

/** Readers accept the header within the first 1024 bytes (PDF Reference 1.7, appendix H, note 13). */
const HEAD_BYTES = 1_024
/** The end mark belongs into the last 1024 bytes (note 18); mail gateways and signers leave a little more behind. */
const TAIL_BYTES = 2_048
const HEADER = /%PDF-(?:1\.[0-7]|2\.0)/

const OTHER_KINDS: readonly [RegExp, string][] = [
  [/^\s*(?:<!doctype html|<html|<head|<body)/i, 'an HTML page (a log-in or error page, perhaps)'],
  [/^\s*<\?xml/i, 'XML'],
  [/^\x89PNG/, 'a PNG image'],
  [/^\xff\xd8\xff/, 'a JPEG image'],
  [/^(?:II\*|MM\W\*)/, 'a TIFF image'],
  [/^PK\W\W/, 'a ZIP archive or an Office document'],
  [/^\xd0\xcf\W/, 'an old Office document'],
  [/^JVBERi0/, 'base64 text of a PDF, encoded twice'],
]

/** Looks at beginning and end only. Undefined where both are those of a PDF; whether it is one, `checkPdf` says. */
export function headFault(bytes: Uint8Array): PdfFault | undefined {
  const text = (from: number, to?: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1')
  const head = text(0, HEAD_BYTES)
  if (!HEADER.test(head)) {
    const kind = bytes.length === 0 ? 'empty' : OTHER_KINDS.find(([pattern]) => pattern.test(head))?.[1]
    const found = kind === undefined ? '' : ` It is ${kind}.`
    return {
      code: 'NOT_A_PDF',
      message: `The file is not a PDF: it does not begin with %PDF-1.x or %PDF-2.0.${found}`,
    }
  }
  if (!text(Math.max(0, bytes.length - TAIL_BYTES)).includes('%%EOF')) {
    return { code: 'PDF_TRUNCATED', message: 'The PDF has no end (%%EOF): a part of it is missing.' }
  }
  return undefined
}
