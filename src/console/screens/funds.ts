/** Client funds: what each bank account holds against the books, whose money it is, and why they differ. */
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minor, minorToNumber } from '@saatava/core/money.ts'
import { type Static, Type } from 'typebox'
import { type Attribution, attributeFunds } from '../../funds/attribute.ts'
import { checkFunds } from '../../funds/check-funds.ts'
import type { CheckedDay } from '../../funds/compare-queries.ts'
import { fundsHistory, previewAttribution } from '../../funds/history.ts'
import { presentCheck } from '../../funds/present.ts'
import type { Ctx } from '../../platform/context.ts'
import { date, oneOf } from '../../platform/http/schema.ts'
import { type Html, html } from '../html.ts'
import { act, page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { type FormState, NO_FORM, errorSummary, field } from '../parts/form.ts'
import { money } from '../parts/money.ts'
import { pager } from '../parts/pager.ts'
import { refusalOf } from '../parts/refusal.ts'
import { table } from '../parts/table.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { attributeForm, attributionEffect } from './funds/attribution.ts'
import { accountCard, currencyTable, stateBadge } from './funds/cards.ts'

const DAYS = 60
const TIME_ZONE = timeZoneOf('FI')
const Query = Type.Object({ date: Type.Optional(date()) })
const Params = Type.Object({
  account: Type.String({ pattern: '^[A-Za-z0-9-]{4,40}$' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
})
const DaysQuery = Type.Object({ after: Type.Optional(date()) })
const Form = Type.Object({
  what: oneOf([
    'FORWARD-AGENCY',
    'FORWARD-CLIENTS',
    'FORWARD-UNALLOCATED',
    'OUT-AGENCY',
    'OUT-CLIENTS',
    'OUT-UNALLOCATED',
  ]),
  amount: Type.String({ pattern: String.raw`^\d{1,11}(?:[.,]\d{1,2})?$`, description: 'an amount such as 100.00' }),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
})

export const funds: Screen = {
  menu: { path: '/console/funds', label: 'Client funds', permission: 'funds.read', group: 'Money' },
  routes(shell) {
    page(shell, {
      ...{ path: '/funds', permission: 'funds.read', query: Query },
      data: {
        apiPath: ({ query }) => `/api/v1/operator/funds${query.date === undefined ? '' : `?date=${query.date}`}`,
        read: async (ctx, { query }) => presentCheck(await checkFunds(ctx, { date: query.date ?? today(ctx) })),
      },
      show: (ctx, { query }) => fundsPage(ctx, query.date ?? today(ctx)),
    })
    page(shell, {
      ...{ path: '/funds/:account/:currency', permission: 'funds.read', params: Params, query: DaysQuery },
      show: (ctx, { params, query, url }) => accountPage(ctx, params, { after: query.after, url }),
    })
    act(shell, {
      ...{ path: '/funds/:account/:currency/attribute', permission: 'funds.attribute', params: Params, form: Form },
      async preview(ctx, { params, form }) {
        const effect = await previewAttribution(ctx, attributionOf(params, form))
        return {
          title: 'Record the owner of money',
          effect: attributionEffect(effect, params.currency),
          button: 'Record it',
          back: pathOf(params),
        }
      },
      async perform(ctx, { params, form }) {
        await attributeFunds(ctx, attributionOf(params, form))
        return `${pathOf(params)}?did=attributed`
      },
      again: (ctx, { params }, form) => accountPage(ctx, params, { after: undefined, url: pathOf(params), form }),
    })
  },
}

interface Account {
  account: string
  currency: string
}

function pathOf({ account, currency }: Account): string {
  return `/console/funds/${account}/${currency}`
}

function attributionOf({ account, currency }: Account, { what, amount, reason }: Static<typeof Form>): Attribution {
  const [from, to] = what.split('-') as [Attribution['from'], Attribution['to']]
  return { account, currency, from, to, amount: minor(Number(amount.replace(',', '.'))), reason }
}

function today({ platform }: Ctx): CivilDate {
  return civilDateAt(platform.clock.now(), TIME_ZONE)
}

async function fundsPage(ctx: ConsoleCtx, day: CivilDate): Promise<PageAnswer> {
  const check = await checkFunds(ctx, { date: day })
  return {
    title: 'Client funds',
    body: html`<form method="get" action="/console/funds" class="filters" role="search" aria-label="Choose the day">
${field(NO_FORM, { name: 'date', label: 'At the end of', type: 'date', value: day })}<button>Show</button></form>
<p>${stateBadge(check.state)} ${check.accounts.length} ${check.accounts.length === 1 ? 'account' : 'accounts'} at the end of ${day}.</p>
${currencyTable(check.currencies)}
<h2>Accounts</h2>
${
  check.accounts.length === 0
    ? html`<p class="empty">No bank file has named an account yet. <a href="/console/bank-files">Send a bank file</a></p>`
    : html`<ul class="cards">${check.accounts.map((one) => accountCard(one))}</ul>`
}`,
  }
}

async function accountPage(
  ctx: ConsoleCtx,
  { account, currency }: Account,
  { after, url, form = NO_FORM }: { after: string | undefined; url: string; form?: FormState },
): Promise<PageAnswer> {
  const { rows, next } = await fundsHistory(ctx, { account, currency, limit: DAYS, after: after ?? null })
  const { accounts } = await checkFunds(ctx, { date: today(ctx), account })
  const own = accounts.filter((one) => one.currency === currency)
  const refusal = refusalOf(ctx, 'funds.attribute')
  return {
    title: `Account ${account} in ${currency}`,
    body: html`${errorSummary(form)}<h2>Today</h2><ul class="cards">${own.map((one) => accountCard(one))}</ul>
${own.map((one) => attributeForm(one, { action: `${pathOf({ account, currency })}/attribute`, refusal, form }))}
<h2>Day by day</h2>
${historyTable(rows, currency)}
${pager(url, { after, next })}
<p><a href="/console/funds">All accounts</a></p>`,
  }
}

function historyTable(rows: readonly CheckedDay[], currency: string): Html {
  const shown = (amount: bigint) => money(minorToNumber(amount), currency)
  return table(
    {
      caption: 'Closing balances of the bank against the books',
      columns: [
        { head: 'Day', cell: ({ day }) => day },
        { head: 'Bank', isNumber: true, cell: ({ bank }) => shown(bank) },
        { head: 'Books', isNumber: true, cell: ({ books }) => shown(books) },
        {
          head: 'Difference',
          isNumber: true,
          cell: ({ bank, books }) =>
            bank === books ? badge('agrees', 'good') : html`${badge('differs', 'bad')} ${shown(bank - books)}`,
        },
        { head: 'Compared', cell: ({ checkedAt }) => when(checkedAt) },
      ],
      empty: 'No closing balance was compared yet. The bank’s next statement brings one.',
    },
    rows,
  )
}
