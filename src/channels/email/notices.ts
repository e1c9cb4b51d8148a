/** Plain mails to clients and partners about their own set-up. No person of a case is ever named in one. */
import { cleanLine } from './clean.ts'
import { domainOf, isAddress } from './addresses.ts'
import { TIMEOUTS, createMailer } from './mailer.ts'
import { smtpSettingsOf } from './smtp-settings.ts'

const CONNECTIONS_MAX = 1
const SUBJECT_CHARACTERS_MAX = 150
const SENT_MS_MAX = 60_000

interface Notice {
  /** Names the notice: the same at every attempt, so that a receiver can know a mail again. */
  id: string
  to: string
  subject: string
  text: string
  at: Date
}

export interface Notices {
  /** @returns whether the mail server has it */
  send(notice: Notice): Promise<boolean>
  close(): void
}

export function createNotices({ smtpUrl, from }: { smtpUrl: string; from: string }): Notices {
  const mailer = createMailer({ server: smtpSettingsOf(smtpUrl), connectionsMax: CONNECTIONS_MAX, timeouts: TIMEOUTS })
  return {
    async send({ id, to, subject, text, at }) {
      if (!isAddress(to)) return false
      const mail = {
        ...{ envelope: { from, to }, messageId: `<${id}@${domainOf(from)}>`, date: at, from, to, text },
        subject: cleanLine(subject, SUBJECT_CHARACTERS_MAX),
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
        ...{ disableFileAccess: true, disableUrlAccess: true },
      }
      const { kind } = await mailer.send(mail, AbortSignal.timeout(SENT_MS_MAX))
      return kind === 'sent'
    },
    close: () => mailer.close(),
  }
}
