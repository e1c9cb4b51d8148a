import { date, event, list, text } from './fields.ts'

const DEBTOR = 'debtor:<debtorId>'

export const DEBTOR_EVENTS = {
  'debtor.contact.changed': event(
    DEBTOR,
    'the contact data of a debtor were changed in all its open cases; `changed` lists ADDRESS, EMAIL or PHONE',
    { changed: list(text) },
  ),
  'debtor.marked': event(DEBTOR, 'a [mark](/docs/debtors#marks) of a debtor was set', { mark: text, fromDay: date }),
  'debtor.unmarked': event(DEBTOR, 'a mark of a debtor was lifted', { mark: text }),
}
