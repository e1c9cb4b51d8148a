/** What a credit transfer file is made of. */

export interface PainAccount {
  name: string
  iban: string
  bic?: string
}

export interface PainPayment {
  /** Names the payment to bank and payee (InstrId, EndToEndId): unique in the file, at most 35 characters as they are. */
  id: string
  creditor: PainAccount
  /** Minor units, above zero. */
  amount: bigint
  /** A reference by its check digits (national, or RF), or free text; text is written in banks' characters, and cut at 140. */
  reference?: { structured: string } | { text: string }
}

export interface PainFile {
  /** At most 35 characters as they are; a bank refuses a file whose id it has seen. */
  messageId: string
  createdAt: Date
  /** Who sends the file; id as agreed with the bank. */
  initiator: { name: string; id?: string }
  debtor: PainAccount
  /** Civil date, a banking day. */
  executionDate: string
  /** ISO 4217, of all payments. */
  currency: string
  payments: PainPayment[]
}

/** pain.001.001.03 or pain.001.001.09. */
export type PainVersion = '03' | '09'

/** Nothing is written of a file in which anything is wrong: what it would pay could not be told. */
export class PainRefused extends Error {
  override name = 'PainRefused'
  /** "payments[3].creditor.iban: …", at most a hundred. */
  readonly faults: string[]

  constructor(faults: string[]) {
    super(`The payment file cannot be written: ${faults.slice(0, 3).join('; ')}${faults.length > 3 ? '; …' : ''}`)
    this.faults = faults.slice(0, 100)
  }
}
