/** A shipment as a mail: who it is from, to whom, what it says, and the PDF. */
import type { SendMailOptions } from 'nodemailer/lib/mailer'
import { isOfCollector } from '@saatava/einvoice/model/document.ts'
import type { Shipment } from '../port.ts'
import { bounceAddress, isAddress, messageIdOf } from './addresses.ts'
import { cleanLine } from './clean.ts'
import { contentOf } from './content.ts'
import { htmlOf } from './html.ts'
import { textOf } from './text.ts'

const NAME_CHARACTERS_MAX = 120
/** Common servers take 25 MB with base64's third on top; larger ones would be refused on their way. */
const PDF_BYTES_MAX = 18 * 1024 * 1024

export interface Sender {
  /** The instance's own address, whose domain its SPF, DKIM and DMARC records speak for. */
  from: string
  bounceDomain: string
}

export type Unsendable = { kind: 'refused' | 'temporary'; code: string; reason: string }

/**
 * The mail of a shipment. The From address is the instance's and the name the client's: a client's own address there
 * would fail SPF and DMARC; answers go to the client by Reply-To.
 * @returns the mail, or why this shipment cannot be one
 */
export function messageOf(shipment: Shipment, sender: Sender): SendMailOptions | Unsendable {
  const { document, pdf, deliveryId, settings } = shipment
  const receiver = document.recipient.email ? document.recipient : document.buyer
  const to = receiver.email ?? ''
  if (to === '') return refused('NO_ADDRESS', 'Neither the recipient nor the buyer has an email address.')
  if (!isAddress(to)) return refused('BAD_ADDRESS', `"${cleanLine(to, 100)}" is not an email address.`)
  if (pdf === undefined || pdf.length === 0)
    return { kind: 'temporary', code: 'NO_PDF', reason: 'The PDF of the invoice does not exist yet.' }
  if (pdf.length > PDF_BYTES_MAX)
    return refused('TOO_LARGE', `The PDF has ${pdf.length} bytes; mail servers take ${PDF_BYTES_MAX} at most.`)
  const content = contentOf(document, settings.email)
  const { collector } = document.letter ?? {}
  // The debtor's reply goes to the party that collects.
  const answered = collector === undefined ? [settings.email.replyTo, document.seller.email] : [collector.email]
  const replyTo = answered.find((one) => one !== undefined && isAddress(one))
  const ownName =
    document.letter !== undefined && isOfCollector(document.letter.kind) ? '' : (settings.email.fromName ?? '')
  const fromName = cleanLine(ownName, NAME_CHARACTERS_MAX) || content.seller
  return {
    envelope: { from: bounceAddress(deliveryId, sender.bounceDomain), to },
    // Where the server knows RFC 3461: report failures with headers only, and name the delivery in the report.
    dsn: { envid: deliveryId, ret: 'HDRS', notify: 'FAILURE', orcpt: `rfc822;${to}` },
    messageId: messageIdOf(deliveryId, sender.bounceDomain),
    date: shipment.createdAt,
    from: { name: fromName, address: sender.from },
    to: { name: cleanLine(receiver.name, NAME_CHARACTERS_MAX), address: to },
    ...(replyTo === undefined ? {} : { replyTo: { name: fromName, address: replyTo } }),
    subject: content.subject,
    text: textOf(content),
    html: htmlOf(content),
    headers: {
      'Content-Language': document.language === 'no' ? 'nb' : document.language,
      // RFC 3834: no person wrote this, and absence notes need not answer it. No List-Unsubscribe: an invoice is not a
      // mailing that one leaves; a receiver who wants another channel asks the seller.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    },
    attachments: [{ filename: content.fileName, content: Buffer.from(pdf), contentType: 'application/pdf' }],
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function refused(code: string, reason: string): Unsendable {
  return { kind: 'refused', code, reason }
}
