import { timeZoneOf } from '@saatava/core/dates.ts'
import { einvoiceAddressing } from '@saatava/einvoice/addressing.ts'
import { einvoiceFormat } from '@saatava/einvoice/format.ts'
import { finvoiceSoapFrame, finvoiceXml } from '@saatava/einvoice/finvoice/write.ts'
import { type EinvoiceAttachment, ublXml } from '@saatava/einvoice/ubl/write.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import { withOperator } from '../settings/with-operator.ts'

/** The delivery for which the file is made: operators take each message once. */
export interface Message {
  messageId: string
  createdAt: Date
  /** Operator of clients that name none. */
  operatorId: string | undefined
}

/** The e-invoice file of a document, with its attachments where the format has room for them; the same delivery always gives the same bytes. */
export function einvoiceFile(
  document: InvoiceDocument,
  inForce: SettingsInForce,
  message: Message,
  attachments: EinvoiceAttachment[] = [],
): { format: 'FINVOICE' | 'UBL'; xml: string } {
  const addressing = addressingOf(document, inForce, message)
  const format = einvoiceFormat(document)
  return {
    format,
    xml: format === 'UBL' ? ublXml(document, addressing, attachments) : finvoiceXml(document, addressing),
  }
}

/** A Finvoice file led by the frame in which banks carry it. @param xml the bare file */
export function framed(document: InvoiceDocument, inForce: SettingsInForce, message: Message, xml: Uint8Array): Buffer {
  const frame = finvoiceSoapFrame(document, addressingOf(document, inForce, message))
  return Buffer.concat([Buffer.from(frame), xml])
}

function addressingOf(document: InvoiceDocument, { settings, profile }: SettingsInForce, message: Message) {
  return einvoiceAddressing(document, withOperator(settings.channels.einvoice, message.operatorId), {
    messageId: message.messageId,
    createdAt: message.createdAt,
    timeZone: timeZoneOf(profile.countryCode),
  })
}
