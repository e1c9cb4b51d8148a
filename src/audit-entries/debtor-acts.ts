/** Acts on debtors. */
import { date, integer, list, text } from '../events/fields.ts'
import { act } from './act.ts'
import { note } from './words.ts'

const DEBTOR = 'debtor:<debtorId>'

export const DEBTOR_ACTS = {
  'debtor.contact.changed': act(DEBTOR, 'the contact data of a debtor were changed, in all its open cases', {
    ...{ changed: list(text), source: text, cases: integer },
  }),
  'debtor.marked': act(DEBTOR, 'a mark of a debtor was set', { mark: text, fromDay: date, source: note }),
  'debtor.unmasked': act(DEBTOR, 'the whole national id of a debtor was shown to a person', { reason: note }),
  'debtor.unmarked': act(DEBTOR, 'a mark of a debtor was lifted', { mark: text }),
}
