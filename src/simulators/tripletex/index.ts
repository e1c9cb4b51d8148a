/**
 * A stand-in for Tripletex's REST API: session tokens that end, vouchers whose VAT is booked by the system, payments that
 * are registered on invoices, closed accounting periods, a limit of calls that headers report. Requests name all by ids of
 * the company. A company is created at its first token.
 */
import type { FastifyInstance } from 'fastify'
import { inspected, mountCompanySettings } from '../kit/companies.ts'
import { send } from '../kit/guard.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { invalid } from './answers.ts'
import { type Commit, createBooks, type Entry } from './books.ts'
import { createGuard, type Serve } from './guard.ts'
import { inspectCompany } from './inspect.ts'
import { listedInvoices, listInvoices, payInvoice, readInvoice } from './invoices.ts'
import {
  listAccounts,
  listItems,
  listPaymentTypes,
  listPeriods,
  listVatTypes,
  listVoucherTypes,
  whoAmI,
} from './masters.ts'
import { CompanySettings } from './settings.ts'
import { createTokens, type Tokens } from './tokens.ts'
import {
  createVoucher,
  findByExternalNumber,
  listPostings,
  listVouchers,
  readVoucher,
  reverseVoucher,
} from './vouchers.ts'

const LIST = ['from', 'count', 'fields', 'sorting']
const DAYS = [...LIST, 'dateFrom', 'dateTo']

export function createTripletexSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit: Commit = (entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const tokens = createTokens(() => kit.now())
  const serve = createGuard(kit, books, tokens)
  return {
    name: 'tripletex',
    mount(app) {
      mountTokens(app, tokens, serve)
      mountMasters(app, serve, commit)
      mountLedger(app, serve, commit)
      mountInvoices(app, serve, commit)
      mountCompanySettings(app, {
        schema: CompanySettings,
        set(company, settings) {
          commit({ t: 'settings', company, settings })
          listedInvoices(books.company(company), settings, commit)
        },
        complain: (message) => invalid('', message),
      })
    },
    inspect: (company) => inspected(books.companies, company, inspectCompany),
  }
}

// Two colons stand for one: Tripletex names its actions so.
function mountTokens(app: FastifyInstance, tokens: Tokens, serve: Serve): void {
  app.put('/v2/token/session/::create', (request, reply) =>
    send(reply, tokens.create(request.query as Record<string, string | undefined>)),
  )
  app.post('/v2/token/session/::createFromRefreshToken', (request, reply) =>
    send(reply, tokens.createFromRefreshToken(request.body)),
  )
  app.get('/v2/token/session/>whoAmI', serve(false, ['fields'], whoAmI))
}

function mountMasters(app: FastifyInstance, serve: Serve, commit: Commit): void {
  app.get('/v2/ledger/account', serve(false, [...LIST, 'number'], listAccounts))
  app.get('/v2/ledger/vatType', serve(false, [...LIST, 'number'], listVatTypes))
  app.get('/v2/ledger/voucherType', serve(false, [...LIST, 'name'], listVoucherTypes))
  app.get('/v2/ledger/accountingPeriod', serve(false, LIST, listPeriods))
  app.get('/v2/invoice/paymentType', serve(false, [...LIST, 'description'], listPaymentTypes))
  const items = [
    ['customer', '/v2/customer', 'customerAccountNumber'],
    ['department', '/v2/department', 'departmentNumber'],
    ['project', '/v2/project', 'number'],
  ] as const
  for (const [kind, path, parameter] of items) {
    app.get(path, serve(false, [...LIST, parameter], listItems(kind, parameter, commit)))
  }
}

function mountLedger(app: FastifyInstance, serve: Serve, commit: Commit): void {
  const write = ['sendToLedger', 'fields']
  app.post(
    '/v2/ledger/voucher',
    serve(true, write, (call) => createVoucher(call, commit)),
  )
  app.get('/v2/ledger/voucher', serve(false, DAYS, listVouchers))
  app.get(
    '/v2/ledger/voucher/>externalVoucherNumber',
    serve(false, [...LIST, 'externalVoucherNumber'], findByExternalNumber),
  )
  app.get('/v2/ledger/voucher/:id', serve(false, ['fields'], readVoucher))
  app.put(
    '/v2/ledger/voucher/:id/::reverse',
    serve(true, ['date', 'fields'], (call) => reverseVoucher(call, commit)),
  )
  app.get('/v2/ledger/posting', serve(false, [...DAYS, 'accountNumberFrom', 'accountNumberTo'], listPostings))
}

function mountInvoices(app: FastifyInstance, serve: Serve, commit: Commit): void {
  const search = [...LIST, 'invoiceDateFrom', 'invoiceDateTo', 'invoiceNumber', 'kid']
  const payment = ['paymentDate', 'paymentTypeId', 'paidAmount', 'paidAmountCurrency']
  app.get(
    '/v2/invoice',
    serve(false, search, (call) => listInvoices(call, commit)),
  )
  app.get('/v2/invoice/:id', serve(false, ['fields'], readInvoice))
  app.put(
    '/v2/invoice/:id/::payment',
    serve(true, payment, (call) => payInvoice(call, commit)),
  )
}
