/**
 * Everything that a file says of one movement, whatever its format: for deduplication, matching and people. A format
 * leaves out what it does not have. Placeholders ("NOTPROVIDED", "-") are absent, see placeholders.ts.
 */

/**
 * Why the amount has its sign. Only OWN_ORDER and CHARGE are ordinary money out, and only where the level is not PART.
 * RETURN and REVERSAL may have either sign: with money in, one of our payments has come back.
 */
export type EntryNature =
  /** Money in, of a payer. */
  | 'PAYMENT'
  /** Money out that the account's owner ordered: the code's family is an issued transfer. */
  | 'OWN_ORDER'
  /** Money out: fees, interest or taxes of the bank, by its code. */
  | 'CHARGE'
  /** Money out that says nothing more. */
  | 'DEBIT'
  /** It returns an earlier payment: a return code (RRTN, UPDD …), or RtrInf with or without a reason. */
  | 'RETURN'
  /** The bank reverses an earlier movement: RvslInd, OCR giro types 18 and 20, a correction of KTL. */
  | 'REVERSAL'
  /** BgMax 21: the payer took it off its payments, for example for a credit note. */
  | 'DEDUCTION'
  /** A part with the opposite sign of its entry, or a negative line of OCR giro. */
  | 'OPPOSITE_PART'
  /** The amount that an entry moved more, or less, than its transactions state. */
  | 'DIFFERENCE'

/** WHOLE: an entry without transactions; ONLY: an entry's only transaction; PART: one of several; DIFFERENCE: the rest. */
export type EntryLevel = 'WHOLE' | 'ONLY' | 'PART' | 'DIFFERENCE'

/**
 * camt: the element's name. ArchiveReference: of KTL (archive id) and OCR giro (amount item 2); in camt it is the
 * AcctSvcrRef of the same payment. SerialNumber: "date/deposit/serial" of BgMax, "assignment/date/number" of OCR giro.
 */
export type EntryIdKind =
  | 'AcctSvcrRef'
  | 'NtryRef'
  | 'MsgId'
  | 'PmtInfId'
  | 'InstrId'
  | 'EndToEndId'
  | 'UETR'
  | 'TxId'
  | 'MndtId'
  | 'ChqNb'
  | 'ClrSysRef'
  | 'AcctOwnrTxId'
  | 'AcctSvcrTxId'
  | 'MktInfrstrctrTxId'
  | 'PrcgId'
  | 'Prtry'
  | 'ArchiveReference'
  | 'SerialNumber'

export interface EntryId {
  kind: EntryIdKind
  value: string
  /** ENTRY: parts of one entry share it. */
  level: 'ENTRY' | 'TRANSACTION'
}

/** Kinds that whoever ordered the payment gives: two payments may bear the same. */
export const ORDERER_ID_KINDS: ReadonlySet<EntryIdKind> = new Set([
  'MsgId',
  'PmtInfId',
  'InstrId',
  'EndToEndId',
  'MndtId',
  'AcctOwnrTxId',
])

export interface ReportedReference {
  /** Place of the reference. "OcrField": BgMax columns 13–37 and KTL 44–63; "Kid": OCR giro 50–74. */
  source: 'CdtrRefInf' | 'RfrdDocInf' | 'LineDtls' | 'RltdRmtInf' | 'OcrField' | 'Kid'
  /** Type code where the file gives one: SCOR, CINV, a proprietary one; BgMax's reference code. */
  type?: string
  value: string
  /** Minor units; negative for what a credit note takes off. */
  amount?: bigint
}

export interface ReportedText {
  source: 'Ustrd' | 'AddtlRmtInf' | 'AddtlTxInf' | 'AddtlNtryInf' | 'RtrInf' | 'Purp' | 'OcrField' | 'Text'
  /** Text as the bank gives it. */
  text: string
}

export interface ReportedAmount {
  /** ENTRY: by which the account moved. TRANSACTION: Amt or TxAmt. INSTRUCTED: before the charges of banks on the way. */
  kind: 'ENTRY' | 'TRANSACTION' | 'INSTRUCTED' | 'COUNTER_VALUE' | 'BATCH' | 'CHARGES'
  /** Minor units without sign. */
  amount: bigint
  currency: string
}

export interface ReportedParty {
  names: string[]
  accounts: string[]
  /** Organisation number, where the file gives it. */
  ids: string[]
}

/** Why an entry must be reviewed although it could be read; a fault with its place names both figures. */
export type EntryDoubt = 'DATE' | 'CURRENCY' | 'AMOUNT' | 'DIRECTION'

export interface EntryFacts {
  nature: EntryNature
  level: EntryLevel
  ids: EntryId[]
  /** The statement, notification, deposit, assignment or batch that reports it. */
  statement: { id: string; number?: string; page?: string; messageId?: string }
  /** Place of the booked entry: parts of one entry share it, and so do lines of one batch of a national file. */
  entryPosition: string
  /** Signed minor units, by which the account moved; of a part, its whole entry's. */
  entryAmount: bigint
  /** How many transactions the entry has, where the bank says so (Btch/NbOfTxs). */
  batchCount?: number
  amounts: ReportedAmount[]
  /** Dates as the file states them, on the account's local day; the entry's own dates are within bounds. */
  dates: { booking?: string; value?: string; acceptance?: string; settlement?: string }
  debtor: ReportedParty
  creditor: ReportedParty
  /** Other names of the entry's account in the file: a BBAN beside the IBAN, the account behind a bankgiro. */
  accountAliases: string[]
  references: ReportedReference[]
  texts: ReportedText[]
  /**
   * For searching only: the texts with all Unicode white space as single spaces, a line each, and last the lines of the
   * payer's text joined with and without a space, since a reference may be split over two.
   */
  searchText?: string
  /** The bank's reason for a RETURN. */
  returned?: { code?: string; text?: string; originalType?: string }
  doubts: EntryDoubt[]
}
