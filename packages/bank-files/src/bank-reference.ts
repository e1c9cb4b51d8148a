import { createHash } from 'node:crypto'

/**
 * The reference by which an entry is known when it comes again: `account/reference/amount`, for example
 * "FI2112345600000785/260105593497E00123/15000".
 *
 * The reference is the bank's own, best first:
 * - camt, a transaction: AcctSvcrRef, where it is not merely its entry's; UETR; TxId; else its entry's and its number
 *   within it ("…#2"). An entry, or its only transaction: AcctSvcrRef of either; UETR; TxId.
 * - KTL: the archive id. It is the AcctSvcrRef of the same payment in camt, and the account is made an IBAN, so a
 *   payment that comes in both is one.
 * - BgMax: date, number of the deposit and the serial number. OCR giro: number of the assignment, date and number of
 *   the transaction.
 * - Where the bank gives none: "@", the statement's id, number and page (or the file's id) and the place in it. That knows the same
 *   statement when it comes again, but not for that movement in another file. An end-to-end id never identifies: payers
 * give it, and give it twice.
 *
 * The amount keeps apart a payment, its fee and its reversal, where a bank gives all of them one reference. A second
 * movement with all three alike in one file is a separate movement, since the balance moved twice: it gets "~2".
 */
export function bankReference(account: string, reference: string, amount: bigint): string {
  // Banks' references have 35 characters at most; what is far longer must still fit into an index.
  const short =
    reference.length > REFERENCE_CHARS_MAX ? createHash('sha256').update(reference).digest('hex') : reference
  return `${account}/${short}/${amount}`
}

const REFERENCE_CHARS_MAX = 200
