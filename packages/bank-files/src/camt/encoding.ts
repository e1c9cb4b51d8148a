import { ReadingStopped } from '../output.ts'

/** Encodings that banks' XML comes in; ISO 20022 itself asks for UTF-8. */
const KNOWN = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1', 'iso-8859-15', 'latin1', 'windows-1252'])

/**
 * The encoding of an XML file by its first bytes (XML 1.0, appendix F), as TextDecoder names it; undefined where they
 * are not XML's.
 */
export function encodingOf(head: Uint8Array): string | undefined {
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  const text = Buffer.from(marked ? head.subarray(3) : head).toString('latin1')
  if (!/^\s*</.test(text)) return undefined
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(text)?.[1]?.toLowerCase() ?? 'utf-8'
  if (marked) return 'utf-8'
  if (KNOWN.has(declared)) return declared
  throw new ReadingStopped(
    'UNKNOWN_FORMAT',
    'line 1',
    `The file declares the encoding ${declared}; UTF-8, ISO-8859-1, ISO-8859-15 and windows-1252 are read.`,
  )
}
