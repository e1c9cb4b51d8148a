/** Reports that come back into a Maildir, as a mail server would deliver them: written whole, then renamed into new/. */
import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mail } from './books.ts'
import type { Receiver } from './receivers.ts'

const HOST = 'mail.simulator.example'

/** @param now dates the report */
export async function sendBack(
  folder: string,
  mail: Mail,
  to: string,
  returns: NonNullable<Receiver['returns']>,
  now: Date,
): Promise<void> {
  const text = returns === 'ABSENCE_NOTE' ? absenceNote(mail, to, now) : reportOn(mail, to, returns, now)
  const name = `${Math.floor(now.getTime() / 1000)}.${randomUUID()}.${HOST}.eml`
  await mkdir(join(folder, 'tmp'), { recursive: true })
  await mkdir(join(folder, 'new'), { recursive: true })
  await writeFile(join(folder, 'tmp', name), text.replaceAll('\n', '\r\n'))
  await rename(join(folder, 'tmp', name), join(folder, 'new', name))
}

function headers(mail: Mail, from: string, now: Date): string {
  return `Return-Path: <>
Delivered-To: ${mail.from}
From: ${from}
To: ${mail.from}
Date: ${now.toUTCString().replace('GMT', '+0000')}
Message-ID: <${randomUUID()}@${HOST}>
Auto-Submitted: auto-replied
MIME-Version: 1.0`
}

function reportOn(
  mail: Mail,
  to: string,
  { action, status, text }: Exclude<NonNullable<Receiver['returns']>, 'ABSENCE_NOTE'>,
  now: Date,
): string {
  return `${headers(mail, `Mail Delivery System <MAILER-DAEMON@${HOST}>`, now)}
Subject: Delivery Status Notification (${action})
Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"

--=_report
Content-Type: text/plain; charset=us-ascii

Your message to ${to}: ${action}. ${text}

--=_report
Content-Type: message/delivery-status

Reporting-MTA: dns; ${HOST}
Arrival-Date: ${new Date(mail.at).toUTCString().replace('GMT', '+0000')}

Original-Recipient: rfc822;${to}
Final-Recipient: rfc822;${to}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${text}

--=_report
Content-Type: text/rfc822-headers

Return-Path: <${mail.from}>
To: ${to}

--=_report--
`
}

function absenceNote(mail: Mail, to: string, now: Date): string {
  return `${headers(mail, to, now)}
Subject: Out of office
Content-Type: text/plain; charset=us-ascii

I am away and will read your message when I am back.
`
}
