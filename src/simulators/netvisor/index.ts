/**
 * A stand-in for Netvisor's XML interface: signed requests, one at a time for a company, request ids that are taken
 * once, elements in the DTD's order, locked periods. A company is created at its first authenticated request.
 */
import type { FastifyInstance } from 'fastify'
import { Value } from 'typebox/value'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { type Books, createBooks } from './books.ts'
import { inserted } from './envelope.ts'
import { createGuard, type Serve } from './guard.ts'
import { inspectCompany } from './inspect.ts'
import { accountingPeriodList, accountList, voucherTypeList } from './masters.ts'
import { readPayment } from './payments.ts'
import { accountingLedger, salesPaymentList } from './reads.ts'
import type { Entry } from './records.ts'
import { CompanySettings } from './settings.ts'
import { readVoucher } from './vouchers.ts'
import { decodeBody, parseXml } from './xml.ts'

type Commit = (entry: Entry) => void

export function createNetvisorSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit: Commit = (entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const serve = createGuard(kit, books)
  return {
    name: 'netvisor',
    mount(app) {
      mountWrites(app, serve, commit)
      mountReads(app, serve)
      mountSettings(app, books, commit)
    },
    inspect(company) {
      if (company === undefined) {
        return { companies: Object.fromEntries([...books.companies].map(([id, one]) => [id, inspectCompany(one)])) }
      }
      const known = books.companies.get(company)
      return known === undefined ? { vouchers: [], payments: [], overlaps: 0, replays: 0 } : inspectCompany(known)
    },
  }
}

function mountWrites(app: FastifyInstance, serve: Serve, commit: Commit): void {
  app.post(
    '/accounting.nv',
    serve(true, ({ company, query, body, now }) => {
      const raw = decodeBody(body)
      const voucher = readVoucher(company, parseXml(raw), query, now)
      commit({ t: 'voucher', company: company.id, voucher, raw })
      return inserted(voucher.netvisorKey)
    }),
  )
  app.post(
    '/salespayment.nv',
    serve(true, ({ company, body, now }) => {
      const raw = decodeBody(body)
      const payment = readPayment(company, parseXml(raw), now)
      commit({ t: 'payment', company: company.id, payment, raw })
      return inserted(payment.netvisorKey)
    }),
  )
}

function mountReads(app: FastifyInstance, serve: Serve): void {
  app.get(
    '/accountingledger.nv',
    serve(false, ({ company, query }) => accountingLedger(company, query)),
  )
  app.get(
    '/salespaymentlist.nv',
    serve(false, ({ company, query }) => salesPaymentList(company, query)),
  )
  app.get(
    '/vouchertypelist.nv',
    serve(false, () => voucherTypeList()),
  )
  app.get(
    '/accountingperiodlist.nv',
    serve(false, ({ company, now }) => accountingPeriodList(company, now)),
  )
  app.get(
    '/accountlist.nv',
    serve(false, ({ company }) => accountList(company)),
  )
}

/** The test routes: how a company differs from the default one, and a person who voids a voucher there. */
function mountSettings(app: FastifyInstance, books: Books, commit: Commit): void {
  app.put('/companies/:company', async (request, reply) => {
    const company = books.company((request.params as { company: string }).company)
    const settings = jsonOf(request.body)
    if (!Value.Check(CompanySettings, settings)) {
      const [fault] = Value.Errors(CompanySettings, settings)
      const error = `${fault?.instancePath ?? ''} ${fault?.message ?? 'must be a JSON object'}`.trim()
      return reply.code(400).send({ error })
    }
    commit({ t: 'settings', company: company.id, settings })
    return reply.send({ company: company.id, settings })
  })
  app.post('/companies/:company/vouchers/:key/invalidate', async (request, reply) => {
    const { company, key } = request.params as { company: string; key: string }
    const netvisorKey = Number(key)
    if (books.companies.get(company)?.vouchers.has(netvisorKey) !== true) {
      return reply.code(404).send({ error: `${company} has no voucher ${key}` })
    }
    commit({ t: 'invalidated', company, netvisorKey })
    return reply.send({ netvisorKey, status: 'invalidated' })
  })
}

function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  } catch {
    return undefined
  }
}
