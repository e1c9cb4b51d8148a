/** Test addresses, recognised by their beginning, up to a dot, hyphen, plus or digit. */

export interface Receiver {
  word: string
  /** For people who test: what happens. */
  does: string
  /** The answer to RCPT TO. */
  atRcpt?: { code: number; text: string }
  /** The answer to the mail's text, which is then not kept; or the line is cut after it was kept. */
  atText?: { code: number; text: string } | 'CUT'
  /** The report that comes back into the folder of bounces. */
  returns?: { action: 'failed' | 'delayed' | 'delivered'; status: string; text: string } | 'ABSENCE_NOTE'
}

export const RECEIVERS: Receiver[] = [
  {
    word: 'reject',
    does: '550 at RCPT TO: there is no such receiver',
    atRcpt: { code: 550, text: '5.1.1 No such user here' },
  },
  {
    word: 'busy',
    does: '451 at RCPT TO: later',
    atRcpt: { code: 451, text: '4.7.1 Greylisted, please try again later' },
  },
  { word: 'spam', does: '554 after the text', atText: { code: 554, text: '5.7.1 Message looks like spam' } },
  { word: 'cut', does: 'kept, but the line is cut instead of an answer to the text', atText: 'CUT' },
  {
    word: 'bounce',
    does: 'accepted, then a report comes back: unknown user',
    returns: { action: 'failed', status: '5.1.1', text: '550 5.1.1 User unknown' },
  },
  {
    word: 'full',
    does: 'accepted, then a report comes back: mailbox full',
    returns: { action: 'failed', status: '5.2.2', text: '552 5.2.2 Mailbox full' },
  },
  {
    word: 'delayed',
    does: 'accepted, then a report comes back: still trying',
    returns: { action: 'delayed', status: '4.4.1', text: '451 4.4.1 No answer from host' },
  },
  {
    word: 'delivered',
    does: 'accepted, then a report comes back: delivered',
    returns: { action: 'delivered', status: '2.0.0', text: '250 2.0.0 Delivered' },
  },
  { word: 'away', does: 'accepted, then an absence note comes back', returns: 'ABSENCE_NOTE' },
]

/** Returns the behaviour of mails to this address; undefined for the many to whom they simply come. */
export function receiverOf(address: string): Receiver | undefined {
  const word = /^[a-z]+(?=[@.+_\d-])/.exec(address.toLowerCase())?.[0]
  return RECEIVERS.find((one) => one.word === word)
}
