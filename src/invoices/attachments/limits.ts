/** How large and how intricate an attachment may be. */

export const ATTACHMENT_BYTES_MAX = 8 * 1024 * 1024
export const PAGES_MAX = 500
/** Points: PDF's own largest page (ISO 32000-1, Annex C.2) is 200 inches a side. */
export const PAGE_SIDE_MAX = 14_400
export const PAGE_SIDE_MIN = 1
/** One stream unfolded: an A4 page scanned in colour at 600 dpi has 104 MB. */
export const STREAM_BYTES_MAX = 128 * 1024 * 1024
/** All streams of a document unfolded. */
export const UNFOLDED_BYTES_MAX = 512 * 1024 * 1024
/** Bytes that the parser itself may unfold, tables and packed objects, each and all together. */
export const PARSED_BYTES_MAX = 32 * 1024 * 1024
export const PARSED_TOTAL_BYTES_MAX = 96 * 1024 * 1024
export const CHECK_TIMEOUT_MS = 10_000
/** JavaScript heap of the process that looks at a document. */
export const CHECK_HEAP_MIB = 192
