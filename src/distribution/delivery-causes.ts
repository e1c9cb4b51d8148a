/** Causes in words: why deliveries fail, what a person does about it, and where to look when nobody knows the outcome. */
import type { Cause } from '../deliveries/cause-queries.ts'

export interface CauseWords {
  title: string
  advice: string
}

const OTHER_ADDRESS = 'Correct the address with the creditor, then send again.'
const WAIT = 'Try again later: nothing is wrong with the address.'
const OURS = 'An operator of this service mends it, then sends again.'

/** By code, or by the beginning of a code that ends with a point. */
const FAILED: Readonly<Record<string, CauseWords>> = {
  NO_ADDRESS: { title: 'no address', advice: OTHER_ADDRESS },
  BAD_ADDRESS: { title: 'the address cannot be', advice: OTHER_ADDRESS },
  '5.1.': { title: 'no such mailbox', advice: OTHER_ADDRESS },
  '5.2.2': { title: 'mailbox full', advice: WAIT },
  '5.2.': { title: 'mailbox not in use', advice: OTHER_ADDRESS },
  '5.3.4': { title: 'too large for the receiver’s mail server', advice: 'Choose another channel for this receiver.' },
  '4.4.': { title: 'the receiver’s mail server did not answer', advice: WAIT },
  '5.4.': { title: 'the receiver’s mail server cannot be found', advice: OTHER_ADDRESS },
  '5.7.': { title: 'refused as unwanted mail', advice: OURS },
  550: { title: 'refused by the receiver’s mail server', advice: OTHER_ADDRESS },
  TOO_LARGE: { title: 'too large for a mail', advice: 'Choose another channel, or fewer attachments.' },
  RECEIVER_UNKNOWN: { title: 'no such e-invoice address', advice: OTHER_ADDRESS },
  INTERMEDIATOR_UNKNOWN: { title: 'no such e-invoice operator', advice: OTHER_ADDRESS },
  RECEIVER_REJECTED: {
    title: 'sent back by the receiver’s operator',
    advice: 'Ask the receiver whether it takes e-invoices, then send again or choose another channel.',
  },
  EINVOICE_TOO_LARGE: { title: 'too large for an e-invoice', advice: 'Send it again with fewer attachments.' },
  EINVOICE_MISSING: { title: 'the e-invoice file is missing', advice: OURS },
  POSTAL_: { title: 'postal address not complete', advice: OTHER_ADDRESS },
  PRINT_FAILED: { title: 'the print house could not print it', advice: 'Send it again.' },
  RETURNED: { title: 'the letter came back', advice: OTHER_ADDRESS },
  PDF_: { title: 'the PDF cannot be printed', advice: OURS },
  PAGES_TOO_MANY: { title: 'too many pages for a letter', advice: 'Send it again with fewer attachments.' },
  ATTACHMENT_BROKEN: { title: 'an attachment is broken', advice: 'The creditor sends the invoice again.' },
  NO_DOCUMENT: { title: 'the document is gone', advice: OURS },
  DOCUMENT_NOT_MADE: { title: 'the document could not be made', advice: OURS },
  RESOLVED_FAILED: { title: 'a person recorded that it failed', advice: OTHER_ADDRESS },
}

/** The place where a person finds the outcome of a delivery that may have left, by channel. */
const LOOK: Readonly<Record<string, string>> = {
  EMAIL: 'Look in the log of the mail server for the id of the delivery: it is in the Message-ID and in the envelope.',
  PRINT: 'Ask the print house whether it has the batch. Its report or its folder names the batch by this id.',
  EINVOICE: 'Ask the operator whether it has the message: its file has the id of the delivery as its name.',
}

export function causeInWords({ channel, state, code }: Cause): CauseWords {
  if (state === 'unknown')
    return {
      title: `outcome not known${code === '' ? '' : ` (${code})`}`,
      advice: LOOK[channel] ?? 'Ask the other side.',
    }
  const known = knownCode(code.replace(/^[45]\d\d (?=\d)/, '')) ?? knownCode(code)
  return (
    known ?? { title: code === '' ? 'no code' : code, advice: 'Read the words of the other side, then send again.' }
  )
}

function knownCode(code: string): CauseWords | undefined {
  const [found] = Object.entries(FAILED)
    .filter(([name]) => name === code || (/[._]$/.test(name) && code.startsWith(name)))
    .toSorted(([a], [b]) => b.length - a.length)
  return found?.[1]
}
