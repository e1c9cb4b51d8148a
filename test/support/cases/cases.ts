/** Cases to act on: invoices that have been distributed, under payment control, and the waiting for what was asked. */
import assert from 'node:assert/strict'
import { takeDueSteps } from '../../../src/dunning/engine/take-due-steps.ts'
import { openCasesOf } from './open-cases.ts'
import { post } from '../../../src/journal/post.ts'
import { withTransaction } from '../../../src/platform/database.ts'
import { type InvoiceClient, type InvoiceOverrides, invoiceClient, invoiceOf, numberOf } from '../invoices.ts'
import type { Problem, Reply, TestService } from '../service.ts'
import { until } from '../until.ts'

export const ACTION = '/api/v1/partner/invoice/action'
export const CASE = '/api/v1/partner/invoice/case'

/** The part of the body that tests look at. */
export interface CaseBody {
  summary: Record<string, unknown> & { caseId: number; status: string; stage: string; activeDays: number }
  balance: Record<string, number | string | null>
  payments: (Record<string, unknown> & {
    amount: number
    reversedAt: string | null
    allocation: { capitalAmount: number; interestAmount: number; costsAmount: number }
    explanation: {
      order: string[]
      rule: string
      source: string
      before: Record<string, number>
      paid: Record<string, number>
      after: Record<string, number>
    }
  })[]
  events: { eventId: string; at: string; kind: string; data: Record<string, unknown> }[]
  timeline: { date: string; kind: string; text: string; planned: boolean }[]
  next: { action: string; date: string } | null
  costs: { kind: string; amount: number; rule: string | null; source: string | null }[]
  movements: {
    date: string
    kind: string
    description: string
    capitalAmount: number
    interestAmount: number
    costsAmount: number
    rule: string | null
    source: string | null
    basis: string | null
  }[]
  interest: {
    from: string
    to: string
    days: number
    rate: number
    referenceRate?: number
    margin?: number
    rule: string
    source: string
    rules: { rule: string; source: string }[]
    unrounded: string
  }[]
  limitation: { expiresOn: string; rule: string; source: string; status: string } | null
  allowedActions: string[]
  paymentPlan: null | {
    planId: string
    state: string
    feeAmount: number
    rule: string | null
    instalments: { number: number; dueDate: string; amount: number; paidAmount: number }[]
  }
  debtor: Record<string, unknown> & { address?: Record<string, string> }
  invoice: Record<string, unknown>
}

export interface Act {
  code: string
  comment?: string | undefined
  data?: Record<string, unknown> | undefined
}

const POLICIES = [
  { kind: 'REMINDER', afterDays: 14, fee: 'MOST', payWithinDays: 14 },
  { kind: 'REMINDER', afterDays: 14, fee: 'MOST', payWithinDays: 14 },
  { kind: 'DEMAND', afterDays: 14, fee: 'MOST', payWithinDays: 14 },
  { kind: 'DEMAND', afterDays: 14, fee: 'MOST', payWithinDays: 14 },
  { kind: 'OFFER_LEGAL', afterDays: 21, fee: 'NONE', payWithinDays: 14 },
]

/** Policies of the tests' own, and the ready-made ones where they are not there. */
export async function somePolicies(api: TestService): Promise<void> {
  await api.pool.query({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
           select prefix || '-' || debtor, 1, right(prefix, 2), debtor, 'Test', $1::json, now(), 'test'
           from unnest(array['FI', 'SE', 'NO', 'DK', 'TEST-FI']) prefix, unnest(array['CONSUMER', 'BUSINESS']) debtor
           where not exists (select from policy p where p.policy_id = prefix || '-' || debtor)`,
    values: [JSON.stringify(POLICIES)],
  })
  await api.pool.query({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
           select 'TEST-QUIET-' || debtor, 1, 'FI', debtor, 'Test', $1::json, now(), 'test'
           from unnest(array['CONSUMER', 'BUSINESS']) debtor on conflict do nothing`,
    values: [JSON.stringify([{ kind: 'REMINDER', afterDays: 400, fee: 'MOST', payWithinDays: 14 }])],
  })
}

/** A client whose cases follow the tests' own policies; QUIET: of which nothing comes for 400 days. */
export async function caseClient(api: TestService, policy: 'FI' | 'QUIET' = 'FI'): Promise<InvoiceClient> {
  const client = await invoiceClient(api)
  const contract = { policies: { CONSUMER: `TEST-${policy}-CONSUMER`, BUSINESS: `TEST-${policy}-BUSINESS` } }
  await api.pool.query({
    text: `insert into client_contract values ($1, $2, 1, now())`,
    values: [client.clientIdentifier, JSON.stringify(contract)],
  })
  return client
}

/** Moves the service's clock to a civil day, noon UTC. */
export function atNoon(api: TestService, date: string): void {
  api.shiftClock(new Date(`${date}T12:00:00Z`).getTime() - Date.now())
}

/** An invoice of 125.50, due 2026-01-29, distributed and under payment control. @returns its number and its case */
export async function someCase(
  api: TestService,
  client: InvoiceClient,
  overrides: InvoiceOverrides = {},
): Promise<{ caseId: number; invoiceNumber: number }> {
  const body = invoiceOf({ processing: { paymentControlEnabled: true }, ...overrides })
  const sent = await client.send(body)
  assert.notEqual(sent.status, 'ERROR', JSON.stringify(sent.reasons))
  const invoiceNumber = numberOf(body)
  const { invoiceId, status } = await client.settled(invoiceNumber)
  assert.equal(status, 'INVOICED')
  await openCasesOf(api.ctx(), [{ clientId: client.clientIdentifier, invoiceId }])
  const { summary } = await caseOf(api, client, { invoiceNumber })
  await settled(api, summary.caseId)
  return { caseId: summary.caseId, invoiceNumber }
}

/** Waits until the automatic work of the case's day is done. */
export async function settled(api: TestService, caseId: number): Promise<void> {
  await until(`case ${caseId} is not due`, async () => {
    const { rows } = await api.pool.query<{ due: boolean }>({
      text: `select next_at <= $2 as due from collection_case where case_id = $1`,
      values: [caseId, api.service.platform.clock.now()],
    })
    return rows[0]?.due !== true
  })
}

/** Takes every step that is due by the clock, as the service's worker does, and waits for those that the worker has taken. */
export async function dayIsOver(api: TestService, caseId: number): Promise<void> {
  while ((await takeDueSteps(api.ctx())) > 0);
  await settled(api, caseId)
}

export async function caseOf(
  api: TestService,
  { token }: { token: string },
  by: { caseId?: number; invoiceNumber?: number },
): Promise<CaseBody> {
  const [[name, value] = []] = Object.entries(by)
  const reply = await api.call<{ case: CaseBody }>('GET', `${CASE}?${name}=${value}`, { token })
  assert.equal(reply.status, 200, reply.text)
  return reply.body.case
}

export function send(
  api: TestService,
  { token }: { token: string },
  actions: Act[],
  headers?: Record<string, string>,
): Promise<Reply<Problem>> {
  return api.call('POST', ACTION, { token, body: { actions }, ...(headers ? { headers } : {}) })
}

/** Sends actions about one case and waits until they are performed or refused. @returns the events of their outcomes */
export async function act(
  api: TestService,
  client: { token: string; clientIdentifier: number },
  caseId: number,
  ...actions: Act[]
): Promise<{ kind: string; data: Record<string, unknown> }[]> {
  const before = (await caseOf(api, client, { caseId })).events.length
  const reply = await send(
    api,
    client,
    actions.map((action) => ({ ...action, data: { caseId, ...action.data } })),
  )
  assert.equal(reply.status, 200, reply.text)
  assert.deepEqual(reply.body, {})
  await performed(api, client)
  const { events } = await caseOf(api, client, { caseId })
  const outcomes = events.slice(before).filter(({ kind }) => kind.startsWith('ACTION_'))
  assert.equal(outcomes.length, actions.length, JSON.stringify(events))
  return outcomes
}

/** Waits until nothing of a client is pending. */
export async function performed(api: TestService, { clientIdentifier }: { clientIdentifier: number }): Promise<void> {
  const pending = async () => {
    const { rows } = await api.pool.query<{ pending: number }>({
      text: `select count(*)::int as pending from case_action where client_id = $1 and state = 'pending'`,
      values: [clientIdentifier],
    })
    return rows[0]?.pending
  }
  await until('no action is pending', pending, (count) => count === 0)
}

export function effectOf(
  outcome: { kind: string; data: Record<string, unknown> } | undefined,
): Record<string, unknown> {
  assert.equal(outcome?.kind, 'ACTION_PERFORMED', JSON.stringify(outcome))
  return outcome?.data['effect'] as Record<string, unknown>
}

export function refusalOf(outcome: { kind: string; data: Record<string, unknown> } | undefined): {
  code: string
  ruleId: string
  source: string
  message: string
} {
  assert.equal(outcome?.kind, 'ACTION_REFUSED', JSON.stringify(outcome))
  return outcome?.data['refusal'] as { code: string; ruleId: string; source: string; message: string }
}

/** Journal balances of a case, minor units as text; those of 0 left out. */
export async function balances(api: TestService, caseId: number): Promise<Record<string, string>> {
  const { rows } = await api.pool.query<{ account: string; balance: string }>({
    text: `select account, balance_minor::text as balance from journal_balance where case_id = $1 and balance_minor <> 0 order by 1`,
    values: [caseId],
  })
  return Object.fromEntries(rows.map(({ account, balance }) => [account, balance]))
}

/** Charges the debtor as a step of the policy does. @param minor units */
export async function chargeFee(
  api: TestService,
  { clientIdentifier: clientId }: { clientIdentifier: number },
  caseId: number,
  minor: bigint,
): Promise<void> {
  const at = api.service.platform.clock.now()
  await withTransaction(api.service.platform.pool, (tx) =>
    post(tx, {
      clientId,
      kind: 'FEE_CHARGED',
      at,
      bookingDate: at.toISOString().slice(0, 10),
      source: `case:${caseId}`,
      details: { step: 'REMINDER', ruleId: 'FI.BUSINESS.REMINDER_FEE', source: 'test' },
      postings: [
        { account: 'RECEIVABLE_FEES', caseId, currency: 'EUR', amount: minor },
        { account: 'CLAIMS_OF_AGENCY', caseId, currency: 'EUR', amount: -minor },
      ],
    }),
  )
}
