/**
 * A stand-in for Procountor's REST API: tokens that expire, receipts that must reconcile VAT included, invoices that are
 * marked paid, closed periods, version conflicts. Requests may come side by side, as in the real one. A company is
 * created at its first token.
 */
import type { FastifyInstance } from 'fastify'
import { inspected, mountCompanySettings, textOf } from '../kit/companies.ts'
import { send } from '../kit/guard.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { complain, ok } from './answers.ts'
import { createBooks } from './books.ts'
import { createGuard, type Handler, type Serve } from './guard.ts'
import { inspectCompany } from './inspect.ts'
import { listInvoices, markPaid, readInvoices, searchInvoices, searchPaymentEvents } from './invoices.ts'
import { chartOfAccounts, dimensions, fiscalYears, readDimension, settingsEntry, vatDefaults } from './masters.ts'
import {
  changeReceipt,
  type Commit,
  createReceipt,
  readReceipts,
  searchReceipts,
  type Step,
  stepReceipt,
} from './receipts.ts'
import type { Entry } from './records.ts'
import { CompanySettings } from './settings.ts'
import { createTokens } from './tokens.ts'

/** Every version of the API is served below its own prefix, all alike: /api, /latest/api, /supported/api, /v2404/api. */
const VERSIONS = ['', '/latest', '/supported', '/:version(^v\\d{4}$)']

export function createProcountorSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit = (entry: Entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const tokens = createTokens(() => kit.now())
  const serve = createGuard(kit, books, tokens)
  return {
    name: 'procountor',
    mount(app) {
      for (const prefix of VERSIONS) {
        void app.register(
          async (version) => {
            version.post('/api/oauth/token', (request, reply) =>
              send(reply, tokens.issue(textOf(request), request.headers)),
            )
            mountMasters(version, serve, commit)
            mountReceipts(version, serve, commit)
            mountInvoices(version, serve, commit)
          },
          { prefix },
        )
      }
      mountCompanySettings(app, {
        schema: CompanySettings,
        set(id, settings) {
          const company = books.company(id)
          commit(settingsEntry(company, settings))
          listInvoices(company, settings, kit.now(), commit)
        },
        complain: (message) => complain(400, message),
      })
    },
    inspect: (company) => inspected(books.companies, company, inspectCompany),
  }
}

function mountMasters(app: FastifyInstance, serve: Serve, commit: Commit): void {
  const get = (path: string, handler: Handler) =>
    app.get(`/api${path}`, serve(false, path === '/dimensions' ? 'dimensions' : 'none', handler))
  get('/sessioninfo', ({ company }) => ok({ companyId: 1, name: company.id, userId: 1, userName: 'Simulated user' }))
  get('/coa', ({ company }) => chartOfAccounts(company))
  get('/vats/default', ({ company }) => vatDefaults(company))
  get('/fiscalyears', ({ company, now }) => fiscalYears(company, now))
  get('/dimensions', ({ company, query }) => dimensions(company, query, commit))
  get('/dimensions/:id', ({ company, params }) => readDimension(company, Number(params['id'])))
}

// Many ids make a path segment longer than a named parameter may be: hence the wildcards of reads by id.
function mountReceipts(app: FastifyInstance, serve: Serve, commit: Commit): void {
  const path = '/api/ledgerreceipts'
  app.post(
    path,
    serve(true, 'saveReceipt', ({ company, body, query, now }) => createReceipt(company, body, query, now, commit)),
  )
  app.get(
    path,
    serve(false, 'receipts', ({ company, query }) => searchReceipts(company, query)),
  )
  app.get(
    `${path}/*`,
    serve(false, 'none', ({ company, params }) => readReceipts(company, params['*'] ?? '')),
  )
  app.put(
    `${path}/:id`,
    serve(true, 'saveReceipt', ({ company, params, body, query, now }) =>
      changeReceipt(company, Number(params['id']), body, query, now, commit),
    ),
  )
  for (const step of ['approve', 'invalidate', 'unfinished'] satisfies Step[]) {
    app.put(
      `${path}/:id/${step}`,
      serve(true, 'none', ({ company, params, now }) => stepReceipt(company, Number(params['id']), step, now, commit)),
    )
  }
}

function mountInvoices(app: FastifyInstance, serve: Serve, commit: Commit): void {
  app.get(
    '/api/invoices',
    serve(false, 'invoices', ({ company, query, now }) => searchInvoices(company, query, now, commit)),
  )
  app.get(
    '/api/invoices/*',
    // The wildcard names the resource, and only payment events take parameters.
    serve(false, 'paymentEvents', ({ company, params, query }) => {
      const [ids = '', part] = (params['*'] ?? '').split('/')
      if (part === 'paymentevents') return searchPaymentEvents(company, Number(ids), query)
      return part === undefined ? readInvoices(company, ids) : complain(404, 'No such resource')
    }),
  )
  app.put(
    '/api/invoices/:id/paymentevents/markpaid',
    serve(true, 'markPaid', ({ company, params, body, now }) =>
      markPaid(company, Number(params['id']), body, now, commit),
    ),
  )
}
