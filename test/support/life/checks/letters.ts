/** Every letter that left the service arrived once, by its channel, and nothing else did. */
import { booksOf } from '../../distribution/books.ts'
import type { Books, DeliveryRow } from '../books.ts'
import type { Lived } from '../living.ts'
import type { Faults } from '../story.ts'
import type { LifeWorld } from '../world.ts'

const LEFT = ['sent', 'delivered']
/** States of a fallback that was not needed. */
const NOT_NEEDED = ['waiting', 'dropped']

export async function checkLetters(world: LifeWorld, lived: Lived, books: Books, faults: Faults): Promise<void> {
  const arrived = await booksOf(world.api.origin)
  for (const one of books.deliveries) {
    const times = arrived[one.channel].get(one.deliveryId) ?? 0
    const whose = `${one.letterId === null ? 'invoice' : `letter ${one.letterId} of invoice`} ${one.invoiceId} of client ${one.clientId}`
    const must = LEFT.includes(one.state) ? 1 : 0
    if (times !== must)
      faults.add(`delivery ${one.deliveryId} (${one.channel}, ${one.state}) of ${whose} arrived ${times} times`)
    if (!LEFT.includes(one.state) && !NOT_NEEDED.includes(one.state))
      faults.add(`delivery ${one.deliveryId} (${one.channel}) of ${whose} is ${one.state}, and nobody ordered that`)
  }
  const known = new Set(books.deliveries.map(({ deliveryId }) => deliveryId))
  for (const [channel, ids] of Object.entries(arrived))
    for (const id of ids.keys()) if (!known.has(id)) faults.add(`${id} arrived by ${channel}, and nobody sent it`)
  checkInvoices(lived, books, faults)
  checkEachLetter(books, faults)
}

function leftBy(deliveries: DeliveryRow[]): string {
  return deliveries
    .filter(({ state }) => LEFT.includes(state))
    .map(({ channel }) => channel)
    .toSorted()
    .join(' ')
}

/** Each invoice as its sender asked. */
function checkInvoices(lived: Lived, books: Books, faults: Faults): void {
  const deliveries = Map.groupBy(
    books.deliveries.filter(({ letterId }) => letterId === null),
    ({ invoiceId }) => invoiceId,
  )
  for (const { planned, client, invoiceId } of lived.invoices) {
    const left = leftBy(deliveries.get(invoiceId) ?? [])
    const manual = books.invoices.some((one) => one.invoiceId === invoiceId && one.status === 'MANUAL')
    const none = planned.type === 'COLLECTION' || planned.channel === 'NONE' || manual
    const must = planned.type === 'AUTO_PAYMENT_INVOICE' ? 'EINVOICE PRINT' : none ? '' : planned.channel
    if (left !== must)
      faults.add(
        `${planned.type} ${planned.number} of client ${client.clientId} left by "${left}", it was to leave by "${must}"`,
      )
  }
}

/** Each letter is of one step or of one event of its case, and there is each that one of them names. */
function checkEachLetter(books: Books, faults: Faults): void {
  const deliveries = Map.groupBy(books.deliveries, ({ letterId }) => letterId)
  const ofSteps = books.steps.flatMap(({ letterId }) => letterId ?? [])
  const ofEvents = books.events.flatMap(({ kind, data }) =>
    kind === 'LETTER_CREATED' ? [String(data['letterId'])] : [],
  )
  const named = Map.groupBy([...ofSteps, ...ofEvents], (letterId) => letterId)
  const events = new Set(ofEvents)
  for (const letter of books.letters) {
    const { letterId, kind } = letter
    const times = named.get(letterId)?.length ?? 0
    if (times !== 1) faults.add(`${kind} ${letterId} is of ${times} steps and events`, letter)
    const left = leftBy(deliveries.get(letterId) ?? [])
    // An event letter may be wrong by the time when it would leave; then it stays.
    const stays = left === '' && events.has(letterId)
    if (left !== 'EMAIL' && left !== 'PRINT' && !stays) faults.add(`${kind} ${letterId} left by "${left}"`, letter)
  }
  const letters = new Set(books.letters.map(({ letterId }) => letterId))
  for (const letterId of named.keys()) if (!letters.has(letterId)) faults.add(`the letter ${letterId} is not there`)
}
