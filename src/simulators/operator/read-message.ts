/** Reads what an operator reads of an e-invoice: from whom, through whom, to whom. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

export interface Message {
  format: 'FINVOICE' | 'UBL'
  /** A SOAP frame stands before it. */
  framed: boolean
  messageId: string | null
  from: string
  fromIntermediator: string
  to: string
  toIntermediator: string
  invoiceNumber: string
}

export interface MessageFault {
  code: string
  message: string
}

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  removeNSPrefix: true,
})
const FRAMED = /^([\s\S]*?<\/(?:[\w.-]+:)?Envelope\s*>)([\s\S]+)$/
const ENCODING = /<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']/

export function readMessage(bytes: Buffer): Message | MessageFault {
  const text = decoded(bytes)
  if (text === null) return fault('ENCODING', 'The bytes are not in the encoding that the XML names.')
  if (text.includes('<!DOCTYPE')) return fault('DOCTYPE', 'E-invoices have no document type.')
  const [, frame, framed] = FRAMED.exec(text) ?? []
  const parts = frame === undefined || framed === undefined ? [text] : [frame, framed]
  for (const part of parts) {
    const valid = XMLValidator.validate(part.trim())
    if (valid !== true) return fault('NOT_WELL_FORMED', `Line ${valid.err.line}: ${valid.err.msg}`)
  }
  const broken = frame === undefined ? null : frameFault(parser.parse(frame))
  if (broken !== null) return broken
  const root = parser.parse(parts.at(-1) ?? '') as Node
  const finvoice = at(root, 'Finvoice')
  if (typeof finvoice === 'object') return finvoiceMessage(finvoice, frame !== undefined)
  const ubl = at(root, 'Invoice') ?? at(root, 'CreditNote')
  if (typeof ubl === 'object') return ublMessage(ubl)
  return fault('FORMAT', 'The root is neither Finvoice nor a UBL Invoice or CreditNote.')
}

function frameFault(envelope: Node): MessageFault | null {
  const header = 'Envelope/Header/MessageHeader'
  const needed = [`${header}/From`, `${header}/To`, `${header}/MessageData/MessageId`, 'Envelope/Body/Manifest']
  const missing = needed.filter((path) => at(envelope, path) === undefined)
  return missing.length === 0 ? null : fault('FRAME', `The SOAP frame lacks ${missing.join(', ')}.`)
}

function finvoiceMessage(root: Node, framed: boolean): Message | MessageFault {
  const details = 'MessageTransmissionDetails'
  const read = fieldsOf(root, {
    from: `${details}/MessageSenderDetails/FromIdentifier`,
    fromIntermediator: `${details}/MessageSenderDetails/FromIntermediator`,
    to: `${details}/MessageReceiverDetails/ToIdentifier`,
    toIntermediator: `${details}/MessageReceiverDetails/ToIntermediator`,
    messageId: `${details}/MessageDetails/MessageIdentifier`,
    sentAt: `${details}/MessageDetails/MessageTimeStamp`,
    version: '@_Version',
    invoiceNumber: 'InvoiceDetails/InvoiceNumber',
  })
  if ('code' in read) return read
  const { from, fromIntermediator, to, toIntermediator, messageId, invoiceNumber } = read.values
  return { format: 'FINVOICE', framed, messageId, from, fromIntermediator, to, toIntermediator, invoiceNumber }
}

function ublMessage(root: Node): Message | MessageFault {
  const endpoint = (party: string) => `${party}/Party/EndpointID`
  const seller = endpoint('AccountingSupplierParty')
  const buyer = endpoint('AccountingCustomerParty')
  const read = fieldsOf(root, {
    from: seller,
    fromScheme: `${seller}/@_schemeID`,
    to: buyer,
    toScheme: `${buyer}/@_schemeID`,
    customization: 'CustomizationID',
    profile: 'ProfileID',
    invoiceNumber: 'ID',
  })
  if ('code' in read) return read
  const { from, fromScheme, to, toScheme, invoiceNumber } = read.values
  return {
    format: 'UBL',
    framed: false,
    messageId: null,
    from: `${fromScheme}:${from}`,
    fromIntermediator: '',
    to: `${toScheme}:${to}`,
    toIntermediator: '',
    invoiceNumber,
  }
}

type Value = Node | string | Value[]
interface Node {
  [name: string]: Value | undefined
}

function fieldsOf<T extends string>(
  root: Node,
  paths: Record<T, string>,
): { values: Record<T, string> } | MessageFault {
  const entries = (Object.entries(paths) as [T, string][]).map(([name, path]) => ({
    name,
    path,
    text: textAt(root, path),
  }))
  const missing = entries.filter(({ text }) => text === '').map(({ path }) => path.replaceAll('@_', '@'))
  if (missing.length > 0) return fault('FIELD_MISSING', `The operator needs ${missing.join(', ')}.`)
  return { values: Object.fromEntries(entries.map(({ name, text }) => [name, text])) as Record<T, string> }
}

function at(root: Node, path: string): Node | string | undefined {
  let value: Value | undefined = root
  for (const step of path.split('/')) {
    if (Array.isArray(value)) value = value[0]
    if (typeof value !== 'object' || Array.isArray(value)) return undefined
    value = value[step]
  }
  const first = Array.isArray(value) ? value[0] : value
  return Array.isArray(first) ? undefined : first
}

function textAt(root: Node, path: string): string {
  const value = at(root, path)
  const text = typeof value === 'object' ? value['#text'] : value
  return typeof text === 'string' ? text.trim() : ''
}

function decoded(bytes: Buffer): string | null {
  const named = ENCODING.exec(bytes.subarray(0, 200).toString('latin1'))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(named, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function fault(code: string, message: string): MessageFault {
  return { code, message }
}
