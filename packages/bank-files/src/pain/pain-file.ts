/** The parts of a credit transfer file. */
import type { CivilDate } from '@saatava/core/dates.ts'

export interface PainAccount {
  name: string
  iban: string
  bic?: string
}

/** A Swedish payee who is known by a giro number alone, in any spelling; paid in SEK only. */
export interface PainGiro {
  name: string
  giro: 'BANKGIRO' | 'PLUSGIRO'
  number: string
  /** Clearing number of a plusgiro account: 9960 unless the debtor's bank wants 9500. */
  clearing?: '9960' | '9500'
}

/** An id that the bank gave its customer: of the customer itself, or of an agreement with the bank (ISO 20022). */
export interface PainPartyId {
  id: string
  /** Undefined: an id that the bank did not give, for example a business id. */
  scheme?: 'CUST' | 'BANK'
}

export interface PainPayment {
  /** Names the payment to bank and payee (InstrId, EndToEndId): unique in the file, at most 35 characters as they are. */
  id: string
  creditor: PainAccount | PainGiro
  /** Minor units, above zero. */
  amount: bigint
  /** A reference by its check digits (national, or RF), or free text; text is written in banks' characters, and cut at 140. */
  reference?: { structured: string } | { text: string }
}

export interface PainFile {
  /** At most 35 characters as they are; a bank refuses a file whose id it has seen. */
  messageId: string
  createdAt: Date
  /** Sender of the file; the id as agreed with the bank of the debtor's account. */
  initiator: { name: string } & Partial<PainPartyId>
  /** Its party id is only for banks that want it there too. */
  debtor: PainAccount & { partyId?: PainPartyId }
  /** Civil date, a banking day. */
  executionDate: CivilDate
  /** ISO 4217, of all payments. */
  currency: string
  payments: PainPayment[]
}

/** pain.001.001.03 or pain.001.001.09. */
export type PainVersion = '03' | '09'

/** A file with any mistake is not written: nobody could say what it would pay. */
export class PainRefused extends Error {
  override name = 'PainRefused'
  /** "payments[3].creditor.iban: …", at most a hundred. */
  readonly faults: string[]

  constructor(faults: string[]) {
    super(`The payment file cannot be written: ${faults.slice(0, 3).join('; ')}${faults.length > 3 ? '; …' : ''}`)
    this.faults = faults.slice(0, 100)
  }
}
