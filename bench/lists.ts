import { Pool } from 'pg'
import { selectApprovals } from '../src/approvals/queries.ts'
import { pageOfAudit, type AuditFilter } from '../src/audit/queries.ts'
import { type CaseFilter, selectPageOfCases, selectWaitingInvoices } from '../src/case-api/lists/case-queries.ts'
import { placesOfInvoices, type InvoiceFilter } from '../src/case-api/lists/invoice-queries.ts'
import { beginningOf } from '../src/case-api/lists/place.ts'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { pageOfAllocated } from '../src/payments/list-queries.ts'
import { type BoundPool, closePool, createPool } from '../src/platform/database.ts'
import { LIST_LIMIT_DEFAULT, type Sort } from '../src/platform/http/list.ts'
import { pageOfSettlements } from '../src/settlements/queries.ts'
import { pageOfTasks, type TaskFilter } from '../src/tasks/queries.ts'
import { consolePages } from './console-pages.ts'
import { debtorLists } from './debtor-lists.ts'
import { debtorOfRow, fillLists } from './list-fill.ts'
import { type BenchDatabase, call, percentile, startProcess } from './support.ts'
import { provisioningToken } from './tokens.ts'

export const LIST_ROWS_DEFAULT = 1_000_000
const AIM_MS = 100
const PORT = 18_099
const OTHERS = 5
const RUNS = 10
const LIMIT = LIST_LIMIT_DEFAULT + 1

interface Measured {
  name: string
  /** @param middle the page in the middle of the list, not the first one */
  read: (middle: boolean) => Promise<unknown[]>
}

/**
 * (i) Time in the database of a page of each list, with `rows` rows of one client among others: for each filter and order,
 * the first page and one in the middle; and of whole answers.
 */
export async function listsBench(server: BenchDatabase, rows: number): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_lists')
  const service = await startProcess({ DATABASE_URL: url, SAATAVA_ROLE: 'api' }, PORT)
  const owner = new Pool({ connectionString: ownerUrl, max: 1 })
  const pool = createPool(url, 1)
  try {
    const clients = await makeClients(service.origin, url)
    const ids = clients.map((one) => Number(one['clientIdentifier']))
    const clientId = ids[0] ?? 0
    await fillLists(owner, ids, rows)
    console.log(
      `\n(i) a page of ${LIST_LIMIT_DEFAULT.toLocaleString('en')}, ${rows.toLocaleString('en')} rows of one client in each list (aim < ${AIM_MS} ms in the database)`,
    )
    const own = pool.forClient(clientId)
    const lists = [
      ...invoiceLists(own, clientId),
      ...caseLists(own, clientId),
      ...paymentLists(own, clientId, rows),
      ...agencyLists(pool, clientId),
      ...debtorLists(pool, own, clientId, debtorOfRow(Math.floor(rows / 2))),
    ]
    let over = 0
    for (const one of lists) if ((await measure(one)) > AIM_MS) over++
    console.log(`    ${over} of ${lists.length} lists over the aim`)
    await answers(service.origin, String(clients[0]?.['apiAccessToken']))
    await consolePages(PORT, url)
  } finally {
    await closePool(pool)
    await owner.end()
    await service.stop()
  }
}

async function makeClients(origin: string, url: string): Promise<Record<string, unknown>[]> {
  const provisioning = await provisioningToken(url)
  const clients = []
  for (let i = 0; i <= OTHERS; i++) {
    const { client, ...rest } = NEW_CLIENT_EXAMPLE
    const body = { ...rest, client: { ...client, businessCode: `${100_000 + i}-0` } }
    clients.push(await call(origin, 'POST', '/client', provisioning, body))
  }
  return clients
}

const SORTS: readonly Sort[] = ['dueDate', '-dueDate', 'updatedAt', '-updatedAt']
const DAYS = 1_200
const dayAt = (day: number) => new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10)
const RECENT = new Date('2026-01-01T00:00:00Z')
/** Open cases lie in the last tenth. */
const MIDDLE_OF_OPEN = 0.95 * DAYS

/** @param day of due dates: changes of cases came 30 days later */
function pageAt(sort: Sort, middle: boolean, day: number, filter: CaseFilter | InvoiceFilter) {
  const key = dayAt(sort.endsWith('updatedAt') ? day + 30 : day)
  const after = beginningOf(sort, filter)
  if (middle) after.key = key
  return { sort, after, limit: LIMIT }
}

const NO_INVOICE: InvoiceFilter = {
  ...{ statuses: undefined, type: undefined, dueBefore: undefined, dueAfter: undefined, referenceKey: undefined },
  ...{ caseStage: undefined, debtorId: undefined, open: undefined, paid: undefined, updatedSince: undefined },
}

/** A filter in each order that it may have. */
const INVOICE_FILTERS: Partial<InvoiceFilter>[] = [
  {},
  ...(['INVOICED', 'CREDITED', 'ERROR', 'MANUAL', 'DRAFT'] as const).map((status) => ({ statuses: [status] })),
  { statuses: ['PAUSED', 'DRAFT', 'ACCEPTED', 'MANUAL', 'ERROR', 'DUPLICATE'] },
  ...(['INVOICE', 'AUTO_PAYMENT_INVOICE', 'CREDIT_NOTE', 'FACTORING'] as const).map((type) => ({ type })),
  { dueBefore: '2024-06-01' },
  { dueAfter: '2025-06-01' },
  { referenceKey: '777777' },
  ...(['LEGAL', 'REMINDER', 'CLOSED'] as const).map((caseStage) => ({ caseStage })),
  { open: true },
  { open: false },
  { paid: true },
  { paid: false },
  { open: false, paid: false },
  { updatedSince: RECENT },
  { open: true, dueBefore: '2026-02-01' },
  { open: true, statuses: ['INVOICED'], type: 'INVOICE' },
  { open: true, type: 'AUTO_PAYMENT_INVOICE' },
  { open: false, statuses: ['CREDITED'] },
  { paid: false, type: 'CREDIT_NOTE' },
  { open: true, statuses: ['ERROR'] },
  { caseStage: 'LEGAL', updatedSince: RECENT },
]

function sortsFor(filter: { dueBefore?: unknown; dueAfter?: unknown; updatedSince?: unknown }): readonly Sort[] {
  if (filter.updatedSince !== undefined) return ['updatedAt', '-updatedAt']
  return filter.dueBefore === undefined && filter.dueAfter === undefined ? SORTS : ['dueDate', '-dueDate']
}

function nameOf(filter: object): string {
  return Object.entries(filter)
    .map(([name, value]) => `${name}=${value instanceof Date ? value.toISOString().slice(0, 10) : String(value)} `)
    .join('')
}

function invoiceLists(pool: BoundPool, clientId: number): Measured[] {
  return INVOICE_FILTERS.flatMap((filter) => {
    const isLate = filter.open === true || (filter.caseStage !== undefined && filter.caseStage !== 'CLOSED')
    const day = isLate || filter.updatedSince !== undefined || filter.dueAfter !== undefined ? MIDDLE_OF_OPEN : DAYS / 2
    return sortsFor(filter).map((sort): Measured => {
      const whole = { ...NO_INVOICE, ...filter }
      const read = (middle: boolean) => placesOfInvoices(pool, clientId, whole, pageAt(sort, middle, day, whole))
      return { name: `invoices ${nameOf(filter)}sort=${sort}`, read }
    })
  })
}

const NO_CASE: CaseFilter = {
  ...{
    status: undefined,
    stage: undefined,
    dueBefore: undefined,
    dueAfter: undefined,
    referenceKey: undefined,
    debtorId: undefined,
  },
  ...{ waiting: undefined, updatedSince: undefined },
}

const CASE_FILTERS: Partial<CaseFilter>[] = [
  {},
  ...(['CLOSED', 'OPEN', 'DISPUTED', 'SUSPENDED'] as const).map((status) => ({ status })),
  ...(['LEGAL', 'REMINDER'] as const).map((stage) => ({ stage })),
  { stage: 'REMINDER', status: 'OPEN' },
  { dueBefore: '2024-06-01' },
  { dueAfter: '2025-06-01' },
  { referenceKey: '777777' },
  { updatedSince: RECENT },
  { stage: 'LEGAL', updatedSince: RECENT },
  { debtorId: debtorOfRow(1_000).debtorId },
  { waiting: true },
  { waiting: false },
]

function caseLists(pool: BoundPool, clientId: number): Measured[] {
  const cases = CASE_FILTERS.flatMap((filter) => {
    const isOpen = filter.status !== 'CLOSED' && Object.keys(filter).length > 0 && filter.dueBefore === undefined
    const day = isOpen ? MIDDLE_OF_OPEN : DAYS / 2
    return sortsFor(filter).map((sort): Measured => {
      const whole = { ...NO_CASE, ...filter }
      const read = (middle: boolean) => selectPageOfCases(pool, clientId, whole, pageAt(sort, middle, day, whole))
      return { name: `cases ${nameOf(filter)}sort=${sort}`, read }
    })
  })
  const waiting = SORTS.map((sort): Measured => {
    const read = (middle: boolean) =>
      selectWaitingInvoices(pool, clientId, NO_CASE, pageAt(sort, middle, 0.995 * DAYS - (middle ? 30 : 0), NO_CASE))
    return { name: `cases waitingForMe, invoices sort=${sort}`, read }
  })
  return [...cases, ...waiting]
}

const LOWEST = '00000000-0000-0000-0000-000000000000'

function paymentLists(pool: BoundPool, clientId: number, rows: number): Measured[] {
  const all = { from: '1900-01-01', to: '2199-12-31' }
  const caseIds = [5_000_000 + Math.floor(rows / 2)]
  const payments = [
    { name: 'payments of all days', filter: { ...all, caseIds: undefined } },
    { name: 'payments of 30 days', filter: { from: dayAt(600), to: dayAt(630), caseIds: undefined } },
    { name: 'payments caseId', filter: { ...all, caseIds } },
  ].map(({ name, filter }): Measured => {
    const place = { bookingDate: dayAt(615), paymentId: LOWEST, allocationId: 0 }
    const read = (middle: boolean) => pageOfAllocated(pool, clientId, filter, middle ? place : undefined, LIMIT)
    return { name, read }
  })
  const days = { from: 0, to: 999_999_999_999 }
  const settlements = [
    { name: 'settlements of all days', by: { range: days, unacknowledged: false, caseIds: undefined } },
    { name: 'settlements unfetchedOnly', by: { range: days, unacknowledged: true, caseIds: undefined } },
    { name: 'settlements caseId', by: { range: days, unacknowledged: false, caseIds } },
  ].map(({ name, by }): Measured => {
    const after = Number(dayAt(DAYS / 2).replaceAll('-', '')) * 10_000
    const read = (middle: boolean) =>
      pageOfSettlements(pool, clientId, { ...by, after: middle ? after : 0, limit: LIMIT })
    return { name, read }
  })
  return [...payments, ...settlements]
}

const NO_TASK: TaskFilter = { clientId: null, kind: null, assignee: null, overdue: false, snoozed: false, after: null }
const NO_AUDIT: AuditFilter = {
  ...{ clientId: null, actor: null, actions: null, since: null, until: null, subjects: null, caseId: null },
  before: null,
  isByClock: true,
}

function agencyLists(pool: BoundPool, clientId: number): Measured[] {
  const now = new Date()
  const tasks: Partial<TaskFilter>[] = [
    {},
    { clientId },
    { kind: 'OBJECTION' },
    { kind: 'OBJECTION', clientId },
    { assignee: 'Bench Person' },
    { assignee: 'Bench Person', clientId },
    { overdue: true },
    { snoozed: true },
  ]
  const audit: Partial<AuditFilter>[] = [
    ...[{}, { clientId }, { actor: 'user:Bench Person' }, { actions: ['client.created', 'client.corrected'] }],
    ...[
      { actions: ['invoice.replaced'] },
      { clientId, actions: ['client.created'] },
      { until: ago(1_900) },
      { since: ago(1_950), until: ago(1_940) },
    ],
    ...[
      { clientId, until: ago(1_900) },
      { subjects: ['case:5000001'], caseId: '5000001' },
    ],
  ]
  return [
    ...tasks.map((filter): Measured => {
      const after = { taskId: LOWEST, openedAt: new Date(dayAt(600)), dueAt: new Date(dayAt(607)) }
      const read = (middle: boolean) =>
        pageOfTasks(pool, { ...NO_TASK, ...filter, after: middle ? after : null }, now, LIMIT)
      return { name: `tasks ${nameOf(filter)}`, read }
    }),
    ...[null, clientId].flatMap((one) =>
      (['waiting', 'ended'] as const).map((state): Measured => {
        const read = () => selectApprovals(pool, { clientId: one, state, now }, LIMIT)
        return { name: `approvals ${nameOf({ clientId: one, state })}`, read }
      }),
    ),
    ...audit.map((filter): Measured => {
      // An id of the middle: its first 48 bits are the milliseconds.
      const ms = ago(1_400).getTime().toString(16).padStart(12, '0')
      const before = `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`
      const read = (middle: boolean) =>
        pageOfAudit(pool, { ...NO_AUDIT, ...filter, before: middle ? before : null }, LIMIT)
      return { name: `audit ${nameOf(filter)}`, read }
    }),
  ]
}

function ago(days: number): Date {
  return new Date(Date.now() - days * 86_400_000)
}

/** @returns the slower of the two middle times */
async function measure({ name, read }: Measured): Promise<number> {
  const shown: string[] = []
  let slower = 0
  for (const middle of [false, true]) {
    const times: number[] = []
    let rows = 0
    for (let i = -2; i < RUNS; i++) {
      const started = performance.now()
      rows = (await read(middle)).length
      if (i >= 0) times.push(performance.now() - started)
    }
    times.sort((a, b) => a - b)
    const p50 = percentile(times, 50)
    slower = Math.max(slower, p50)
    const range = `${(times[0] ?? 0).toFixed(1)} to ${percentile(times, 100).toFixed(1)}`
    shown.push(`${p50.toFixed(1).padStart(7)} ms (${range}) ${String(rows).padStart(5)} rows`)
  }
  console.log(`    ${name.padEnd(64)} first ${shown[0]}   middle ${shown[1]}${slower > AIM_MS ? '   OVER' : ''}`)
  return slower
}

/** Whole answers over HTTP, with cases and payments of each row. */
async function answers(origin: string, token: string): Promise<void> {
  for (const path of [
    ...['/invoices', '/invoices?open=true', '/invoices?updatedSince=2026-01-01T00:00:00Z', '/invoices?limit=100'],
    ...['/cases?status=OPEN', '/cases?limit=100', '/payments?fromDate=2024-01-01&toDate=2024-12-31'],
  ]) {
    const times: number[] = []
    for (let i = -2; i < RUNS; i++) {
      const started = performance.now()
      await call(origin, 'GET', path, token)
      if (i >= 0) times.push(performance.now() - started)
    }
    times.sort((a, b) => a - b)
    console.log(`    GET ${path.padEnd(60)} p50 ${percentile(times, 50).toFixed(1)} ms`)
  }
}
