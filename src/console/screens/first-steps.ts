/** The first five minutes in a sandbox: one invoice from its sending to the money, a button a step. */
import type { ClientId } from '@saatava/core/ids.ts'
import { addDays, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { type Static, Type } from 'typebox'
import { listLetters } from '../../case-api/letters/list-letters.ts'
import type { Letters } from '../../case-api/letters/schemas.ts'
import { paymentOfInvoice } from '../../case-api/view/invoice-payment.ts'
import { beginMove } from '../../clock/begin-move.ts'
import { waitForMove } from '../../clock/move-clock.ts'
import { INVOICE_EXAMPLE } from '../../invoices/examples.ts'
import { readInvoice } from '../../invoices/read-invoice.ts'
import type { SalesInvoiceRequest } from '../../invoices/schemas.ts'
import { submitInvoice } from '../../invoices/submit-invoice.ts'
import type { InvoiceView } from '../../invoices/view-schemas.ts'
import { type ClientCtx, clientCtx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { makePayment } from '../../sandbox/make-payment.ts'
import { readDemo } from '../../sandbox/read-demo.ts'
import { browseSettlements } from '../../settlements/browse/browse-settlements.ts'
import { type Html, type HtmlValue, html } from '../html.ts'
import { act, page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { money } from '../parts/money.ts'
import { withQuery } from '../parts/url.ts'
import type { ConsoleCtx, PageAnswer, Screen, Shell } from '../shell.ts'
import { readCase } from './case/case-data.ts'

const PATH = '/first-steps'
const NET_DAYS = 14
/** The invoice falls due, and the reminder follows. */
const MOVES_MAX = 3
const PART = 400
/** Nobody's reference, and no mistyped one of an invoice. */
const WRONG_REFERENCE = '1232'
/** How long a step waits for the clock to arrive. */
const MOVE_MS_MAX = 20_000

const Query = Type.Object({
  invoice: Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999_999_999_999 })),
  rest: Type.Optional(Type.Literal('paid')),
})

/** The invoice of the page, and what has happened to it so far. */
interface Story {
  clientId: ClientId
  invoice: Static<typeof InvoiceView> | undefined
  letters: number
  /** The rest is at the bank, and waits or is allocated. */
  isRestPaid: boolean
  isSettled: boolean
}

interface Step {
  title: string
  /** The page of the console where people see it. */
  says(story: Story): HtmlValue
  isDone(story: Story): boolean
  /** The last part of the address of its act, and the words of its button; undefined: it is done on another page. */
  act?(story: Story): { name: string; button: string } | undefined
}

export const firstSteps: Screen = {
  menu: {
    path: `/console${PATH}`,
    label: 'First five minutes',
    permission: 'sandbox.use',
    group: 'Work',
    onlyInSandbox: true,
  },
  routes(shell) {
    page(shell, {
      ...{ path: PATH, permission: 'sandbox.use', query: Query },
      show: async (ctx, { query }) => stepsPage(await storyOf(ctx, query)),
    })
    step(shell, 'send', async (ctx) => send(ctx, shell))
    step(shell, 'wait', async (ctx, invoice) => {
      await moveToReminder(ctx, shell, invoice)
      return invoice
    })
    step(shell, 'pay-part', async (ctx, invoice) => pay(ctx, shell, { invoiceNumber: invoice, amount: PART }))
    step(shell, 'pay-rest', async (ctx, invoice) =>
      pay(ctx, shell, { invoiceNumber: invoice, reference: WRONG_REFERENCE }),
    )
  },
}

const STEPS: readonly Step[] = [
  {
    title: 'Send an invoice',
    act: () => ({ name: 'send', button: 'Send an invoice' }),
    isDone: ({ invoice }) => invoice !== undefined,
    says: ({ clientId, invoice }) =>
      invoice === undefined
        ? 'Billing software sends it by POST /invoice. Here a button does, for the demo creditor.'
        : html`<a href="/console/client/${clientId}/invoice/${invoice.invoiceNumber}">Invoice ${invoice.invoiceNumber}</a>
of ${money(invoice.amounts.totalAmount, invoice.currency)} ${
            invoice.status === 'PAUSED' ? 'is stored, and leaves in a moment' : `is ${invoice.status.toLowerCase()}`
          }. It goes by email: <a href="/simulators/mail/messages">the debtor’s mails</a>.`,
  },
  {
    title: 'Nobody pays, and a reminder follows',
    act: () => ({ name: 'wait', button: 'Move the clock to the reminder' }),
    isDone: ({ letters }) => letters > 0,
    says: ({ clientId, invoice, letters }) =>
      letters === 0
        ? 'All due work is done day by day: the due date passes, a case begins, and a reminder leaves on the day that the law allows.'
        : html`<a href="/console/client/${clientId}/case/${invoice?.case?.caseId}">The case</a> shows what is owed
today, each fee with its law, and what comes next. ${letters === 1 ? 'One letter has' : `${letters} letters have`} left.`,
  },
  {
    title: 'The debtor pays a part',
    act: () => ({ name: 'pay-part', button: `Pay ${PART} EUR` }),
    isDone: ({ invoice }) => (invoice?.payments.receivedAmount ?? 0) > 0,
    says: ({ clientId, invoice }) =>
      invoice === undefined || invoice.payments.receivedAmount === 0
        ? 'The simulated bank reports the payment in a bank file. Its reference names the case, so no person is needed.'
        : html`${money(invoice.payments.receivedAmount, invoice.currency)} came in;
<a href="/console/client/${clientId}/case/${invoice.case?.caseId}">the case</a> shows how the law divides it.`,
  },
  {
    title: 'The rest comes with a wrong reference',
    act: ({ isRestPaid }) =>
      isRestPaid ? undefined : { name: 'pay-rest', button: 'Pay the rest with a wrong reference' },
    isDone: ({ invoice }) => invoice?.paymentState === 'PAID',
    says: ({ invoice }) =>
      invoice?.paymentState === 'PAID'
        ? 'All is paid, and the case is closed.'
        : html`Nothing is guessed: the money waits among the <a href="/console/payments">unmatched payments</a>, with the
cases that it may be for and what would happen to each. Open it there; Enter takes the first case.`,
  },
  {
    title: 'Pay the creditor',
    isDone: ({ isSettled }) => isSettled,
    says: ({ isSettled }) =>
      isSettled
        ? html`<a href="/console/settlements?state=all">The settlement</a> proves each of its lines.`
        : html`Choose the client under <a href="/console/settlements-next">Settled next</a>, look at the settlement, and
settle the client now. A second person releases the file to the bank.`,
  },
  {
    title: 'See it in the books',
    isDone: ({ isSettled }) => isSettled,
    says: () =>
      html`<a href="/console/accounting">Accounting sync</a> shows each voucher in the creditor’s accounting system, where
it stands exactly once.`,
  },
]

function stepsPage(story: Story): PageAnswer {
  const current = STEPS.findIndex(({ isDone }) => !isDone(story))
  return {
    title: 'First five minutes',
    body: html`<p>One invoice of the demo creditor, from its sending to the money. Nothing here leaves this machine.</p>
<ol class="steps">${STEPS.map((one, i) => drawn(one, story, i === current))}</ol>
${current === -1 && html`<p>That is the whole story. <a href="/docs/getting-started">The guide</a> tells it by the API.</p>`}
${story.invoice !== undefined && html`<p><a href="/console${PATH}">Begin again with another invoice</a></p>`}`,
  }
}

function drawn({ title, says, isDone, act: actOf }: Step, story: Story, isCurrent: boolean): Html {
  const done = isDone(story)
  const button = actOf?.(story)
  return html`<li${isCurrent && html` aria-current="step"`}><h2>${title} ${done && badge('done', 'good')}</h2>
<p>${says(story)}</p>
${
  isCurrent &&
  button !== undefined &&
  html`<form method="post" action="${actPath(button.name, story)}"><button class="first" autofocus>${button.button}</button></form>`
}</li>`
}

function actPath(name: string, { invoice }: Story): string {
  return withQuery(`/console${PATH}/${name}`, { invoice: invoice && String(invoice.invoiceNumber) })
}

/** @param perform does the step for the demo client, and returns the number of the invoice of the story */
function step(shell: Shell, name: string, perform: (ctx: ClientCtx, invoice: number) => Promise<number>): void {
  act(shell, {
    ...{ path: `${PATH}/${name}`, permission: 'sandbox.use', query: Query },
    async perform(ctx, { query }) {
      const number = await perform(clientCtx(ctx, await demoClient(ctx)), query.invoice ?? 0)
      return withQuery(`/console${PATH}`, { invoice: String(number), rest: name === 'pay-rest' ? 'paid' : query.rest })
    },
  })
}

async function demoClient(ctx: ConsoleCtx): Promise<ClientId> {
  const demo = await readDemo(ctx.platform)
  if (demo === undefined || (ctx.clientId !== undefined && ctx.clientId !== demo.clientIdentifier))
    throw new AppError('NOT_FOUND', 'There is no demo creditor here. An empty sandbox makes one when it starts first.')
  return demo.clientIdentifier
}

async function storyOf(ctx: ConsoleCtx, { invoice: number, rest }: Static<typeof Query>): Promise<Story> {
  const clientId = await demoClient(ctx)
  const within = clientCtx(ctx, clientId)
  if (number === undefined) return { clientId, invoice: undefined, letters: 0, isRestPaid: false, isSettled: false }
  const invoice = await invoiceOf(within, number)
  const { rows } = await browseSettlements(ctx, { clientId, openOnly: false, limit: 1, after: null })
  const letters = await lettersOf(within, invoice)
  return { clientId, invoice, letters, isRestPaid: rest === 'paid', isSettled: rows.length > 0 }
}

async function lettersOf(ctx: ClientCtx, invoice: Story['invoice']): Promise<number> {
  const caseId = invoice?.case?.caseId
  if (caseId === undefined) return 0
  const { body } = await listLetters(ctx, { caseId })
  return (body as unknown as Static<typeof Letters>).letters.length
}

async function send(ctx: ClientCtx, { invoices, wake }: Shell): Promise<number> {
  const now = ctx.platform.clock.now()
  const today = civilDateAt(now, timeZoneOf('FI'))
  const number = Math.floor(now.getTime() / 1000)
  const { processing, distribution, invoice } = INVOICE_EXAMPLE
  const { type, currencyCode } = invoice.header
  const request: SalesInvoiceRequest = {
    processing,
    distribution,
    invoice: {
      header: {
        ...{ number, type, currencyCode, languageCode: 'EN', date: today, dueDate: addDays(today, NET_DAYS) },
        description: `First steps ${number}`,
      },
      parties: invoice.parties,
      terms: invoice.terms,
      rows: [...invoice.rows],
    },
  }
  await submitInvoice({ ...ctx, invoices }, request)
  wake()
  return number
}

/** Moves from step to step of the case until a letter has left. A long move goes on behind the page. */
async function moveToReminder(ctx: ClientCtx, { clock }: Shell, number: number): Promise<void> {
  for (let i = 0; i < MOVES_MAX; i += 1) {
    const invoice = await invoiceOf(ctx, number)
    const caseId = invoice?.case?.caseId
    if (caseId === undefined || (await lettersOf(ctx, invoice)) > 0) return
    const { next } = await readCase(ctx, caseId)
    if (next === null) return
    const { moveId } = await beginMove(ctx, clock, ctx.clientId, { to: addDays(next.date, 1) })
    await waitForMove(ctx.platform, moveId, MOVE_MS_MAX, clock.signal)
  }
}

async function invoiceOf(ctx: ClientCtx, number: number): Promise<Story['invoice']> {
  return (await readInvoice(ctx, paymentOfInvoice, number)).body as unknown as Story['invoice']
}

async function pay(
  ctx: ClientCtx,
  { bank, wake }: Shell,
  payment: { invoiceNumber: number; amount?: number; reference?: string },
): Promise<number> {
  await makePayment(ctx, payment, undefined, bank())
  wake()
  return payment.invoiceNumber
}
