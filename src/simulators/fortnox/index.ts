/**
 * A stand-in for Fortnox's REST API: tokens that expire and rotate, vouchers in series and financial years that must
 * balance, payments of invoices that are booked by a second call, a locked period, a limit of calls. A company is
 * created at its first token.
 */
import type { FastifyInstance } from 'fastify'
import { inspected, mountCompanySettings, textOf } from '../kit/companies.ts'
import { send } from '../kit/guard.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { complain, ok, pageOf } from './answers.ts'
import { type Commit, createBooks, type Entry } from './books.ts'
import { type Call, createGuard, type Serve } from './guard.ts'
import { inspectCompany } from './inspect.ts'
import { bookPayment, createPayment, listedInvoices, listInvoices, listPayments, readPayment } from './payments.ts'
import { CompanySettings, yearsOf } from './settings.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { createVoucher, listVouchers, readVoucher } from './vouchers.ts'
import { deriveSimulatorKeys } from '../../connectors/fortnox/sandbox-keys.ts'

const PAGING = ['limit', 'page']
const DAY_MS = 86_400_000

export function createFortnoxSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit: Commit = (entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const tokens = createTokens(() => kit.now(), books, commit)
  const serve = createGuard(kit, books, tokens)
  return {
    name: 'fortnox',
    mount(app) {
      mountTokens(app, tokens)
      mountMasters(app, serve)
      mountVouchers(app, serve, commit)
      mountPayments(app, serve, commit)
      mountCompanySettings(app, {
        schema: CompanySettings,
        set(company, settings) {
          commit({ t: 'settings', company, settings })
          listedInvoices(books.company(company), settings, commit)
        },
        complain,
      })
    },
    inspect: (company) => inspected(books.companies, company, inspectCompany),
  }
}

function mountTokens(app: FastifyInstance, tokens: Tokens): void {
  app.get('/oauth-v1/auth', (request, reply) => {
    const back = tokens.consent(request.query as Record<string, string | undefined>)
    return back === undefined ? reply.code(400).send({ error: 'invalid_request' }) : reply.redirect(back)
  })
  app.post('/oauth-v1/token', (request, reply) => send(reply, tokens.issue(textOf(request), request.headers)))
}

function mountMasters(app: FastifyInstance, serve: Serve): void {
  const get = (path: string, handler: (call: Call) => ReturnType<typeof ok>) =>
    app.get(`/3${path}`, serve(false, PAGING, handler))
  get('/companyinformation', ({ company }) =>
    ok({
      CompanyInformation: {
        CompanyName: company.id,
        OrganizationNumber: '556000-0000',
        DatabaseNumber: deriveSimulatorKeys(company.id).tenantId,
      },
    }),
  )
  get('/settings/lockedperiod', ({ company: { settings } }) => {
    const before = settings.closedBefore
    const last = before === undefined ? null : new Date(Date.parse(before) - DAY_MS).toISOString().slice(0, 10)
    return ok({ LockedPeriod: { EndDate: last } })
  })
  get('/financialyears', ({ company, query }) =>
    pageOf(
      'FinancialYears',
      yearsOf(company.settings).map(({ id, from, to }) => ({ Id: id, FromDate: from, ToDate: to })),
      query,
    ),
  )
  get('/voucherseries', ({ company: { settings }, query }) =>
    pageOf(
      'VoucherSeriesCollection',
      (settings.voucherSeries ?? ['A', 'B', 'C']).map((code) => ({
        Code: code,
        Description: `Serie ${code}`,
        Manual: true,
      })),
      query,
    ),
  )
}

function mountVouchers(app: FastifyInstance, serve: Serve, commit: Commit): void {
  app.post(
    '/3/vouchers',
    serve(true, ['financialyear'], (call) => createVoucher(call, commit)),
  )
  app.get(
    '/3/vouchers',
    serve(false, [...PAGING, 'financialyear', 'fromdate', 'todate', 'voucherseries'], listVouchers),
  )
  app.get('/3/vouchers/:series/:number', serve(false, ['financialyear'], readVoucher))
}

function mountPayments(app: FastifyInstance, serve: Serve, commit: Commit): void {
  app.get(
    '/3/invoices',
    serve(false, [...PAGING, 'documentnumber', 'externalinvoicereference1', 'ocr'], (call) =>
      listInvoices(call, commit),
    ),
  )
  app.post(
    '/3/invoicepayments',
    serve(true, [], (call) => createPayment(call, commit)),
  )
  app.get('/3/invoicepayments', serve(false, [...PAGING, 'invoicenumber'], listPayments))
  app.get('/3/invoicepayments/:number', serve(false, [], readPayment))
  app.put(
    '/3/invoicepayments/:number/bookkeep',
    serve(true, [], (call) => bookPayment(call, commit)),
  )
}
