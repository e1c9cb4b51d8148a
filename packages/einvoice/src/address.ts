/** Whether an invoice can go as an e-invoice at all: checked before one is written, with a message that names what to send. */
import type { EinvoiceFault } from './fault.ts'
import { ADDRESS_FORMS, addressFault, electronicAddress } from '@saatava/core/electronic-address.ts'
import { isGln } from '@saatava/core/identifiers.ts'
import type { ChannelSettings } from './model/channels.ts'
import type { InvoiceDocument } from './model/document.ts'
import { operatorCode, participantOf } from './addressing.ts'
import { finvoiceContentFault, ublContentFault } from './content.ts'
import { einvoiceFormat } from './format.ts'

/** Finvoice 3.0, FromIntermediator and ToIntermediator. */
const OPERATOR_CHARACTERS_MIN = 2
const OPERATOR_CHARACTERS_MAX = 35

/**
 * Returns the first obstacle to sending this invoice as an e-invoice; undefined where there is none.
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

function receiverFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const account = document.recipient.electronicInvoiceAccount
  const pointer = `${recipientPointer(document)}/electronicInvoiceAccount`
  if (account === undefined)
    return {
      code: 'EINVOICE_ADDRESS_MISSING',
      message: `The recipient has no e-invoice address: send electronicInvoiceAccount, ${ADDRESS_FORMS}.`,
      pointer,
    }
  return notAnAddress('electronicInvoiceAccount', account, pointer)
}

function operatorFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const operator = document.recipient.electronicRoutingAddress
  const pointer = `${recipientPointer(document)}/electronicRoutingAddress`
  if (operator === undefined)
    return {
      code: 'EINVOICE_OPERATOR_MISSING',
      message:
        'A Finnish e-invoice address is reached through an operator or a bank: send electronicRoutingAddress, its code in the operators’ registry, such as an OVT or a BIC.',
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
  const fault = ownAddressFault(address)
  if (fault !== undefined) return fault
  return isOperator(intermediatorId)
    ? undefined
    : { ...notAnOperator('intermediatorId', intermediatorId), pointer: '/channels/einvoice/intermediatorId' }
}

function participantFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const { recipient } = document
  const account = recipient.electronicInvoiceAccount
  const pointer = `${recipientPointer(document)}/electronicInvoiceAccount`
  const fault = account === undefined ? glnFault(document) : notAnAddress('electronicInvoiceAccount', account, pointer)
  if (fault !== undefined) return fault
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
  const fault = ownAddressFault(address)
  if (fault !== undefined) return fault
  if ((address !== undefined && electronicAddress(address).kind !== 'IBAN') || participantOf(seller) !== undefined)
    return undefined
  const message = 'The client’s own Peppol address is not set: PUT /client/settings with an OVT or scheme:value.'
  return { code: 'EINVOICE_SENDER_MISSING', message, pointer }
}

/** IDENTIFIER_CHECKS governed the check digit of its OVT when the client was onboarded or changed its settings. */
function ownAddressFault(address: string | undefined): EinvoiceFault | undefined {
  if (address === undefined || electronicAddress(address).kind === 'OVT') return undefined
  return notAnAddress('address', address, '/channels/einvoice/address')
}

/** Without another address the GLN would be it; one whose check digit does not hold leads to nobody, or to somebody else. */
function glnFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const { glnNumber } = document.recipient
  if (glnNumber === undefined || isGln(glnNumber.replace(/\D/gu, ''))) return undefined
  return {
    code: 'EINVOICE_ADDRESS_INVALID',
    message: `glnNumber is “${glnNumber}”, which is not a GLN (check digit or length).`,
    pointer: `${recipientPointer(document)}/glnNumber`,
  }
}

/** Any code that the Finnish registry lists: what is no operator's, the client's own operator refuses. */
function isOperator(text: string): boolean {
  const { length } = Array.from(operatorCode(text))
  return length >= OPERATOR_CHARACTERS_MIN && length <= OPERATOR_CHARACTERS_MAX
}

function notAnAddress(field: string, received: string, pointer: string): EinvoiceFault | undefined {
  const fault = addressFault(received)
  if (fault === undefined) return undefined
  return { code: 'EINVOICE_ADDRESS_INVALID', message: `${field} is “${received}”, which ${fault}.`, pointer }
}

function notAnOperator(field: string, received: string): Omit<EinvoiceFault, 'pointer'> {
  const message = `${field} is “${received}”, which is not an operator’s code of ${OPERATOR_CHARACTERS_MIN} to ${OPERATOR_CHARACTERS_MAX} characters, such as 003721291126, NDEAFIHH or E204503.`
  return { code: 'EINVOICE_OPERATOR_INVALID', message }
}

function recipientPointer({ recipient, buyer }: InvoiceDocument): string {
  return `/invoice/parties/${recipient === buyer ? 'buyerParty' : 'invoiceRecipientParty'}`
}
