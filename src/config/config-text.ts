/** Checks of settings that become headers, addresses or user names: what was pasted wrong is refused at start. */
import { type TextRules, unfitText } from '@saatava/core/unfit-text.ts'

/** Names the mistake in a setting's text, in a sentence that never repeats the text; undefined when there is none. */
export function unfitSetting(name: string, value: string | undefined, rules: TextRules = {}): string | undefined {
  const words = value === undefined ? undefined : unfitText(value, rules)
  return words === undefined ? undefined : `${name} ${words}.`
}

/** Names the mistake in a mail server's address. */
export function unfitSmtpUrl(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const unfit = unfitSetting(name, value)
  if (unfit !== undefined) return unfit
  // The value may hold a password: it is not repeated.
  return URL.canParse(value) && /^smtps?:\/\/[^/]/i.test(value)
    ? undefined
    : `${name} is no address of a mail server; it takes smtp://host:25 or smtps://user:password@host:465, special characters in the password percent-encoded.`
}
