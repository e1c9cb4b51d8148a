/**
 * A stand-in for Fivaldi's API: signed requests, a bucket of calls, companies by business id, vouchers of types and months
 * that close. A company is created at its first request, with a partner of its name.
 */
import type { FastifyInstance } from 'fastify'
import { customerOfPartner, simulatedCuid } from '../../connectors/fivaldi/sandbox-keys.ts'
import { inspected, mountCompanySettings } from '../kit/companies.ts'
import { type Answer, send } from '../kit/guard.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { complain, ok } from './answers.ts'
import { type Books, type Commit, createBooks, type Entry } from './books.ts'
import { type Call, createGuard, type Serve } from './guard.ts'
import { inspectCompany } from './inspect.ts'
import { CompanySettings, lastDayOf, voucherTypesOf, yearsOf } from './settings.ts'
import { createVoucher, deleteVoucher, listVouchers, readVoucher } from './vouchers.ts'

const BASE = '/customer/api'
const COMPANY = `${BASE}/companies/:cuid/bookkeeping`
const MONTHS_MAX = 1_200

export function createFivaldiSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit: Commit = (entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const serve = createGuard(kit, books)
  return {
    name: 'fivaldi',
    mount(app) {
      mountMasters(app, serve)
      mountVouchers(app, serve, commit)
      mountDeletion(app, books, commit)
      mountCompanySettings(app, {
        schema: CompanySettings,
        set: (company, settings) => commit({ t: 'settings', company, settings }),
        complain: (message) => complain(400, message),
      })
    },
    inspect: (company) => inspected(books.companies, company, inspectCompany),
  }
}

function mountMasters(app: FastifyInstance, serve: Serve): void {
  const get = (path: string, parameters: string[], handler: (call: Call) => Answer) =>
    app.get(path, serve(false, parameters, handler))
  get(`${BASE}/ping`, [], () => ok('pong'))
  get(`${BASE}/companies`, ['businessId', 'customerId', 'fields'], companiesOf)
  get(`${COMPANY}/voucherTypes`, ['usage'], ({ company }) =>
    ok(voucherTypesOf(company.settings).map(({ id, description }) => ({ id, usage: 'BOOKKEEPING', description }))),
  )
  get(`${COMPANY}/vatCodes`, [], ({ company }) =>
    ok([
      {
        ...{ vatId: 1, vatAccount: 2939 },
        vatPercentages: (company.settings.vatCodes ?? ['1']).map((code) => ({
          ...{ vatPercentageCode: code, percentage: 25.5, description: 'Kotimaan myynti', startDate: '2024-09-01' },
        })),
      },
    ]),
  )
  get(`${COMPANY}/fiscalYears`, [], ({ company: { settings } }) =>
    ok(
      yearsOf(settings).map(({ id, from, to }) => ({
        ...{ id, startDate: from, endDate: to },
        fiscalYearStatus: to < (settings.closedBefore ?? '') ? 'CLOSED' : 'OPEN',
      })),
    ),
  )
  get(`${COMPANY}/monthStatus`, ['startMonth', 'endMonth'], monthsOf)
}

function companiesOf({ company, query, headers }: Call): Answer {
  const businessId = customerOfPartner(String(headers['x-fivaldi-partner']))?.businessId
  const isOther = query['businessId'] !== undefined && query['businessId'] !== businessId
  const count = isOther ? 0 : (company.settings.companies ?? 1)
  return ok(
    Array.from({ length: count }, (_, i) => ({
      ...{ companyId: i + 1, cuid: `${simulatedCuid(company.id)}${i === 0 ? '' : `-${i}`}` },
      ...{ name1: company.id, businessId, currency: 'EUR', countryId: 'FI', language: 'FIN' },
    })),
  )
}

/** The months from one to another that lie in a fiscal year. */
function monthsOf({ company: { settings }, query }: Call): Answer {
  const [start = '', end = ''] = [query['startMonth'], query['endMonth']]
  if (!/^\d{6}$/.test(start) || !/^\d{6}$/.test(end)) {
    return complain(400, 'Bad Request', ['startMonth and endMonth are required'])
  }
  const months: object[] = []
  for (let month = Number(start), n = 0; month <= Number(end) && n < MONTHS_MAX; month = after(month), n++) {
    const last = lastDayOf(month)
    const year = yearsOf(settings).find(({ from, to }) => from <= last && last <= to)
    if (year === undefined) continue
    const status = last < (settings.closedBefore ?? '') ? 'CLOSED' : 'OPEN'
    months.push({ bookkeepingMonth: month, status, fiscalYear: year.id })
  }
  return ok(months)
}

function after(month: number): number {
  return month % 100 === 12 ? month + 89 : month + 1
}

function mountVouchers(app: FastifyInstance, serve: Serve, commit: Commit): void {
  app.post(
    `${COMPANY}/vouchers`,
    serve(true, [], (call) => createVoucher(call, commit)),
  )
  app.get(`${COMPANY}/vouchers`, serve(false, ['startDate', 'endDate'], listVouchers))
  app.get(`${COMPANY}/vouchers/:number`, serve(false, [], readVoucher))
}

/** The test route by which a person at work deletes a voucher in Fivaldi. */
function mountDeletion(app: FastifyInstance, books: Books, commit: Commit): void {
  app.delete('/companies/:company/vouchers/:number', (request, reply) => {
    const { company, number } = request.params as { company: string; number: string }
    const isThere = deleteVoucher(books.company(company), Number(number), commit)
    return send(reply, isThere ? ok({ deleted: number }) : complain(404, `Voucher ${number} not found`))
  })
}
