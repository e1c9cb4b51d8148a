/** Reports as the common mail servers write them, about the delivery of the tests. */
import { DELIVERY } from '../examples.ts'

export const DOMAIN = 'saatava.example.com'
const VERP = `bounce+${DELIVERY}@${DOMAIN}`
const MESSAGE_ID = `<${DELIVERY}@${DOMAIN}>`

export interface ReportParts {
  headers?: string
  /** Text for people. */
  words?: string
  status: string
  returned?: { type: string; text: string }
}

const RETURNED = {
  type: 'text/rfc822-headers',
  text: `Return-Path: <${VERP}>\nMessage-ID: ${MESSAGE_ID}\nFrom: Test Customer Oy <invoices@${DOMAIN}>\nTo: matti@example.com\nSubject: Lasku 1234\n`,
}

/** A multipart/report of the given parts, with CRLF. */
export function report({
  headers,
  words = 'Your message could not be delivered.',
  status,
  returned = RETURNED,
}: ReportParts): string {
  return `${headers ?? `From: MAILER-DAEMON@mx.example.com\nTo: ${VERP}\nMessage-ID: <report-1@mx.example.com>`}
Date: Wed, 1 Apr 2026 11:05:00 +0300
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

This is a MIME-encapsulated message.

--=_b
Content-Type: text/plain; charset=us-ascii

${words}

--=_b
Content-Type: message/delivery-status

${status}

--=_b
Content-Type: ${returned.type}

${returned.text}
--=_b--
`.replaceAll('\n', '\r\n')
}

export const POSTFIX = report({
  status: `Reporting-MTA: dns; mx.example.com
X-Postfix-Queue-ID: 4D2A91F6
X-Postfix-Sender: rfc822; ${VERP}
Arrival-Date: Wed, 1 Apr 2026 11:00:00 +0300 (EEST)

Final-Recipient: rfc822; matti@example.com
Original-Recipient: rfc822;matti@example.com
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.example.com
Diagnostic-Code: smtp; 550 5.1.1 <matti@example.com>: Recipient address
    rejected: User unknown in virtual mailbox table`,
})

/** Exim returns the whole mail, and names the failed receivers in its headers. */
export const EXIM = report({
  headers: `X-Failed-Recipients: matti@example.com\nFrom: Mail Delivery System <Mailer-Daemon@mx.example.com>\nTo: ${VERP}`,
  status: `Reporting-MTA: dns; mx.example.com

Action: failed
Final-Recipient: rfc822;matti@example.com
Status: 5.0.0
Remote-MTA: dns; mail.example.com
Diagnostic-Code: smtp; 550 No such person at this address`,
  returned: { type: 'message/rfc822', text: `${RETURNED.text}Content-Type: text/plain\n\nHei,\n` },
})

/** Exchange: addressed to the From address by a rule on the way, the mailbox full. */
export const EXCHANGE = report({
  headers: `From: <postmaster@mail.example.org>\nTo: invoices@${DOMAIN}\nMessage-ID: <0b1c@mail.example.org>\nIn-Reply-To: ${MESSAGE_ID}\nReferences: ${MESSAGE_ID}`,
  status: `Reporting-MTA: dns;AM0PR01MB1234.eurprd01.prod.example
Received-From-MTA: dns;DB3EUR04FT030.mail.example
Arrival-Date: Wed, 1 Apr 2026 08:00:00 +0000

Final-Recipient: rfc822;matti@example.com
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException
X-Display-Name: =?utf-8?Q?Matti_Meik=C3=A4l=C3=A4inen?=`,
  returned: { type: 'message/rfc822', text: 'Received: from somewhere\nSubject: Lasku 1234\n\n' },
})

/** Gmail: gave up after days of 4yz; the status is a temporary one, the action final. */
export const GMAIL = report({
  headers: `Delivered-To: ${VERP}\nFrom: Mail Delivery Subsystem <mailer-daemon@mail.example.net>\nTo: ${VERP}\nIn-Reply-To: ${MESSAGE_ID}`,
  status: `Reporting-MTA: dns; mail.example.net
X-Original-Message-ID: ${MESSAGE_ID}

Final-Recipient: rfc822; matti@example.com
Action: failed
Status: 4.4.1
Diagnostic-Code: smtp; The recipient server did not accept our requests to connect.
Last-Attempt-Date: Wed, 01 Apr 2026 01:05:00 -0700 (PDT)`,
})

/** RFC 3461's envelope id, and nothing else that names the delivery. */
export const WITH_ENVELOPE_ID = report({
  headers: 'From: postmaster@relay.example.com\nTo: postmaster@example.com',
  status: `Original-Envelope-Id: ${DELIVERY}
Reporting-MTA: dns; relay.example.com

Final-Recipient: rfc822; matti@example.com
Action: failed
Status: 5.1.2`,
  returned: { type: 'text/rfc822-headers', text: 'Subject: Lasku 1234\n' },
})

/** RFC 3464, appendix E.4: passed on to a system that will not report. */
export const RELAYED = report({
  status: `Reporting-MTA: dns; relay.example.org

Final-Recipient: rfc822;list-member@example.org
Status: 4.0.0
Action: delayed

Final-Recipient: rfc822;matti@example.com
Action: relayed
Status: 2.1.9`,
})

export const DELAYED = report({
  status: `Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; matti@example.com
Action: delayed
Status: 4.4.1
Diagnostic-Code: X-Notes; Unable to contact next hop
Will-Retry-Until: Thu, 7 Apr 2026 19:15:49 -0400`,
})

export const DELIVERED = report({
  status: `Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; matti@example.com
Action: delivered
Status: 2.0.0`,
})

export const ABSENCE_NOTE = `From: matti@example.com
To: ${VERP}
In-Reply-To: ${MESSAGE_ID}
Subject: =?utf-8?Q?Poissa_toimistolta?=
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

Olen lomalla 15.4. asti. Action: failed
`.replaceAll('\n', '\r\n')

/** RFC 8098: read, and no word about delivery. */
export const READ_RECEIPT = `From: matti@example.com
To: ${VERP}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="=_r"

--=_r
Content-Type: text/plain

The message was displayed.
--=_r
Content-Type: message/disposition-notification

Final-Recipient: rfc822;matti@example.com
Original-Message-ID: ${MESSAGE_ID}
Disposition: manual-action/MDN-sent-manually; displayed
--=_r--
`.replaceAll('\n', '\r\n')
