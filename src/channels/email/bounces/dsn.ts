/**
 * Reads delivery status notifications (RFC 3464), in which a mail server reports the outcome of a mail that it had taken.
 * The report is a multipart message; one of its parts is fields for machines, a group for the message and one for each
 * receiver.
 */
import type { DeliveryId } from '@saatava/core/ids.ts'
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import { deliveryInEnvelopeId, deliveryInMessageId, deliveryInVerp } from '../addresses.ts'
import { cleanLine } from '../clean.ts'

const REASON_CHARACTERS_MAX = 500
const RECEIVERS_MAX = 100
const NESTING_MAX = 10
const HEADER_BYTES_MAX = 128 * 1024

export interface Notification {
  deliveryId: DeliveryId | undefined
  /** Message-ID of the report itself; by it a report that is delivered twice is recognised. */
  messageId: string | undefined
  action: 'failed' | 'delayed' | 'delivered' | 'relayed'
  /** RFC 3463: "5.1.1" */
  status: string | undefined
  reason: string | undefined
}

type Fields = Map<string, string>

/**
 * @param bytes a whole message, or its beginning: the report stands before the mail it returns
 * @param bounceDomain the domain of our envelope senders and Message-IDs
 * @returns undefined for what is no delivery status notification: an absence note, a letter, a read receipt
 */
export async function notificationIn(bytes: Uint8Array, bounceDomain: string): Promise<Notification | undefined> {
  const email = await parsed(bytes)
  const report = email?.attachments.find(({ mimeType }) =>
    ['message/delivery-status', 'message/global-delivery-status'].includes(mimeType),
  )
  if (email === undefined || report === undefined) return undefined
  const [ofMessage = new Map<string, string>(), ...ofReceivers] = groupsOf(textOf(report))
  const receiver = telling(ofReceivers)
  const action = actionOf(receiver?.get('action'))
  if (receiver === undefined || action === undefined) return undefined
  return {
    deliveryId: deliveryOf(email, ofMessage, bounceDomain),
    messageId: email.messageId,
    action,
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(receiver.get('status') ?? '')?.[0],
    reason: reasonOf(receiver),
  }
}

async function parsed(bytes: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(bytes, {
      maxNestingDepth: NESTING_MAX,
      maxHeadersSize: HEADER_BYTES_MAX,
      forceRfc822Attachments: true,
    })
  } catch {
    // Over one of the limits, so nothing that a mail server writes.
    return undefined
  }
}

/** Groups of "Name: value" lines between empty lines, names in lower case, folded lines joined. */
function groupsOf(text: string): Fields[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .slice(0, RECEIVERS_MAX + 1)
    .map((group) => {
      const lines = group.replace(/\n[ \t]+/g, ' ').split('\n')
      const pairs = lines.flatMap((line) => {
        const [, name, value] = /^([\w-]+)[ \t]*:(.*)$/.exec(line) ?? []
        return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const]
      })
      return new Map(pairs)
    })
    .filter((fields) => fields.size > 0)
}

/** Our mails have one receiver, but a list behind its address can make several: one who has it is enough. */
function telling(receivers: Fields[]): Fields | undefined {
  for (const wanted of ['delivered', 'relayed', 'failed', 'delayed'] as const) {
    const found = receivers.find((fields) => actionOf(fields.get('action')) === wanted)
    if (found !== undefined) return found
  }
  return undefined
}

function actionOf(text: string | undefined): Notification['action'] | undefined {
  const word = /^[a-z]+/.exec(text?.toLowerCase() ?? '')?.[0]
  if (word === 'failed' || word === 'delayed' || word === 'delivered' || word === 'relayed') return word
  // Expanded: handed to the members of a list, for whom nothing more will be said.
  return word === 'expanded' ? 'relayed' : undefined
}

function reasonOf(receiver: Fields): string | undefined {
  // "smtp; 550 5.1.1 <…> user unknown": the type before the semicolon is for machines.
  const text = receiver.get('diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, '') ?? receiver.get('status')
  return text === undefined || text === '' ? undefined : cleanLine(text, REASON_CHARACTERS_MAX)
}

/** The reporting server addresses the report to the envelope sender; the rest is for servers that rewrite it. */
function deliveryOf(email: Email, ofMessage: Fields, domain: string): string | undefined {
  const values = (names: string[]) => email.headers.filter(({ key }) => names.includes(key)).map(({ value }) => value)
  const addressed = values(['delivered-to', 'x-original-to', 'envelope-to', 'to', 'x-failed-return-path'])
  const returned = returnedHeadersOf(email)
  return (
    first(addressed, (value) => deliveryInVerp(value, domain)) ??
    deliveryInEnvelopeId(ofMessage.get('original-envelope-id') ?? '') ??
    deliveryInMessageId(/^message-id:[^\n]*/im.exec(returned)?.[0] ?? '', domain) ??
    deliveryInVerp(/^return-path:[^\n]*/im.exec(returned)?.[0] ?? '', domain) ??
    first(values(['in-reply-to', 'references']), (value) => deliveryInMessageId(value, domain))
  )
}

/** The headers of the mail that is returned, whole or its headers alone. */
function returnedHeadersOf({ attachments }: Email): string {
  const types = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers']
  const returned = attachments.find(({ mimeType }) => types.includes(mimeType))
  const text = returned === undefined ? '' : textOf(returned)
  const headers = text.replace(/\r\n?/g, '\n').split('\n\n', 1)[0] ?? ''
  return headers.replace(/\n[ \t]+/g, ' ')
}

function first<T>(values: T[], find: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = find(value)
    if (found !== undefined) return found
  }
  return undefined
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8')
}
