/**
 * A stand-in for Procountor's REST API: tokens that expire, receipts that must reconcile VAT included, invoices that are
 * marked paid, closed periods, version conflicts. Requests may come side by side, as in the real one. A company springs
 * into being at its first token.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Value } from 'typebox/value'
import { playFault } from '../kit/answer-fault.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { type Answer, complain, objectOf, ok } from './answers.ts'
import { type Company, createBooks, type Entry } from './books.ts'
import { inspectCompany } from './inspect.ts'
import { listInvoices, markPaid, readInvoices, searchInvoices, searchPaymentEvents } from './invoices.ts'
import { chartOfAccounts, dimensions, fiscalYears, readDimension, settingsEntry, vatDefaults } from './masters.ts'
import { changeReceipt, createReceipt, readReceipts, searchReceipts, type Step, stepReceipt } from './receipts.ts'
import { CompanySettings } from './settings.ts'
import { createTokens } from './tokens.ts'

interface Call {
  company: Company
  params: Record<string, string>
  query: Record<string, string | undefined>
  body: unknown
  now: Date
}
type Handler = (call: Call) => Answer

export function createProcountorSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit = (entry: Entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const tokens = createTokens(() => kit.now())
  const seconds = new Map<string, { second: number; count: number }>()

  /** True when the company's limit of requests a second is used up. */
  const tooMany = (company: Company): boolean => {
    const max = company.settings.requestsPerSecond
    if (max === undefined) return false
    const second = Math.floor(kit.now().getTime() / 1_000)
    const used = seconds.get(company.id)
    const count = used?.second === second ? used.count + 1 : 1
    seconds.set(company.id, { second, count })
    return count > max
  }

  const serve = (write: boolean, handler: Handler) => async (request: FastifyRequest, reply: FastifyReply) => {
    const id = tokens.companyOf(request.headers.authorization)
    if (id === undefined) return send(reply, complain(401, 'Access token is missing, unknown or expired'))
    const company = books.company(id)
    const before = write || nextIsForReads(kit, id) ? kit.faults.take('before', id) : undefined
    if (before !== undefined) {
      if (await playFault(before, request, reply)) return reply
      if (before.fault === 'EXPIRED_TOKEN') {
        tokens.revoke(request.headers.authorization)
        return send(reply, complain(401, 'Access token has expired'))
      }
      if (before.fault === 'MAINTENANCE') return send(reply, complain(503, 'Procountor is closed for maintenance'))
      if (before.fault === 'REFUSE') return send(reply, complain(400, before.text ?? 'Refused', before.code))
    }
    if (tooMany(company)) return send(reply.header('retry-after', '1'), complain(429, 'Too many requests'))
    if (write && company.settings.latencyMs) await sleep(company.settings.latencyMs)
    const answer = handler({
      company,
      params: request.params as Record<string, string>,
      query: request.query as Record<string, string | undefined>,
      body: request.body,
      now: kit.now(),
    })
    const after = write && answer.code === 200 ? kit.faults.take('after', id) : undefined
    if (after !== undefined && (await playFault(after, request, reply))) return reply
    return send(reply, answer)
  }

  const mount = (app: FastifyInstance) => {
    const get = (path: string, handler: Handler) => app.get(`/api${path}`, serve(false, handler))
    const put = (path: string, handler: Handler) => app.put(`/api${path}`, serve(true, handler))
    app.post('/api/oauth/token', (request, reply) =>
      send(reply, tokens.issue(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '')),
    )
    get('/sessioninfo', ({ company }) => ok({ companyId: 1, name: company.id, userId: 1, userName: 'Simulated user' }))
    get('/coa', ({ company }) => chartOfAccounts(company))
    get('/vats/default', ({ company }) => vatDefaults(company))
    get('/fiscalyears', ({ company, now }) => fiscalYears(company, now))
    get('/dimensions', ({ company, query }) => dimensions(company, query, commit))
    get('/dimensions/:id', ({ company, params }) => readDimension(company, Number(params['id'])))
    app.post(
      '/api/ledgerreceipts',
      serve(true, ({ company, body, query, now }) => createReceipt(company, body, query, now, commit)),
    )
    get('/ledgerreceipts', ({ company, query }) => searchReceipts(company, query))
    // Many ids make a long path segment, longer than a named parameter may be: hence the wildcards.
    get('/ledgerreceipts/*', ({ company, params }) => readReceipts(company, params['*'] ?? ''))
    put('/ledgerreceipts/:id', ({ company, params, body, query, now }) =>
      changeReceipt(company, Number(params['id']), body, query, now, commit),
    )
    for (const step of ['approve', 'invalidate', 'unfinished'] satisfies Step[]) {
      put(`/ledgerreceipts/:id/${step}`, ({ company, params, now }) =>
        stepReceipt(company, Number(params['id']), step, now, commit),
      )
    }
    get('/invoices', ({ company, query, now }) => searchInvoices(company, query, now, commit))
    get('/invoices/*', ({ company, params, query }) => {
      const [ids = '', part] = (params['*'] ?? '').split('/')
      if (part === 'paymentevents') return searchPaymentEvents(company, Number(ids), query)
      return part === undefined ? readInvoices(company, ids) : complain(404, 'No such resource')
    })
    put('/invoices/:id/paymentevents/markpaid', ({ company, params, body, now }) =>
      markPaid(company, Number(params['id']), body, now, commit),
    )
    app.put('/companies/:company', (request, reply) => {
      const company = books.company((request.params as { company: string }).company)
      const settings = objectOf(request.body)?.json
      if (!Value.Check(CompanySettings, settings)) {
        const [fault] = Value.Errors(CompanySettings, settings)
        return send(reply, complain(400, fault?.message ?? 'must be a JSON object', fault?.instancePath))
      }
      commit(settingsEntry(company, settings))
      listInvoices(company, settings, kit.now(), commit)
      return send(reply, ok({ company: company.id, settings }))
    })
  }

  return {
    name: 'procountor',
    mount,
    inspect(company) {
      if (company === undefined) {
        return { companies: Object.fromEntries([...books.companies].map(([id, one]) => [id, inspectCompany(one)])) }
      }
      const known = books.companies.get(company)
      return known === undefined ? { vouchers: [], payments: [] } : inspectCompany(known)
    },
  }
}

async function send(reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  return reply.code(answer.code).send(answer.body)
}

// Reads are left alone but for an expired token and maintenance: only when one of these is next is a fault taken.
function nextIsForReads(kit: SimulatorKit, company: string): boolean {
  for (const order of kit.faults.list()) {
    const fault: string = order.fault
    if (fault.startsWith('COMMIT_') || (order.company !== undefined && order.company !== company)) continue
    return fault === 'EXPIRED_TOKEN' || fault === 'MAINTENANCE'
  }
  return false
}
