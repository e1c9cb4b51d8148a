/**
 * A stand-in for Fennoa's API: Basic authentication, statements in series that must balance, the ledger row by row,
 * payments of approved sales invoices, locks of accounting and of sales, a limit of calls. A company is created
 * at its first request.
 */
import type { FastifyInstance } from 'fastify'
import { inspected, mountCompanySettings } from '../kit/companies.ts'
import { send } from '../kit/guard.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { complain, ok } from './answers.ts'
import { type Commit, createBooks, type Entry } from './books.ts'
import { type Call, createGuard, type Serve } from './guard.ts'
import { inspectCompany } from './inspect.ts'
import { addPayment, listInvoices, listPayments, readInvoice } from './sales.ts'
import { CompanySettings, dimensionTypesOf, lockedUntil, periodsOf, vatCodesOf } from './settings.ts'
import { accountBalance, addStatement, listAccounts, readLedger } from './statements.ts'

const PAGING = ['page', 'limit']

export function createFennoaSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit: Commit = (entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const serve = createGuard(kit, books)
  return {
    name: 'fennoa',
    mount(app) {
      mountReads(app, serve)
      mountSales(app, serve, commit)
      mountWrite(app, serve, '/api/accounting_api/add', (call) => addStatement(call, commit))
      mountWrite(app, serve, '/api/sales_api/add/payment', (call) => addPayment(call, commit))
      mountCompanySettings(app, {
        schema: CompanySettings,
        set(company, settings) {
          commit({ t: 'settings', company, settings })
          listInvoices(books.company(company), settings, commit)
        },
        complain,
      })
    },
    inspect: (company) => inspected(books.companies, company, inspectCompany),
  }
}

type Handler = Parameters<Serve>[2]

/** Fennoa answers 405 to another method. */
function mountWrite(app: FastifyInstance, serve: Serve, path: string, handler: Handler): void {
  app.post(path, serve(true, [], handler))
  app.get(path, (_request, reply) => send(reply, complain('Method Not Allowed', 405)))
}

function mountReads(app: FastifyInstance, serve: Serve): void {
  const get = (path: string, handler: Handler, parameters: readonly string[] = []) =>
    app.get(`/api${path}`, serve(false, parameters, handler))
  get('/accounting_api/get/ledger/:start/:end', readLedger, PAGING)
  get('/accounting_api/get/ledger/:start/:end/*', readLedger, PAGING)
  get('/accounting_api/get/account_balance/:account/:date', accountBalance)
  get('/accounting_api/get/accounts', listAccounts)
  get('/accounting_api/get/accounts/:accounts', listAccounts)
  get('/accounting_api/get/vatcodes', ({ company }) => ok(vatCodesOf(company.settings)))
  get('/accounting_api/get/periods', ({ company }) =>
    ok(periodsOf(company.settings).map(({ id, from, to }) => ({ id, start_date: from, end_date: to }))),
  )
  get('/accounting_api/get/locking_periods', ({ company: { settings } }) =>
    ok([
      { code: 'accounting_locked', value: lockedUntil(settings.closedBefore) ?? null },
      { code: 'sales_invoices_locked', value: lockedUntil(settings.salesClosedBefore) ?? null },
      { code: 'purchase_invoices_locked', value: null },
    ]),
  )
  get('/dimension_api/get/types', ({ company }) =>
    ok(dimensionTypesOf(company.settings).map(({ id, names }) => ({ DimensionType: { id, ...names } }))),
  )
  get('/dimension_api/', listDimensions, ['code', 'dimension_type_id', 'is_active'])
}

function listDimensions({ company, query }: Call) {
  const { code, dimension_type_id: typeId } = query
  const types = dimensionTypesOf(company.settings).filter(({ id }) => typeId === undefined || String(id) === typeId)
  const all = types.flatMap(({ id, names, codes = [] }) =>
    codes.map((one) => ({ Dimension: { code: one, name_fi: one, is_active: 1 }, DimensionType: { id, ...names } })),
  )
  return ok(all.filter(({ Dimension }) => code === undefined || Dimension.code === code))
}

function mountSales(app: FastifyInstance, serve: Serve, commit: Commit): void {
  app.get(
    '/api/sales_api/get/invoice_no/:number',
    serve(false, [], (call) => readInvoice(call, commit)),
  )
  app.get('/api/sales_api/get/payments/:from/:to', serve(false, [], listPayments))
  app.get('/api/sales_api/get/payments/:from/:to/*', serve(false, [], listPayments))
}
