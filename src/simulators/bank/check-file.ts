/**
 * Reads a payment file as strictly as a bank: shape, counts, sums, accounts, dates, ids. ISO 20022 reason codes name the
 * mistakes.
 */
import { createHash } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import { isBic, isIban } from '@saatava/core/identifiers.ts'
import { isCivilDate } from '@saatava/core/dates.ts'
import type { BankAccount, BankSettings, Order, OrderFile, Reason } from './records.ts'

const ID = /^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/
const PARSER = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  processEntities: false,
  removeNSPrefix: true,
  isArray: (name) => name === 'PmtInf' || name === 'CdtTrfTxInf',
})

type Tree = { [name: string]: Tree | Tree[] | string | undefined } | undefined

export interface Known {
  settings: BankSettings
  accounts: readonly BankAccount[]
  messageIds: ReadonlySet<string>
  batchIds: ReadonlySet<string>
  today: string
}

export function checkFile(name: string, bytes: Buffer, known: Known): OrderFile {
  const xml = bytes.toString('utf8')
  const file: OrderFile = {
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    version: '09',
    messageId: 'NOTPROVIDED',
    refused: null,
    batches: [],
  }
  const version = /xmlns="urn:iso:std:iso:20022:tech:xsd:pain\.001\.001\.(03|09)"/.exec(xml)?.[1]
  if (xml.includes('<!DOCTYPE') || version === undefined)
    return { ...file, refused: no('FF01', 'Not pain.001.001.03 or .09') }
  file.version = version === '03' ? '03' : '09'
  const root = at(parsed(xml), 'Document/CstmrCdtTrfInitn')
  const header = at(root, 'GrpHdr')
  file.messageId = text(header, 'MsgId') ?? 'NOTPROVIDED'
  file.batches = list(root, 'PmtInf').map((batch) => batchOf(batch, file, known))
  file.refused = headerFault(header, file, known)
  return file
}

function parsed(xml: string): Tree {
  try {
    return PARSER.parse(xml) as Tree
  } catch {
    return undefined
  }
}

function headerFault(header: Tree, { messageId, batches }: OrderFile, known: Known): Reason | null {
  const orders = batches.flatMap((batch) => batch.orders)
  if (!ID.test(messageId) || messageId === 'NOTPROVIDED') return no('FF01', 'GrpHdr/MsgId is missing or malformed')
  if (known.messageIds.has(messageId)) return no('DU01', 'The message id was used before')
  if (Number.isNaN(Date.parse(text(header, 'CreDtTm') ?? '')))
    return no('DT01', 'GrpHdr/CreDtTm is not a date and time')
  if (orders.length === 0) return no('FF01', 'The file has no payment')
  if (text(header, 'NbOfTxs') !== String(orders.length)) return no('AM18', 'GrpHdr/NbOfTxs does not count the payments')
  const sum = text(header, 'CtrlSum')
  if (sum !== undefined && minorOf(sum) !== total(orders))
    return no('AM10', 'GrpHdr/CtrlSum is not the sum of the payments')
  if (text(header, 'InitgPty/Nm') === undefined) return no('CH20', 'GrpHdr/InitgPty/Nm is missing')
  const { initiator } = known.settings
  if (initiator === null) return null
  const id = text(header, 'InitgPty/Id/OrgId/Othr/Id')
  const scheme = text(header, 'InitgPty/Id/OrgId/Othr/SchmeNm/Cd')
  return id === initiator.id && scheme === initiator.scheme
    ? null
    : no('DS0H', `InitgPty must bear ${initiator.id} with scheme ${initiator.scheme}`)
}

function batchOf(batch: Tree, { messageId, version }: OrderFile, known: Known): OrderFile['batches'][number] {
  const id = text(batch, 'PmtInfId') ?? ''
  const iban = text(batch, 'DbtrAcct/Id/IBAN') ?? ''
  const account = known.accounts.find((one) => one.iban === iban) ?? { iban, currency: '' }
  const executionDate = text(batch, version === '03' ? 'ReqdExctnDt' : 'ReqdExctnDt/Dt') ?? ''
  const orders = list(batch, 'CdtTrfTxInf').map((one) =>
    orderOf(one, { messageId, batchId: id, account, executionDate }),
  )
  const seen = new Set<string>()
  for (const order of orders) {
    if (seen.has(order.endToEndId)) order.refused ??= no('DU04', 'The end-to-end id stands twice')
    seen.add(order.endToEndId)
  }
  return { id, refused: batchFault(batch, { id, account, executionDate, orders, version }, known), orders }
}

function batchFault(
  batch: Tree,
  payer: { id: string; account: BankAccount; executionDate: string; orders: Order[]; version: string },
  known: Known,
): Reason | null {
  const bic = text(batch, `DbtrAgt/FinInstnId/${payer.version === '03' ? 'BIC' : 'BICFI'}`)
  const sum = text(batch, 'CtrlSum')
  const count = text(batch, 'NbOfTxs')
  if (!ID.test(payer.id)) return no('FF01', 'PmtInfId is missing or malformed')
  if (known.batchIds.has(payer.id)) return no('DU02', 'The payment information id was used before')
  if (text(batch, 'PmtMtd') !== 'TRF') return no('FF03', 'PmtMtd is not TRF')
  if (payer.account.currency === '') return no('AC02', 'The debtor account is none of the customer’s')
  if (bic !== undefined && !isBic(bic)) return no('RC03', 'The BIC of the debtor’s bank is malformed')
  if (bic === undefined && payer.account.currency !== 'EUR')
    return no('RC03', 'The BIC of the debtor’s bank is missing')
  if (!isCivilDate(payer.executionDate) || payer.executionDate < known.today)
    return no('DT01', 'The execution date is past or none')
  if (count !== undefined && count !== String(payer.orders.length))
    return no('AM18', 'NbOfTxs does not count the payments')
  if (sum !== undefined && minorOf(sum) !== total(payer.orders))
    return no('AM10', 'CtrlSum is not the sum of the payments')
  return null
}

function orderOf(one: Tree, shared: Pick<Order, 'messageId' | 'batchId' | 'account' | 'executionDate'>): Order {
  const amount = at(one, 'Amt/InstdAmt')
  const minor = minorOf(amount === undefined ? undefined : textOf(amount))
  const iban = text(one, 'CdtrAcct/Id/IBAN')
  const other = text(one, 'CdtrAcct/Id/Othr/Id')
  const order: Order = {
    ...shared,
    endToEndId: text(one, 'PmtId/EndToEndId') ?? '',
    amount: String(minor ?? 0n),
    payee: text(one, 'Cdtr/Nm') ?? '',
    payeeAccount: iban ?? other ?? '',
    reference: text(one, 'RmtInf/Strd/CdtrRefInf/Ref') ?? null,
    text: text(one, 'RmtInf/Ustrd') ?? null,
    refused: null,
  }
  const currency = typeof amount === 'object' && !Array.isArray(amount) ? amount['@_Ccy'] : undefined
  const bic = text(one, 'CdtrAgt/FinInstnId/BIC') ?? text(one, 'CdtrAgt/FinInstnId/BICFI')
  if (!ID.test(order.endToEndId)) order.refused = no('FF01', 'The end-to-end id is missing or malformed')
  else if (minor === undefined || minor <= 0n) order.refused = no('AM12', 'The amount is none')
  else if (order.account.currency !== '' && currency !== order.account.currency)
    order.refused = no('AM03', 'The currency is not the account’s')
  else if (iban === undefined ? !/^\d{2,16}$/.test(other ?? '') : !isIban(iban))
    order.refused = no('AC01', 'The payee’s account number is wrong')
  else if (bic !== undefined && !isBic(bic)) order.refused = no('RC04', 'The BIC of the payee’s bank is malformed')
  else if (order.payee === '') order.refused = no('BE22', 'The payee’s name is missing')
  return order
}

export function minorOf(text: string | undefined): bigint | undefined {
  const [, whole, decimals = ''] = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text ?? '') ?? []
  return whole === undefined ? undefined : BigInt(whole + decimals.padEnd(2, '0'))
}

function total(orders: readonly Order[]): bigint {
  return orders.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
}

function no(code: string, words: string): Reason {
  return { code, text: words }
}

function at(tree: Tree, path: string): Tree {
  return path.split('/').reduce<Tree>((from, name) => {
    const inside = typeof from === 'object' ? from[name] : undefined
    return (Array.isArray(inside) ? inside[0] : inside) as Tree
  }, tree)
}

function list(tree: Tree, name: string): Tree[] {
  const inside = typeof tree === 'object' ? tree[name] : undefined
  return Array.isArray(inside) ? inside : []
}

function text(tree: Tree, path: string): string | undefined {
  return textOf(at(tree, path))
}

function textOf(found: Tree | string): string | undefined {
  const words = typeof found === 'object' ? found['#text'] : found
  return typeof words === 'string' && words.trim() !== '' ? words.trim() : undefined
}
