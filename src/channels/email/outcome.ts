/**
 * Derives the outcome of a mail from how sending it failed. Two things decide: whether the text of the message had begun
 * to flow (only then may it have left), and at which command the server said no. SMTP's own rule: 5yz is for good, 4yz is
 * for now (RFC 5321 §4.2.1); but the agency must correct what a server has against the sender, so it is no reason to give
 * the receiver up.
 */
import type { SendOutcome } from '../port.ts'
import { cleanLine } from './clean.ts'

const REASON_CHARACTERS_MAX = 500

/** The facts that nodemailer gives about a failure. */
export interface SmtpFailure {
  message: string
  code?: string
  /** Last command: 'CONN', 'EHLO', 'STARTTLS', 'AUTH PLAIN', 'MAIL FROM', 'RCPT TO', 'DATA' (before and after the text), 'API'. */
  command?: string
  response?: string
  responseCode?: number
}

// Permanent by their number, but about the order of commands, or about credentials: never about the receiver.
const OURS_TO_MEND = [503, 530, 534, 535, 538]
// A server that objects to the sender often says so only at RCPT TO (Postfix by default): bad sender address (X.1.7,
// X.1.8) and "relay access denied" or "client host rejected" (X.7.z, RFC 3463). A relay that has stopped knowing us must
// not turn every invoice into a letter.
const OF_SENDER = /^5\.(1\.[78]|7\.\d{1,3})$/

/** Before a mail is spoken of at all: what the operator of this service has to look at. */
const SETUP_CODES: Record<string, string> = { EAUTH: 'SMTP_AUTH', ENOAUTH: 'SMTP_AUTH', ETLS: 'SMTP_TLS' }
const CODES: Record<string, string> = {
  EDNS: 'SMTP_DNS',
  ETIMEDOUT: 'SMTP_TIMEOUT',
  EABORT: 'ABORTED',
}

/** @param begun the text of the message had begun to flow to the server */
export function outcomeOfFailure(failure: SmtpFailure, begun: boolean): SendOutcome {
  const answered = failure.response === undefined ? 0 : (failure.responseCode ?? 0)
  const said = { code: codeOf(failure), reason: reasonOf(failure) }
  // After the text only the server's own complete answer to it counts.
  if (begun && !(failure.command === 'DATA' && answered >= 400)) return { kind: 'unknown', ...said }
  if (answered >= 500 && !OURS_TO_MEND.includes(answered)) {
    const ofReceiver = failure.command === 'RCPT TO' && !OF_SENDER.test(enhancedCodeIn(failure) ?? '')
    if (ofReceiver || failure.command === 'DATA' || isTooLarge(failure)) return { kind: 'refused', ...said }
  }
  // nodemailer compares the size with the server's SIZE without asking the server.
  if (failure.code === 'EMESSAGE' && failure.command === 'MAIL FROM') return { kind: 'refused', ...said }
  return { kind: 'temporary', ...said }
}

/** "550 5.1.1", "451", or what kind of failure it was where the server has not answered: "SMTP_TLS". */
function codeOf(failure: SmtpFailure): string {
  const { code, command, response, responseCode } = failure
  const setup = SETUP_CODES[code ?? '']
  if (setup !== undefined) return setup
  if (responseCode !== undefined && responseCode >= 400 && response !== undefined) {
    const enhanced = enhancedCodeIn(failure)
    return enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`
  }
  if (code === 'EMESSAGE' && command === 'MAIL FROM') return 'TOO_LARGE'
  return CODES[code ?? ''] ?? 'SMTP_CONNECTION'
}

function enhancedCodeIn({ response }: SmtpFailure): string | undefined {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1]
}

function reasonOf({ response, message, command }: SmtpFailure): string {
  const at = command === undefined || ['CONN', 'API'].includes(command) ? '' : ` (at ${command})`
  return cleanLine(`${response === undefined ? message : response}${at}`, REASON_CHARACTERS_MAX)
}

// 552 and 5.3.4 answer MAIL FROM with SIZE (RFC 1870 §6): this mail will never fit.
function isTooLarge({ responseCode, response }: SmtpFailure): boolean {
  return responseCode === 552 || /\b5\.3\.4\b/.test(response ?? '')
}
