/** Each kind of task, one after the other: its cause begins and the task is open, its cause ends and the task is closed. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { markExpired } from '../../src/approvals/queries.ts'
import { setFourEyes } from '../../src/approvals/setting.ts'
import { performDueActions } from '../../src/case-api/actions/perform-due-actions.ts'
import type { Case } from '../../src/claims/case.ts'
import { noteTask } from '../../src/claims/note-task.ts'
import { lockCaseRows } from '../../src/claims/queries.ts'
import { resolveDelivery } from '../../src/distribution/resolve-delivery.ts'
import { changeStatus } from '../../src/dunning/change-status.ts'
import { recordLegalAct } from '../../src/dunning/legal/record-act.ts'
import { evaluateDue } from '../../src/flows/evaluate-due.ts'
import { endContract } from '../../src/handover/end-contract.ts'
import type { CaseRow } from '../../src/handover/schemas.ts'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import { markPaidByHand } from '../../src/payouts/mark-by-hand.ts'
import { type Tx, withTransaction } from '../../src/platform/database.ts'
import { forgetHandled } from '../../src/platform/housekeeping.ts'
import { countFailure } from '../../src/platform/queue/failure-queries.ts'
import { FAILURES_BEFORE_EVENT } from '../../src/platform/queue/retry.ts'
import { answerQuestion } from '../../src/questions/answer-question.ts'
import { askAboutCase } from '../../src/questions/ask-creditor.ts'
import { seeAnswer } from '../../src/questions/see-answer.ts'
import { withdrawQuestion } from '../../src/questions/withdraw-question.ts'
import { finishTask } from '../../src/tasks/finish-task.ts'
import { TASK_KIND_NAMES, type TaskKindName, kindOf } from '../../src/tasks/kinds.ts'
import type { TaskRow } from '../../src/tasks/queries.ts'
import { listTasks } from '../../src/tasks/list-tasks.ts'
import { ledgerOf } from '../support/bodies.ts'
import { caseRow, importRows } from '../support/handover/rows.ts'
import { type InvoiceClient, type InvoiceOverrides, invoiceClient, invoiceOf } from '../support/invoices.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

const DAY_MS = 86_400_000
const COMMENT = 'A person has dealt with it'

let world: SettlementWorld
let client: TestClient
/** A client whose invoices lack nothing. */
let seller: InvoiceClient
let files = 0

before(async () => {
  world = await startWorld()
  client = await world.createClient()
  seller = await invoiceClient(world.api)
})
after(() => world.stop())

interface Proof {
  /** Begins the cause. @returns the subject of its task */
  begin(): Promise<string>
  end(task: TaskRow): Promise<unknown>
}

/** @param end SQL that takes $1, what begin returned behind the colon */
const bySql =
  (text: string) =>
  ({ subject }: TaskRow) =>
    world.api.pool.query(text, [subject.slice(subject.indexOf(':') + 1)])

const done = ({ taskId }: TaskRow) => finishTask(world.api.ctx(), { taskId, comment: COMMENT })

async function openCase(): Promise<{ clientId: number; caseId: number }> {
  const { clientId, caseId } = await world.openCase(client, { capital: 10_000n })
  return { clientId, caseId }
}

async function inCase(work: (tx: Tx, debt: Case) => Promise<unknown>): Promise<string> {
  const key = await openCase()
  await withTransaction(world.api.service.platform.pool, async (tx) => {
    const [debt] = await lockCaseRows(tx, [key])
    assert.ok(debt)
    await work(tx, debt)
  })
  return `case:${key.caseId}`
}

const questionIn = (subject: string) => subject.slice('question:'.length)

const status = (to: 'OPEN' | 'SUSPENDED', reason: string) => () =>
  inCase((tx, debt) => changeStatus(world.api.ctx(), tx, debt, { status: to, reason, nextDate: null }, new Date()))

async function act(code: string, data: Record<string, unknown>): Promise<void> {
  const body = { actions: [{ code, ...(code === 'OBJECTION' ? { comment: 'I do not owe it' } : {}), data }] }
  const reply = await world.api.call('POST', '/api/v1/partner/invoice/action', { token: client.token, body })
  assert.equal(reply.status, 200, reply.text)
  while ((await performDueActions(world.api.ctx())) > 0);
}

const onCase =
  (code: string) =>
  ({ subject }: TaskRow) =>
    act(code, { caseId: Number(subject.slice('case:'.length)) })

async function taken(overrides: Partial<CaseRow>): Promise<string> {
  const { rows } = await importRows(world.api, client.clientIdentifier, [caseRow(overrides)])
  assert.equal(rows[0]?.outcome, 'TAKEN_OVER', JSON.stringify(rows))
  return `case:${rows[0]?.caseId}`
}

async function evaluate(): Promise<void> {
  while ((await evaluateDue(world.api.ctx(), { channels: ['EMAIL'], operatorId: undefined })) > 0);
}

async function invoice(overrides: InvoiceOverrides): Promise<string> {
  const reply = await world.api.call<{ invoiceId: string }>('POST', '/api/v1/partner/invoice', {
    ...{ token: seller.token, body: invoiceOf(overrides) },
  })
  assert.equal(reply.status, 200, reply.text)
  await evaluate()
  return `invoice:${reply.body.invoiceId}`
}

async function approveInvoice({ subject }: TaskRow): Promise<void> {
  const { rows } = await world.api.pool.query<{ number: string }>('select number from invoice where invoice_id = $1', [
    subject.slice('invoice:'.length),
  ])
  const reply = await seller.approve(Number(rows[0]?.number))
  assert.equal(reply.status, 200, reply.text)
  while ((await performDueActions(world.api.ctx())) > 0);
  await evaluate()
}

async function delivery(): Promise<string> {
  const subject = await invoice({
    ...{ distribution: { method: 'EMAIL' }, buyer: { contact: { email: 'debtor@example.com' } } },
  })
  const { rows } = await world.api.pool.query<{ id: string }>(
    `update delivery set state = 'unknown', next_attempt_at = null where invoice_id = $1 returning delivery_id as id`,
    [subject.slice('invoice:'.length)],
  )
  return `delivery:${rows[0]?.id}`
}

async function paidOut(): Promise<string> {
  const { reference } = await world.openCase(client, { capital: 6_600n })
  await world.pay([entryOf(`IN-${++files}`, '66.00', { reference })])
  const { settlements } = await world.runNext()
  return `${settlements[0]?.settlementId}-${client.clientIdentifier}`
}

async function sql<T extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await world.api.pool.query<T>(text, values)
  assert.ok(rows[0], text)
  return rows[0]
}

/** Kinds whose proof is a whole story of money. */
const MONEY = readFileSync(new URL('money.test.ts', import.meta.url), 'utf8')

/** A receiver answers 410; nothing is there that could. */
async function goneWebhook(): Promise<string> {
  const body = { url: 'http://127.0.0.1:9/hook' }
  const reply = await world.api.call<{ webhookId: string }>('POST', '/api/v1/partner/webhooks', {
    token: client.token,
    body,
  })
  assert.equal(reply.status, 200, reply.text)
  await sql(
    `update webhook_endpoint set state = 'DISABLED', disabled_as = 'GONE' where webhook_id = $1 returning 1 as ok`,
    [reply.body.webhookId],
  )
  return `webhook:${reply.body.webhookId}`
}

async function resumeWebhook({ subject }: TaskRow): Promise<void> {
  const path = `/api/v1/partner/webhooks/${subject.slice('webhook:'.length)}/resume`
  const reply = await world.api.call('POST', path, { token: client.token, body: { from: 'NOW' } })
  assert.equal(reply.status, 200, reply.text)
}

const PROOFS: Record<TaskKindName, Proof | 'money.test.ts'> = {
  OBJECTION: {
    async begin() {
      const { caseId } = await openCase()
      await act('OBJECTION', { caseId })
      return `case:${caseId}`
    },
    end: onCase('RESUME'),
  },
  CASE_SUSPENDED: { begin: status('SUSPENDED', 'NO_CHANNEL'), end: onCase('RESUME') },
  DEBTOR_MARKED: { begin: status('SUSPENDED', 'DEBTOR_DECEASED'), end: onCase('WITHDRAW') },
  LAW_RULE_MISSING: { begin: status('SUSPENDED', 'LAW_RULE_MISSING'), end: onCase('RESUME') },
  PLAN_BROKEN: { begin: status('OPEN', 'PLAN_BROKEN'), end: onCase('PAUSE') },
  APPROVAL_AWAITED: { begin: () => taken({ stage: 'LEGAL' }), end: onCase('APPROVE') },
  LEGAL_STEPS: {
    begin: () => taken({ stage: 'LEGAL', legal: { approvedOn: '2026-03-10' } }),
    end: ({ subject }) =>
      recordLegalAct(world.api.ctx(), {
        ...{ caseId: Number(subject.slice('case:'.length)), stage: 'LEGAL', date: '2026-03-16', reference: 'L 26/1' },
      }),
  },
  AMOUNTS_DIFFER: {
    begin: () =>
      inCase((tx, debt) =>
        noteTask(
          ...([world.api.ctx(), tx, debt] as const),
          { task: 'OUTSTANDING_AMOUNTS_DIFFER', actionId: crypto.randomUUID(), differences: [] },
          new Date(),
        ),
      ),
    end: done,
  },
  FEE_OF_UNSENT_LETTER: {
    begin: () =>
      inCase((tx, debt) =>
        noteTask(
          ...([world.api.ctx(), tx, debt] as const),
          { task: 'FEE_OF_UNSENT_LETTER', letterId: crypto.randomUUID(), amount: 5 },
          new Date(),
        ),
      ),
    end: done,
  },
  INVOICE_MANUAL: { begin: () => invoice({ processing: { manualApprovalEnabled: true } }), end: approveInvoice },
  INVOICE_DUPLICATE: {
    async begin() {
      const twice = { header: { description: 'The same bill' } }
      await invoice(twice)
      return invoice(twice)
    },
    end: approveInvoice,
  },
  INVOICE_ERROR: {
    begin: () => invoice({ distribution: { method: 'PRINT' } }),
    end: bySql(`update invoice set status = 'PAUSED' where invoice_id = $1`),
  },
  DELIVERY_UNKNOWN: {
    begin: delivery,
    end: ({ subject }) => resolveDelivery(world.api.ctx(), subject.slice('delivery:'.length), { kind: 'sent' }),
  },
  DELIVERY_FAILED: {
    async begin() {
      const subject = await invoice({})
      await world.api.pool.query(`update distribution_record set outcome = 'FAILED' where invoice_id = $1`, [
        subject.slice('invoice:'.length),
      ])
      return subject
    },
    end: bySql(`update distribution_record set outcome = 'SENT' where invoice_id = $1`),
  },
  BANK_FILE_FAILED: 'money.test.ts',
  PAYMENT_UNMATCHED: 'money.test.ts',
  PAYMENT_DOUBTFUL: {
    async begin() {
      await world.pay([entryOf(`D-${++files}`, '12.34', { reference: '1232', date: '2099-01-01' })])
      const { id } = await sql<{ id: string }>(
        `select entry_id as id from bank_entry where state = 'unallocated' and reason like '%DOUBTFUL'`,
      )
      return `entry:${id}`
    },
    async end({ subject }) {
      const { caseId } = await openCase()
      await allocateManually(world.api.ctx(), { id: subject.slice('entry:'.length), caseId })
    },
  },
  PAYMENT_TAKEN_BACK: 'money.test.ts',
  MONEY_TAKEN_OFF: 'money.test.ts',
  REFUND: 'money.test.ts',
  DOCUMENT_FAILED: {
    async begin() {
      const body = { ledgers: ledgerOf('L-FAILED') }
      const reply = await world.api.call('POST', '/api/v1/partner/accounting/ledger', { token: client.token, body })
      assert.equal(reply.status, 200, reply.text)
      const { subject } = await sql<{ subject: string }>(
        `update accounting_document set status = 'failed', failure_code = 'REFUSED' where identifier = 'L-FAILED'
         returning kind || ':' || identifier as subject`,
      )
      return subject
    },
    end: bySql(`update accounting_document set status = 'dropped' where identifier = $1`),
  },
  CONNECTION_STOPPED: {
    async begin() {
      const { company } = await sql<{ company: string }>(
        `with c as (
           insert into accounting_connection values ($1, '1234567-1', 'NETVISOR', true, false, '', 1, null, 0, '{}', '{}', now(), now())
           returning client_id, company_identifier)
         insert into accounting_queue (client_id, company_identifier, state, reason, next_attempt_at)
         select client_id, company_identifier, 'stopped', 'test', now() from c returning company_identifier as company`,
        [client.clientIdentifier],
      )
      return `connection:${company}`
    },
    end: bySql(`update accounting_queue set state = 'active' where company_identifier = $1`),
  },
  PAYOUT_DOUBTFUL: {
    async begin() {
      const endToEndId = await paidOut()
      await world.api.pool.query(`update payout set doubt = 'the bank says both' where end_to_end_id = $1`, [
        endToEndId,
      ])
      return `payout:${endToEndId}`
    },
    end: ({ subject }) =>
      markPaidByHand(world.api.ctx(), { name: subject.slice('payout:'.length), reason: 'The bank was asked' }),
  },
  SECOND_PERSON: {
    async begin() {
      const { clientIdentifier: clientId } = await world.createClient()
      await setFourEyes({ ...world.api.ctx(), actor: 'user:Ann' }, { isOn: true })
      await assert.rejects(endContract({ ...world.api.ctx(), actor: 'user:Ann' }, { clientId }), /second person/)
      const { id } = await sql<{ id: string }>('select approval_id as id from approval where client_id = $1', [
        clientId,
      ])
      return `approval:${id}`
    },
    async end() {
      const { pool, clock } = world.api.service.platform
      await markExpired(pool, new Date(clock.now().getTime() + 8 * DAY_MS))
      await setFourEyes({ ...world.api.ctx(), actor: 'user:Ann' }, { isOn: false })
    },
  },
  QUESTION_ASKED: {
    async begin() {
      const { questionId } = await askAboutCase(world.api.ctx(), { ...(await openCase()), question: 'Is it paid?' })
      return `question:${questionId}`
    },
    end: ({ clientId, subject }) => withdrawQuestion(world.api.ctx(), { clientId, questionId: questionIn(subject) }),
  },
  QUESTION_ANSWERED: {
    async begin() {
      const { clientId, caseId } = await openCase()
      const { questionId } = await askAboutCase(world.api.ctx(), { clientId, caseId, question: 'Is it paid?' })
      await answerQuestion(world.api.ctx(), { clientId, questionId, answer: 'No' })
      return `question:${questionId}`
    },
    end: ({ clientId, subject }) => seeAnswer(world.api.ctx(), { clientId, questionId: questionIn(subject) }),
  },
  PAYOUT_FAILED: 'money.test.ts',
  PAYOUT_UNCONFIRMED: 'money.test.ts',
  RETURN_UNCONFIRMED: 'money.test.ts',
  WEBHOOK_DISABLED: { begin: goneWebhook, end: resumeWebhook },
  WORK_FAILING: {
    async begin() {
      const { pool } = world.api.service.platform
      const row = { clientId: client.clientIdentifier, queue: 'steps to take', subject: 'case:1' }
      const backoff = { firstMs: 1_000, maxMs: 1_000, staleMs: 1_000 }
      for (let i = 0; i < FAILURES_BEFORE_EVENT; i++)
        await withTransaction(pool, (tx) => countFailure(tx, row, new Date(Date.now() - 2 * DAY_MS), backoff))
      return row.subject
    },
    end: () => forgetHandled(world.api.service.platform),
  },
  SETTLEMENT_BLOCKED: 'money.test.ts',
  LAW_RULE_ENDING: 'money.test.ts',
  FUNDS_DIFFER: {
    async begin() {
      const { written } = await sql<{ written: string }>(
        `update funds_account set differs_on = '2026-03-16' where (account, currency) in
           (select account, currency from funds_account limit 1) returning written_as as written`,
      )
      return `account:${written}`
    },
    end: bySql('update funds_account set differs_on = null where written_as = $1'),
  },
  STATEMENT_INCOMPLETE: {
    async begin() {
      await world.api.pool.query(
        `insert into funds_notice (client_id, account, currency, day, kind, noticed_at)
         values (0, 'FI-TEST', 'EUR', '2026-03-16', 'STATEMENT_MISSING', now())`,
      )
      return 'account:FI-TEST'
    },
    end: done,
  },
}

async function openOf(kind: TaskKindName, subject: string): Promise<TaskRow | undefined> {
  const { tasks } = await listTasks(world.api.ctx(), { kind, limit: 1_000 })
  return tasks.find((task) => task.subject === subject)
}

for (const kind of TASK_KIND_NAMES) {
  const proof = PROOFS[kind]
  test(`${kind}: its task opens with the cause and closes with it`, async () => {
    if (proof === 'money.test.ts') {
      assert.ok(MONEY.includes(`'${kind}'`), `money.test.ts proves ${kind}`)
      return
    }
    const subject = await proof.begin()
    const task = await openOf(kind, subject)
    assert.ok(task, `no task ${kind} of ${subject} is open`)
    await proof.end(task)
    assert.equal(await openOf(kind, subject), undefined, `the task ${kind} of ${subject} is still open`)
    const { rows } = await world.api.pool.query<{ closedAs: string }>(
      'select closed_as as "closedAs" from task where task_id = $1',
      [task.taskId],
    )
    assert.equal(rows[0]?.closedAs, proof.end === done ? 'DONE' : 'CAUSE_ENDED')
    assert.ok(kindOf(kind).ends.length > 0)
  })
}
