/**
 * A stand-in for e-conomic's REST API: two tokens as headers, vouchers that wait in journals, accounting years with
 * periods that close, booked invoices, filters, and an idempotency key that is kept for an hour. The OpenAPI of journals
 * books a journal. A company is created at its first request.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { customerOfGrant, deriveSimulatorKeys } from '../../connectors/economic/sandbox-keys.ts'
import { inspected, mountCompanySettings } from '../kit/companies.ts'
import type { FaultOrder } from '../kit/faults.ts'
import { type Answer, type Call, createCallLimit, createGuard, type Serve } from '../kit/guard.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { complain, ok, pageOf } from './answers.ts'
import { type Books, type Commit, type Company, createBooks, type Entry } from './books.ts'
import { listBooked, listDrafts } from './entries.ts'
import { inspectCompany } from './inspect.ts'
import { listedInvoices, listInvoices } from './invoices.ts'
import { CompanySettings, journalsOf, periodsOf, yearsOf } from './settings.ts'
import { bookJournal, createVoucher, readVoucher } from './vouchers.ts'

const PAGING = ['skippages', 'pagesize']
const LIST = [...PAGING, 'filter']
const MINUTE_MS = 60_000

export function createEconomicSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit: Commit = (entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const tooMany = createCallLimit(() => kit.now().getTime(), MINUTE_MS)
  const serve = createGuard<Company, readonly string[]>(kit, {
    enter: (request) => enter(request, books),
    tooMany: ({ id, settings }) =>
      tooMany(id, settings.callsPerMinute)
        ? { ...complain(429, 'Too many requests.'), headers: { 'retry-after': '60' } }
        : undefined,
    expire: () => unauthorized(),
    inOwnWords,
    wrongQuery(parameters, query) {
      const unknown = Object.keys(query).find((name) => !parameters.includes(name))
      return unknown === undefined ? undefined : complain(400, `${unknown} is not a known query parameter.`)
    },
  })
  return {
    name: 'economic',
    mount(app) {
      app.get('/requestaccess', (request, reply) => grantAccess(request, reply, books))
      mountMasters(app, serve)
      mountJournals(app, serve, commit)
      mountCompanySettings(app, {
        schema: CompanySettings,
        set(company, settings) {
          commit({ t: 'settings', company, settings })
          listedInvoices(books.company(company), settings, commit)
        },
        complain: (message) => complain(400, message),
      })
    },
    inspect: (company) => inspected(books.companies, company, inspectCompany),
  }
}

function enter({ headers, method }: FastifyRequest, books: Books): Company | Answer {
  const grant = String(headers['x-agreementgranttoken'])
  const customer = customerOfGrant(grant)
  if (customer === undefined) return unauthorized()
  const company = books.company(customer)
  const keys = deriveSimulatorKeys(customer, company.settings.grant)
  if (grant !== keys.agreementGrantToken || headers['x-appsecrettoken'] !== keys.appSecretToken) return unauthorized()
  if (method !== 'GET' && company.settings.readOnly === true) {
    return complain(403, 'The role of the grant does not allow it.')
  }
  return company
}

function unauthorized(): Answer {
  return complain(401, 'Access denied. A token is missing, unknown or revoked.')
}

function inOwnWords({ fault, code, text }: FaultOrder): Answer | undefined {
  if (fault === 'MAINTENANCE') return complain(500, 'e-conomic is closed for maintenance.')
  if (fault !== 'REFUSE') return undefined
  if (code === 'FORBIDDEN') return complain(403, text ?? 'The role of the grant does not allow it.')
  return complain(400, text ?? 'Refused.', code)
}

/** The page where a person grants the app access: it sends them back with the token. The app's public token is the company. */
function grantAccess(request: FastifyRequest, reply: FastifyReply, books: Books): FastifyReply {
  const { appPublicToken = '', redirectUrl = '' } = request.query as Record<string, string | undefined>
  const { agreementGrantToken } = deriveSimulatorKeys(
    appPublicToken,
    books.companies.get(appPublicToken)?.settings.grant,
  )
  if (customerOfGrant(agreementGrantToken) === undefined || !URL.canParse(redirectUrl)) {
    return reply.code(400).send({ message: 'appPublicToken or redirectUrl is not valid.' })
  }
  const back = new URL(redirectUrl)
  back.searchParams.set('token', agreementGrantToken)
  return reply.redirect(back.href)
}

function mountMasters(app: FastifyInstance, serve: Serve<Company>): void {
  const get = (path: string, parameters: string[], handler: (call: Call<Company>) => Answer) =>
    app.get(path, serve(false, parameters, handler))
  get('/self', [], ({ company }) =>
    ok({
      agreementNumber: 1_000_000,
      company: { name: company.id, vatNumber: '12345678' },
      settings: { baseCurrency: company.settings.currency ?? 'DKK' },
    }),
  )
  get('/accounting-years', LIST, ({ company, query }) =>
    pageOf(
      yearsOf(company.settings).map(({ year, from, to, closed }) => ({
        ...{ year, fromDate: from, toDate: to },
        // An answer leaves out each property that is false.
        ...(closed === true ? { closed } : {}),
      })),
      query,
    ),
  )
  get('/accounting-years/:year/periods', LIST, ({ company, params, query }) => {
    const name = (params['year'] ?? '').replaceAll('_6_', '/')
    const year = yearsOf(company.settings).find((one) => one.year === name)
    if (year === undefined) return complain(404, `accounting year ${name} not found.`)
    const periods = periodsOf(company.settings, year)
    return pageOf(
      periods.map(({ number, from, to, closed }) => ({
        ...{ periodNumber: number, fromDate: from, toDate: to },
        ...(closed ? { closed } : {}),
      })),
      query,
    )
  })
  get('/journals', LIST, ({ company, query }) =>
    pageOf(
      journalsOf(company.settings).map((number) => ({ journalNumber: number, name: `Kassekladde ${number}` })),
      query,
    ),
  )
  get('/vat-accounts', LIST, ({ company, query }) =>
    pageOf(
      (company.settings.vatCodes ?? ['I25', 'U25']).map((code) => ({ vatCode: code, name: `Moms ${code}` })),
      query,
    ),
  )
}

function mountJournals(app: FastifyInstance, serve: Serve<Company>, commit: Commit): void {
  app.post(
    '/journals/:journal/vouchers',
    serve(true, [], (call) => createVoucher(call, commit)),
  )
  app.get('/journals/:journal/vouchers/:key', serve(false, [], readVoucher))
  app.get('/journals/:journal/entries', serve(false, LIST, listDrafts))
  app.get('/accounting-years/:year/entries', serve(false, LIST, listBooked))
  app.get(
    '/invoices/booked',
    serve(false, LIST, (call) => listInvoices(call, commit)),
  )
  app.post(
    '/journalsapi/:version/journals/:journal/book',
    serve(true, [], (call) => bookJournal(call, commit)),
  )
}
