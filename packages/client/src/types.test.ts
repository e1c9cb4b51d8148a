/** The types allow what they should, and no more: the compiler checks this file, and nothing in it asks a service. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Answer,
  type Call,
  type Client,
  type EventOf,
  type Input,
  type NewInvoice,
  type SaatavaEvent,
  cases,
  debtors,
  events,
  invoices,
  isAwaited,
  isSaatavaError,
  payments,
  settings,
  settlements,
} from './index.ts'
import { type WebhookBody, verify } from './webhooks.ts'

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
const holds = <Claim extends true>(claim: Claim): Claim => claim

/** Never called. */
export async function compiles(client: Client, body: WebhookBody, event: SaatavaEvent, error: unknown) {
  // Requests: a list of words is closed, a number is no text, and what is required must be there.
  const invoice = { header: { date: '2026-01-01' }, parties: {}, rows: [] } as unknown as NewInvoice['invoice']
  void invoices.submit(client, { invoice, distribution: { method: 'EMAIL', enabled: undefined } })
  // @ts-expect-error a word that the API does not have
  void invoices.submit(client, { invoice, distribution: { method: 'FAX' } })
  // @ts-expect-error the invoice is missing
  void invoices.submit(client, {})
  // @ts-expect-error the number is missing
  void invoices.get(client, {})
  // @ts-expect-error not a filter
  void cases.list(client, { statuses: 'OPEN' })
  // @ts-expect-error receipts are confirmed by asking for the next page, so nothing may be held in memory
  void settlements.unfetched(client).toArray({ max: 10 })

  // Answers: a list of words is open, and known words are offered.
  const { status } = await invoices.get(client, { number: 1 })
  const another: typeof status = 'A_WORD_OF_A_NEWER_SERVICE'
  const known: typeof status = 'INVOICED'
  void [another, known]
  holds<Equal<Awaited<Call<number>>, number>>(true)
  holds<Equal<Answer<'GET /invoice/{number}'>, Awaited<ReturnType<typeof invoices.get>>>>(true)
  holds<Equal<Input<'GET /debtors/{debtorId}'>['debtorId'], string>>(true)

  // Lists: the items have the type of the page's items, and first() that of the page.
  for await (const { caseId } of payments.list(client)) holds<Equal<typeof caseId, number>>(true)
  const [debtor] = await debtors.list(client).toArray({ max: 1 })
  holds<Equal<typeof debtor extends { debtorId: string } | undefined ? true : false, true>>(true)

  // Events: the type of an event gives its data.
  if (event.type === 'payment.allocated') holds<Equal<typeof event.data.caseId, number>>(true)
  holds<Equal<EventOf<'settlement.paid'>['data']['settlementId'], number>>(true)
  // @ts-expect-error nothing says of which type the event is
  void event.data.settlementId
  for await (const { cursor } of events.follow(client)) holds<Equal<typeof cursor, string | undefined>>(true)

  // Webhooks: the type says whether there is one event or a batch, and of which type the event is.
  if (body.type === 'events') holds<Equal<typeof body.events extends { cursor: string }[] ? true : false, true>>(true)
  else if (body.type === 'case.paid') void body.data.invoiceNumber
  const verified = await verify('', {}, [])
  holds<Equal<typeof verified, WebhookBody>>(true)

  // A second person may have to agree, and the guard says so.
  const answer = await settings.put(client, {})
  if (isAwaited(answer)) holds<Equal<typeof answer.approvalId, string>>(true)
  if (isSaatavaError(error)) holds<Equal<typeof error.retryable, boolean>>(true)
}

test('the types are as the compiler says', () => {
  assert.equal(typeof compiles, 'function')
})
