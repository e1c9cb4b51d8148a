/**
 * When letters may leave where a country's law sets the hours in which a collector contacts a debtor. An e-mail is a contact at
 * the moment when it leaves; a letter on paper leaves by the post's own hours and waits for nothing here.
 */
import { lawOf } from '../../agency/law-of.ts'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import { contactFrom, hasContactHours } from '@saatava/law/contact-hours.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { selectCases } from '../../claims/find-queries.ts'
import { type LetterKey, selectLetterCases } from './queries.ts'

/** Returns the letters that must wait, by letterId, and until when. */
export async function contactTimes(
  { platform }: Ctx,
  tx: Tx,
  letters: readonly (LetterKey & { channel: ChannelName })[],
  at: Date,
): Promise<Map<string, Date>> {
  const mails = letters.filter(({ channel }) => channel === 'EMAIL')
  const law = await lawOf(platform, tx)
  if (mails.length === 0 || !hasContactHours(law)) return new Map()
  const found = await selectLetterCases(tx, mails)
  const named = mails.flatMap(({ clientId, letterId }) => {
    const letter = found.get(letterId)
    return letter === undefined ? [] : [{ clientId, letterId, caseId: letter.caseId }]
  })
  const cases = await selectCases(tx, named)
  return new Map(
    named.flatMap(({ clientId, caseId, letterId }): [string, Date][] => {
      const debt = cases.get(`${clientId} ${caseId}`)
      const from = debt === undefined ? at : contactFrom(debt, at, law)
      return from > at ? [[letterId, from]] : []
    }),
  )
}
