import { hundredths } from '../camt/fields.ts'
import { encodingOf } from '../camt/encoding.ts'
import { ReadingStopped } from '../output.ts'
import type {
  BatchStatus,
  PaymentStatus,
  PaymentStatusReport,
  StatusReason,
  TransactionStatus,
} from './status-report.ts'
import { type Element, TreeRefused, all, at, readTree, textAt } from './xml-tree.ts'

/** An answer about the largest payment file that we write (100 000 payments) has about 60 MB. */
export const STATUS_BYTES_MAX = 96 * 1024 * 1024
const LIMITS = { elementsMax: 4_000_000, depthMax: 32, textCharsMax: 500 }
const NAMESPACE = /urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.\d\d/
const FORMAT = /^urn:iso:std:iso:20022:tech:xsd:(pain\.002\.001\.(?:03|10))$/

export interface StatusFault {
  code: TreeRefused['code'] | 'UNKNOWN_FORMAT' | 'MISSING'
  position: string
  message: string
}

/** Whether a file that begins so is a pain.002 of any version. */
export function isStatusReport(head: Uint8Array): boolean {
  return NAMESPACE.test(Buffer.from(head).toString('latin1').replaceAll('\0', ''))
}

/** Reads a bank's answer to a payment file, pain.002.001.03 or .10. @returns what is wrong where it cannot be read */
export function readStatusReport(bytes: Uint8Array): PaymentStatusReport | StatusFault {
  try {
    const encoding = encodingOf(bytes.subarray(0, 4_096))
    if (encoding === undefined) return { code: 'MALFORMED', position: 'line 1', message: 'The file is not XML.' }
    return reportOf(readTree(new TextDecoder(encoding).decode(bytes), LIMITS))
  } catch (error) {
    if (error instanceof TreeRefused) return { code: error.code, position: 'Document', message: error.message }
    if (error instanceof ReadingStopped)
      return { code: 'UNKNOWN_FORMAT', position: error.position, message: error.message }
    throw error
  }
}

function reportOf(document: Element): PaymentStatusReport | StatusFault {
  const namespace = Object.entries(document.attributes).find(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  const format = FORMAT.exec(namespace?.[1] ?? '')?.[1] as PaymentStatusReport['format'] | undefined
  const report = at(document, 'CstmrPmtStsRpt')
  if (format === undefined || report === undefined)
    return {
      code: 'UNKNOWN_FORMAT',
      position: 'Document',
      message: `The answer has the namespace ${namespace?.[1] ?? '""'}; Saatava reads pain.002.001.03 and pain.002.001.10 (CstmrPmtStsRpt).`,
    }
  const original = at(report, 'OrgnlGrpInfAndSts')
  const originalMessageId = textAt(original, 'OrgnlMsgId')
  const messageId = textAt(report, 'GrpHdr/MsgId')
  if (originalMessageId === undefined || messageId === undefined)
    return {
      code: 'MISSING',
      position: originalMessageId === undefined ? 'OrgnlGrpInfAndSts/OrgnlMsgId' : 'GrpHdr/MsgId',
      message: 'The answer does not name its payment file, or has no message id.',
    }
  const createdAt = instantOf(textAt(report, 'GrpHdr/CreDtTm'))
  return {
    ...{ format, messageId, originalMessageId },
    ...(createdAt === undefined ? {} : { createdAt }),
    group: statusOf(original, 'GrpSts'),
    batches: all(report, 'OrgnlPmtInfAndSts').map(batchOf),
  }
}

function batchOf(batch: Element): BatchStatus {
  const id = textAt(batch, 'OrgnlPmtInfId')
  return {
    ...(id === undefined ? {} : { paymentInformationId: id }),
    ...statusOf(batch, 'PmtInfSts'),
    payments: all(batch, 'TxInfAndSts').map(transactionOf),
  }
}

function transactionOf(transaction: Element): TransactionStatus {
  const endToEndId = textAt(transaction, 'OrgnlEndToEndId')
  const instructionId = textAt(transaction, 'OrgnlInstrId')
  const instructed = at(transaction, 'OrgnlTxRef/Amt/InstdAmt')
  const amount = hundredths(instructed?.text)
  const currency = instructed?.attributes['Ccy']
  return {
    ...statusOf(transaction, 'TxSts'),
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(instructionId === undefined ? {} : { instructionId }),
    ...(amount === undefined || currency === undefined ? {} : { amount, currency }),
  }
}

function statusOf(element: Element | undefined, name: string): PaymentStatus {
  const status = textAt(element, name)
  return { ...(status === undefined ? {} : { status }), reasons: all(element, 'StsRsnInf').map(reasonOf) }
}

function reasonOf(information: Element): StatusReason {
  const code = textAt(information, 'Rsn/Cd') ?? textAt(information, 'Rsn/Prtry')
  const text = all(information, 'AddtlInf')
    .map((one) => one.text)
    .join(' ')
  return { ...(code === undefined ? {} : { code }), ...(text === '' ? {} : { text }) }
}

/** Without an offset it is taken as UTC: it orders the answers of one bank among themselves. */
function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const at = new Date(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
