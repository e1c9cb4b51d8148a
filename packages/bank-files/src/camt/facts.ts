/** The facts of a camt entry and of its transactions, see entry-facts.ts. */
import type { EntryFacts, EntryId, EntryIdKind, ReportedAmount, ReportedParty, ReportedText } from '../entry-facts.ts'
import type { Fields } from './fields.ts'

type Named = readonly [kind: EntryIdKind, field: string]

const ENTRY_IDS: Named[] = [
  ['AcctSvcrRef', 'servicerReference'],
  ['NtryRef', 'entryReference'],
]
const BATCH_IDS: Named[] = [
  ['MsgId', 'messageId'],
  ['PmtInfId', 'paymentInformationId'],
]
const TRANSACTION_IDS: Named[] = [
  ['AcctSvcrRef', 'servicerReference'],
  ['MsgId', 'messageId'],
  ['PmtInfId', 'paymentInformationId'],
  ['InstrId', 'instructionId'],
  ['EndToEndId', 'endToEndId'],
  ['UETR', 'uetr'],
  ['TxId', 'transactionId'],
  ['MndtId', 'mandateId'],
  ['ChqNb', 'chequeNumber'],
  ['ClrSysRef', 'clearingReference'],
  ['AcctOwnrTxId', 'ownerTransactionId'],
  ['AcctSvcrTxId', 'servicerTransactionId'],
  ['MktInfrstrctrTxId', 'infrastructureTransactionId'],
  ['PrcgId', 'processingId'],
]

export function entryIds(entry: Fields, batches: readonly Fields[]): EntryId[] {
  const ids = idsOf(entry, ENTRY_IDS, 'ENTRY')
  for (const batch of batches) ids.push(...idsOf(batch, BATCH_IDS, 'ENTRY'))
  return ids
}

export function transactionIds(transaction: Fields): EntryId[] {
  const ids = idsOf(transaction, TRANSACTION_IDS, 'TRANSACTION')
  for (const value of transaction.list('proprietaryReference')) ids.push({ kind: 'Prtry', value, level: 'TRANSACTION' })
  return ids
}

function idsOf(fields: Fields, named: readonly Named[], level: EntryId['level']): EntryId[] {
  const ids: EntryId[] = []
  for (const [kind, field] of named) {
    const value = fields.get(field)
    if (value !== undefined) ids.push({ kind, value: kind === 'UETR' ? value.toLowerCase() : value, level })
  }
  return ids
}

const AMOUNTS: [ReportedAmount['kind'], string][] = [
  ['TRANSACTION', 'amount'],
  ['TRANSACTION', 'transactionAmount'],
  ['INSTRUCTED', 'instructed'],
  ['COUNTER_VALUE', 'counterValue'],
]

/** Amounts that a transaction, or an entry, states beside its own. */
export function reportedAmounts(fields: Fields): ReportedAmount[] {
  const amounts: ReportedAmount[] = []
  const add = (kind: ReportedAmount['kind'], from: Fields, field: string) => {
    const [amount, currency] = [from.amount(field), from.currency(field)]
    if (amount !== undefined && currency !== undefined) amounts.push({ kind, amount, currency })
  }
  for (const [kind, field] of AMOUNTS) if (fields.part !== 'entry' || field !== 'amount') add(kind, fields, field)
  for (const charge of fields.charges) add('CHARGES', charge, charge.get('total') === undefined ? 'amount' : 'total')
  return amounts
}

/** @param name "debtor" or "creditor" */
export function partyOf(fields: Fields | undefined, name: 'debtor' | 'creditor'): ReportedParty {
  if (fields === undefined) return { names: [], accounts: [], ids: [] }
  const ultimate = name === 'debtor' ? 'ultimateDebtor' : 'ultimateCreditor'
  const iban = fields.get(`${name}AccountIban`)?.replaceAll(/\s/g, '').toUpperCase()
  return {
    names: [fields.get(name), fields.get(ultimate)].filter((text) => text !== undefined),
    accounts: [iban, fields.get(`${name}AccountOther`)].filter((text) => text !== undefined),
    ids: [...fields.list(`${name}Id`), ...fields.list(`${ultimate}Id`)],
  }
}

/** @param entry where its text is this movement's too: it has no transaction, or an only one */
export function textsOf(transaction: Fields | undefined, entry: Fields | undefined): ReportedText[] {
  const texts: ReportedText[] = []
  const add = (source: ReportedText['source'], text: string | undefined) => {
    if (text !== undefined) texts.push({ source, text })
  }
  if (transaction !== undefined) {
    for (const line of transaction.list('unstructured')) add('Ustrd', line)
    for (const strd of transaction.remittances) for (const line of strd.list('additional')) add('AddtlRmtInf', line)
    add('AddtlTxInf', transaction.get('additional'))
    add('Purp', transaction.get('purpose'))
    for (const line of transaction.list('returnText')) add('RtrInf', line)
  }
  add('AddtlNtryInf', entry?.get('additional'))
  return texts
}

/** Reads the bank's reason for a return; undefined where it gives none. */
export function returnedOf(transaction: Fields): EntryFacts['returned'] {
  const code = transaction.get('returnReason')
  const text = transaction.get('returnText')
  const domain = transaction.get('original_domain') ?? transaction.get('original_proprietaryCode')
  if (code === undefined && text === undefined && domain === undefined) return undefined
  const original = [domain, transaction.get('original_family'), transaction.get('original_subFamily')]
  return {
    ...(code === undefined ? {} : { code }),
    ...(text === undefined ? {} : { text }),
    ...(domain === undefined ? {} : { originalType: original.filter((part) => part !== undefined).join('/') }),
  }
}
