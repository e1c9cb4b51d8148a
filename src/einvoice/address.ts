/** Whether an invoice can go as an e-invoice at all: said before one is written, in words that tell what to send. */
import { isBic, isIban } from '../core/identifiers.ts'
import type { ChannelSettings } from '../channels/port.ts'
import type { InvoiceDocument } from '../invoices/document.ts'
import { electronicAddress, participantOf } from './addressing.ts'
import { finvoiceContentFault, ublContentFault } from './content.ts'
import { einvoiceFormat } from './format.ts'

export interface EinvoiceFault {
  code: string
  message: string
  /** JSON pointer into the invoice request, or into the client settings where the client's own data is missing. */
  pointer: string
}

/**
 * What stands in the way of sending this invoice as an e-invoice, the first thing found; undefined where nothing does.
 * @param own the client's own address and operator, of its settings
 */
export function einvoiceAddressFault(
  document: InvoiceDocument,
  own: ChannelSettings['einvoice'],
): EinvoiceFault | undefined {
  return einvoiceFormat(document) === 'FINVOICE'
    ? (receiverFault(document) ??
        operatorFault(document) ??
        senderFault(document, own) ??
        finvoiceContentFault(document))
    : (participantFault(document) ?? ownParticipantFault(document, own) ?? ublContentFault(document))
}

const FORMS =
  'an OVT (0037 and the eight digits of the business id, then up to five characters), an IBAN, or scheme:value'

function receiverFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const account = document.recipient.electronicInvoiceAccount
  const pointer = `${recipientPointer(document)}/electronicInvoiceAccount`
  if (account === undefined)
    return {
      code: 'EINVOICE_ADDRESS_MISSING',
      message: `The recipient has no e-invoice address: send electronicInvoiceAccount, ${FORMS}.`,
      pointer,
    }
  return isAddress(account) ? undefined : { ...notAnAddress('electronicInvoiceAccount', account), pointer }
}

function operatorFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const operator = document.recipient.electronicRoutingAddress
  const pointer = `${recipientPointer(document)}/electronicRoutingAddress`
  if (operator === undefined)
    return {
      code: 'EINVOICE_OPERATOR_MISSING',
      message:
        'A Finnish e-invoice address is reached through an operator or a bank: send electronicRoutingAddress, its OVT or BIC.',
      pointer,
    }
  return isOperator(operator) ? undefined : { ...notAnOperator('electronicRoutingAddress', operator), pointer }
}

/** A Finnish company is known by the OVT of its business id, where its settings name no other address. */
function senderFault(
  { seller }: InvoiceDocument,
  { address, intermediatorId }: ChannelSettings['einvoice'],
): EinvoiceFault | undefined {
  if ((address === undefined && participantOf(seller) === undefined) || intermediatorId === undefined)
    return {
      code: 'EINVOICE_SENDER_MISSING',
      message: 'The client’s own e-invoice address and operator are not set: PUT /client/settings with both.',
      pointer: `/channels/einvoice/${intermediatorId === undefined ? 'intermediatorId' : 'address'}`,
    }
  if (address !== undefined && !isAddress(address))
    return { ...notAnAddress('address', address), pointer: '/channels/einvoice/address' }
  return isOperator(intermediatorId)
    ? undefined
    : { ...notAnOperator('intermediatorId', intermediatorId), pointer: '/channels/einvoice/intermediatorId' }
}

function participantFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const { recipient } = document
  const account = recipient.electronicInvoiceAccount
  const pointer = `${recipientPointer(document)}/electronicInvoiceAccount`
  if (account !== undefined && !isAddress(account))
    return { ...notAnAddress('electronicInvoiceAccount', account), pointer }
  if ((account !== undefined && electronicAddress(account).kind !== 'IBAN') || participantOf(recipient) !== undefined)
    return undefined
  return {
    code: 'EINVOICE_ADDRESS_MISSING',
    message:
      'The recipient’s Peppol address is not known, and none can be made of its business id: send electronicInvoiceAccount as scheme:value, such as 0192:974760673.',
    pointer,
  }
}

function ownParticipantFault(
  { seller }: InvoiceDocument,
  { address }: ChannelSettings['einvoice'],
): EinvoiceFault | undefined {
  const pointer = '/channels/einvoice/address'
  if (address !== undefined && !isAddress(address)) return { ...notAnAddress('address', address), pointer }
  if ((address !== undefined && electronicAddress(address).kind !== 'IBAN') || participantOf(seller) !== undefined)
    return undefined
  const message = 'The client’s own Peppol address is not set: PUT /client/settings with an OVT or scheme:value.'
  return { code: 'EINVOICE_SENDER_MISSING', message, pointer }
}

function isAddress(text: string): boolean {
  const { kind, value } = electronicAddress(text)
  if (kind === 'IBAN') return isIban(value)
  return kind === 'OVT' || (kind === 'PARTICIPANT' && /^[0-9A-Za-z:._~-]{1,50}$/.test(value))
}

/** An operator by its OVT, or a bank by its BIC. */
function isOperator(text: string): boolean {
  const value = text.replace(/\s/gu, '')
  return electronicAddress(value).kind === 'OVT' || isBic(value.toUpperCase())
}

function notAnAddress(field: string, received: string): Omit<EinvoiceFault, 'pointer'> {
  const message = `${field} is “${received}”, which is not ${FORMS}.`
  return { code: 'EINVOICE_ADDRESS_INVALID', message }
}

function notAnOperator(field: string, received: string): Omit<EinvoiceFault, 'pointer'> {
  const message = `${field} is “${received}”, which is neither an operator’s OVT, such as 003721291126, nor a BIC, such as NDEAFIHH.`
  return { code: 'EINVOICE_OPERATOR_INVALID', message }
}

function recipientPointer({ recipient, buyer }: InvoiceDocument): string {
  return `/invoice/parties/${recipient === buyer ? 'buyerParty' : 'invoiceRecipientParty'}`
}
