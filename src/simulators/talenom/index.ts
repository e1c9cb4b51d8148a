/**
 * A stand-in for Talenom's General Ledger API: tokens that expire, a subscription key at the gateway, vouchers that must
 * balance and lie in an open period, drafts, peeled VAT, ids that a client may give. A company is created at its
 * first token.
 */
import type { FastifyInstance } from 'fastify'
import { inspected, mountCompanySettings, textOf } from '../kit/companies.ts'
import { send } from '../kit/guard.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { complain } from './answers.ts'
import { type Commit, createBooks, type Entry } from './books.ts'
import { createGuard, type Serve } from './guard.ts'
import { inspectCompany } from './inspect.ts'
import { CompanySettings } from './settings.ts'
import { createTokens } from './tokens.ts'
import {
  accountBalances,
  addAcceptedVouchers,
  addVouchers,
  deleteVoucher,
  listEvents,
  listVouchers,
  usedAccounts,
} from './vouchers.ts'

const BASE = '/fi/general-ledger'
const PAGING = ['pageIndex', 'pageSize']

export function createTalenomSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit: Commit = (entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const tokens = createTokens(() => kit.now())
  const serve = createGuard(kit, books, tokens)
  return {
    name: 'talenom',
    mount(app) {
      app.post('/identity/connect/token', (request, reply) => send(reply, tokens.issue(textOf(request))))
      mountReads(app, serve)
      mountWrites(app, serve, commit)
      mountCompanySettings(app, {
        schema: CompanySettings,
        set: (company, settings) => commit({ t: 'settings', company, settings }),
        complain,
      })
    },
    inspect: (company) => inspected(books.companies, company, inspectCompany),
  }
}

function mountReads(app: FastifyInstance, serve: Serve): void {
  const get = (path: string, parameters: readonly string[], handler: Parameters<Serve>[2]) =>
    app.get(`${BASE}${path}/:organisation`, serve(false, parameters, handler))
  const filters = ['id', 'dateFrom', 'dateTo', 'category', 'voucherState', 'includePostings']
  get('/v2/vouchers', [...PAGING, ...filters], listVouchers)
  get('/v1/general-ledger-events', [...PAGING, 'fromDate', 'toDate', 'accountNumbers', 'category'], listEvents)
  get('/v1/account-balances', ['date', 'accountNumbers'], accountBalances)
  get('/v1/chart-of-accounts/used-accounts', ['fromDate', 'toDate'], usedAccounts)
}

function mountWrites(app: FastifyInstance, serve: Serve, commit: Commit): void {
  app.post(
    `${BASE}/v2/vouchers/:organisation`,
    serve(true, [], (call) => addVouchers(call, commit)),
  )
  app.post(
    `${BASE}/v1/vouchers/accepted/:organisation`,
    serve(true, [], (call) => addAcceptedVouchers(call, commit)),
  )
  app.delete(
    `${BASE}/v1/vouchers/:organisation/:voucher`,
    serve(true, [], (call) => deleteVoucher(call, commit)),
  )
}
