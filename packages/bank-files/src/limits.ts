/** Limits of what is read, so that no file, honest or not, takes more memory than another. */
export interface BankFileLimits {
  /** Bytes looked at to recognise a format. */
  headBytesMax: number
  /** A larger chunk is read in pieces of this size, and its entries are handed over before the next. */
  pieceBytesMax: number
  /** Characters of one token of XML: a tag, a text, a comment. */
  tokenCharsMax: number
  /** Elements within elements; camt has about 15. */
  depthMax: number
  /** Characters of one line of a fixed format; 80 or 90 is right. */
  lineCharsMax: number
  /** Lines of one BgMax deposit, held until the record that dates it: about 90 MB at most. */
  depositLinesMax: number
  /** Characters of one text that is kept; longer ones are cut. Longest of camt: 500. */
  textCharsMax: number
  /** Remittances of one transaction. */
  detailsMax: number
  /** Characters of a message; longer ones are cut. */
  messageCharsMax: number
  /** Characters of the text that is searched: the message, and its lines joined. */
  searchCharsMax: number
  /** Characters of the excerpt for people. */
  rawCharsMax: number
  /** Bank references remembered within a file, to recognise a second use of one. */
  referencesMax: number
  /** Entries that cannot be read, before the whole file is given up. */
  entryFaultsMax: number
}

export const BANK_FILE_LIMITS: Readonly<BankFileLimits> = {
  headBytesMax: 4_096,
  pieceBytesMax: 65_536,
  tokenCharsMax: 65_536,
  depthMax: 64,
  lineCharsMax: 1_024,
  depositLinesMax: 1_000_000,
  textCharsMax: 500,
  detailsMax: 1_000,
  messageCharsMax: 4_000,
  searchCharsMax: 12_000,
  rawCharsMax: 500,
  referencesMax: 100_000,
  entryFaultsMax: 10_000,
}
