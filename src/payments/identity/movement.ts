import type { CivilDate } from '@saatava/core/dates.ts'
import { accountKey } from '@saatava/core/account-key.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { BankEntry } from '@saatava/bank-files/bank-file.ts'
import {
  type EntryId,
  ORDERER_ID_KINDS,
  type ReportedReference,
  type ReportedText,
} from '@saatava/bank-files/entry-facts.ts'

/** One movement of an account as one file reports it, in the spelling by which files are compared. */
export interface Movement {
  accountKey: string
  currency: string
  bookingDate: CivilDate
  /** Signed minor units. */
  amount: bigint
  bankReference: string
  /** "KIND:value" of the bank's own ids: of the transaction, and of the booked entry. */
  ids: readonly string[]
  bookedIds: readonly string[]
  /** The booked entry's amount where this is one of its parts; null: it is the booked entry, or its only transaction. */
  bookedAmount: bigint | null
  endToEndId: string | null
  valueDate: CivilDate | null
  referenceKeys: readonly string[]
  documentKeys: readonly string[]
  payerKeys: readonly string[]
  payerName: string | null
  /** Letters and digits of what the payer wrote. */
  payerText: string | null
}

const REFERENCE_SOURCES: ReadonlySet<ReportedReference['source']> = new Set(['CdtrRefInf', 'OcrField', 'Kid'])
const PAYER_TEXTS: ReadonlySet<ReportedText['source']> = new Set(['Ustrd', 'Text', 'OcrField', 'AddtlRmtInf'])
/** KTL's and OCR giro's archive reference is the AcctSvcrRef of the same payment in camt. */
const KINDS: Partial<Record<EntryId['kind'], string>> = { ArchiveReference: 'AcctSvcrRef' }
const TEXT_CHARACTERS_MAX = 500

/** @param account one key for all names of the entry's account */
export function movementOf(entry: BankEntry, account: string): Movement {
  const { facts } = entry
  const part = facts.level === 'PART' || facts.level === 'DIFFERENCE'
  const party = isIncoming(entry) ? facts.debtor : facts.creditor
  return {
    accountKey: account,
    currency: entry.currency,
    bookingDate: entry.bookingDate,
    amount: entry.amount,
    bankReference: entry.bankReference,
    ids: idsOf(facts.ids, 'TRANSACTION'),
    bookedIds: idsOf(facts.ids, 'ENTRY'),
    bookedAmount: part ? facts.entryAmount : null,
    endToEndId: entry.endToEndId ?? null,
    valueDate: entry.valueDate ?? null,
    referenceKeys: keysOf(facts.references.filter(({ source }) => REFERENCE_SOURCES.has(source))),
    documentKeys: keysOf(facts.references.filter(({ source }) => !REFERENCE_SOURCES.has(source))),
    payerKeys: unique([...party.accounts, entry.payerAccount ?? ''].map(accountKey)),
    payerName: entry.payerName ?? null,
    payerText: textOf(facts.texts),
  }
}

/** Money in, or money that goes back to whoever had paid it: the other party is the debtor. */
function isIncoming({ amount, reversal }: BankEntry): boolean {
  return amount > 0n !== reversal
}

function idsOf(ids: readonly EntryId[], level: EntryId['level']): string[] {
  return unique(
    ids
      .filter((id) => id.level === level && !ORDERER_ID_KINDS.has(id.kind))
      .map(({ kind, value }) => `${KINDS[kind] ?? kind}:${value.trim()}`),
  )
}

/** Ids that whoever ordered the payment gave: for our payouts, our own ids. */
export function orderIdsOf({ facts }: BankEntry): string[] {
  return unique(facts.ids.filter(({ kind }) => ORDERER_ID_KINDS.has(kind)).map(({ value }) => value))
}

function keysOf(references: readonly ReportedReference[]): string[] {
  return unique(references.map(({ value }) => referenceKey(value)))
}

function textOf(texts: readonly ReportedText[]): string | null {
  const reported = texts.filter(({ source }) => PAYER_TEXTS.has(source)).map(({ text }) => text)
  const plain = reported
    .join('')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, TEXT_CHARACTERS_MAX)
  return plain === '' ? null : plain
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '')
}

/** True for an entry that does not name its owner: most often the sum of a batch. */
export function isNameless(
  movement: Pick<Movement, 'referenceKeys' | 'documentKeys' | 'payerKeys' | 'payerName' | 'payerText' | 'endToEndId'>,
): boolean {
  const { referenceKeys, documentKeys, payerKeys, payerName, payerText, endToEndId } = movement
  const lists = [referenceKeys, documentKeys, payerKeys]
  return lists.every((keys) => keys.length === 0) && payerName === null && payerText === null && endToEndId === null
}
