/** Writes camt messages as banks do, for tests and the benchmark: valid against the official schemas in both versions. */
import { element, textElement } from '@saatava/core/xml.ts'
import { addDays, isCivilDate } from '@saatava/core/dates.ts'
import type { BankFileFormat } from '../src/bank-file.ts'

export interface CamtTransaction {
  /** Major units, "60.00". */
  amount?: string
  currency?: string
  sign?: 'CRDT' | 'DBIT'
  servicerReference?: string
  messageId?: string
  paymentInformationId?: string
  endToEndId?: string
  transactionId?: string
  debtor?: string
  debtorIban?: string
  creditor?: string
  creditorIban?: string
  unstructured?: string[]
  structured?: { reference?: string; documents?: string[]; remitted?: string; creditNote?: string }[]
  acceptedAt?: string
  returnReason?: string
}

export interface CamtEntry {
  amount: string
  currency?: string
  sign?: 'CRDT' | 'DBIT'
  reversal?: boolean
  status?: string
  bookingDate?: string | null
  servicerReference?: string
  /** The batch that is booked as one sum. */
  batch?: { messageId?: string; paymentInformationId?: string }
  transactions?: CamtTransaction[]
  information?: string
}

export interface CamtStatement {
  id: string
  iban?: string
  otherAccount?: string
  /** Currency of the account and its balances. */
  currency?: string
  opening?: string
  closing?: string
  /** Civil date of both balances. */
  balancesOn?: string
  credits?: { count: number; sum: string }
  entries: CamtEntry[]
}

export interface CamtMessage {
  format: Extract<BankFileFormat, `camt${string}`>
  messageId?: string
  /** Civil date; a day after the last booking where it is left out. */
  createdOn?: string
  statements: CamtStatement[]
}

export const CAMT_FORMATS = ['camt.053.001.02', 'camt.053.001.08', 'camt.054.001.02', 'camt.054.001.08'] as const
export const CAMT_ACCOUNT = 'FI2112345600000785'

export function camtFile(message: CamtMessage): string {
  const createdOn = message.createdOn ?? dayAfter(message.statements)
  const head = camtStart({ ...message, createdOn })
  return [
    head,
    ...message.statements.map((statement) => camtStatement(message.format, statement, createdOn)),
    camtEnd(message),
  ].join('\n')
}

function dayAfter(statements: readonly CamtStatement[]): string {
  const booked = statements.flatMap(({ entries }) => entries.map((entry) => entry.bookingDate ?? BOOKED))
  return addDays(
    booked
      .filter((day) => isCivilDate(day))
      .toSorted()
      .at(-1) ?? BOOKED,
    1,
  )
}

const BOOKED = '2026-01-05'

export function camtStart({
  format,
  messageId = 'MESSAGE-1',
  createdOn = addDays(BOOKED, 1),
}: Omit<CamtMessage, 'statements'>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${format}"><${rootOf(format)}>
<GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>${createdOn}T05:00:00+02:00</CreDtTm></GrpHdr>`
}

export function camtEnd({ format }: Pick<CamtMessage, 'format'>): string {
  return `</${rootOf(format)}></Document>\n`
}

function camtStatement(format: CamtMessage['format'], statement: CamtStatement, createdOn?: string): string {
  const name = isStatement(format) ? 'Stmt' : 'Ntfctn'
  return [
    `<${name}>`,
    camtStatementHead(format, statement, createdOn),
    ...statement.entries.map((entry) => camtEntry(format, entry)),
    `</${name}>`,
  ].join('\n')
}

export function camtStatementHead(
  format: CamtMessage['format'],
  statement: Omit<CamtStatement, 'entries'>,
  createdOn = addDays(BOOKED, 1),
): string {
  const { opening = '0.00', closing = '0.00', balancesOn = BOOKED, currency = 'EUR', credits } = statement
  const id =
    statement.otherAccount === undefined
      ? element('IBAN', statement.iban ?? CAMT_ACCOUNT)
      : element('Othr', element('Id', statement.otherAccount))
  return [
    element('Id', statement.id),
    element('CreDtTm', `${createdOn}T04:00:00`),
    element('Acct', element('Id', id) + element('Ccy', currency)),
    isStatement(format)
      ? balance('OPBD', opening, currency, balancesOn) + balance('CLBD', closing, currency, balancesOn)
      : '',
    credits === undefined
      ? ''
      : element(
          'TxsSummry',
          element('TtlCdtNtries', element('NbOfNtries', String(credits.count)) + element('Sum', credits.sum)),
        ),
  ].join('')
}

export function camtEntry(format: CamtMessage['format'], entry: CamtEntry): string {
  const { status = 'BOOK', bookingDate = BOOKED, sign = 'CRDT', currency = 'EUR' } = entry
  return element(
    'Ntry',
    money('Amt', entry.amount, currency) +
      element('CdtDbtInd', sign) +
      (entry.reversal === undefined ? '' : element('RvslInd', String(entry.reversal))) +
      element('Sts', isNew(format) ? element('Cd', status) : status) +
      (bookingDate === null
        ? ''
        : element('BookgDt', element('Dt', bookingDate)) + element('ValDt', element('Dt', bookingDate))) +
      optional('AcctSvcrRef', entry.servicerReference) +
      element(
        'BkTxCd',
        element('Domn', element('Cd', 'PMNT') + element('Fmly', element('Cd', 'RCDT') + element('SubFmlyCd', 'ESCT'))),
      ) +
      (entry.transactions === undefined && entry.batch === undefined
        ? ''
        : element(
            'NtryDtls',
            batchOf(entry.batch) + (entry.transactions ?? []).map((one) => transaction(format, one, sign)).join('\n'),
          )) +
      optional('AddtlNtryInf', entry.information),
  )
}

function batchOf(batch: CamtEntry['batch']): string {
  if (batch === undefined) return ''
  return element('Btch', optional('MsgId', batch.messageId) + optional('PmtInfId', batch.paymentInformationId))
}

function transaction(format: CamtMessage['format'], one: CamtTransaction, entrySign: string): string {
  const currency = one.currency ?? 'EUR'
  const amount =
    one.amount === undefined
      ? ''
      : isNew(format)
        ? money('Amt', one.amount, currency) + element('CdtDbtInd', one.sign ?? entrySign)
        : element('AmtDtls', element('TxAmt', money('Amt', one.amount, currency)))
  const refs = [
    optional('MsgId', one.messageId),
    optional('AcctSvcrRef', one.servicerReference),
    optional('PmtInfId', one.paymentInformationId),
    optional('EndToEndId', one.endToEndId),
    optional('TxId', one.transactionId),
  ].join('')
  return element(
    'TxDtls',
    optional('Refs', refs || undefined) +
      amount +
      optional('RltdPties', parties(format, one) || undefined) +
      optional('RmtInf', remittance(one) || undefined) +
      (one.acceptedAt === undefined ? '' : element('RltdDts', element('AccptncDtTm', one.acceptedAt))) +
      (one.returnReason === undefined ? '' : element('RtrInf', element('Rsn', element('Cd', one.returnReason)))),
  )
}

function parties(format: CamtMessage['format'], one: CamtTransaction): string {
  const party = (name: string, value: string | undefined) =>
    value === undefined
      ? ''
      : element(name, isNew(format) ? element('Pty', textElement('Nm', value)) : textElement('Nm', value))
  const account = (name: string, iban: string | undefined) =>
    iban === undefined ? '' : element(name, element('Id', element('IBAN', iban)))
  return (
    party('Dbtr', one.debtor) +
    account('DbtrAcct', one.debtorIban) +
    party('Cdtr', one.creditor) +
    account('CdtrAcct', one.creditorIban)
  )
}

function remittance(one: CamtTransaction): string {
  const structured = (one.structured ?? []).map(({ reference, documents = [], remitted, creditNote }) =>
    element(
      'Strd',
      documents.map((number) => element('RfrdDocInf', element('Nb', number))).join('') +
        optional(
          'RfrdDocAmt',
          (creditNote === undefined ? '' : money('CdtNoteAmt', creditNote, 'EUR')) +
            (remitted === undefined ? '' : money('RmtdAmt', remitted, 'EUR')) || undefined,
        ) +
        (reference === undefined
          ? ''
          : element(
              'CdtrRefInf',
              element('Tp', element('CdOrPrtry', element('Cd', 'SCOR'))) + element('Ref', reference),
            )),
    ),
  )
  return (one.unstructured ?? []).map((line) => textElement('Ustrd', line)).join('') + structured.join('')
}

function balance(code: string, amount: string, currency: string, day: string): string {
  const negative = amount.startsWith('-')
  return element(
    'Bal',
    element('Tp', element('CdOrPrtry', element('Cd', code))) +
      money('Amt', negative ? amount.slice(1) : amount, currency) +
      element('CdtDbtInd', negative ? 'DBIT' : 'CRDT') +
      element('Dt', element('Dt', day)),
  )
}

function isStatement(format: string): boolean {
  return format.startsWith('camt.053')
}

function isNew(format: string): boolean {
  return format.endsWith('.08')
}

function rootOf(format: string): string {
  return isStatement(format) ? 'BkToCstmrStmt' : 'BkToCstmrDbtCdtNtfctn'
}

function optional(name: string, content: string | undefined): string {
  return content === undefined ? '' : element(name, content)
}

function money(name: string, amount: string, currency: string): string {
  return `<${name} Ccy="${currency}">${amount}</${name}>`
}
