/**
 * A stand-in for Netvisor: signed XML requests, one at a time for a company, each request id once. A company springs into
 * being at its first authenticated request; its books survive a restart.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { Value } from 'typebox/value'
import { playFault } from '../kit/answer-fault.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { readVoucher } from './accounting.ts'
import { authenticate, type Caller } from './auth.ts'
import { type Books, type Company, createBooks, type Entry } from './books.ts'
import { failedAnswer, inserted, okAnswer, Refusal } from './envelope.ts'
import { type Element, parseRequest } from './ordered-xml.ts'
import { readPayment } from './payments.ts'
import { accountingLedger, accountingPeriodList, salesPaymentList, voucherTypeList } from './reads.ts'
import { CompanySettings } from './settings.ts'

const REQUEST_IDS_MAX = 100_000
const RAW_KEPT = 100
/** Faults of a line or of storing are for writes; these can meet any request. */
const FAULTS_OF_READS = ['MAINTENANCE', 'EXPIRED_TOKEN'] as const

interface Ground {
  kit: SimulatorKit
  books: Books
  commit(entry: Entry): void
  requestIds: LRUCache<string, true>
}

type Write = (root: Element, company: Company, now: Date) => { key: number; entry: Entry }
type Read = (company: Company, query: Record<string, string | undefined>, now: Date) => string

export function createNetvisorSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks()
  kit.journal.replay((entry) => books.apply(entry as Entry))
  const commit = (entry: Entry) => {
    kit.journal.append(entry)
    books.apply(entry)
  }
  const ground: Ground = { kit, books, commit, requestIds: new LRUCache({ max: REQUEST_IDS_MAX }) }
  return {
    name: 'netvisor',
    mount(app) {
      const write = (path: string, run: Write) =>
        app.post(path, (request, reply) => serveWrite(ground, request, reply, run))
      write('/accounting.nv', (root, company, now) => {
        const voucher = readVoucher(root, company, books, now)
        return { key: voucher.netvisorKey, entry: { type: 'voucher', company: company.id, voucher } }
      })
      write('/salespayment.nv', (root, company, now) => {
        const payment = readPayment(root, company, books, now)
        return { key: payment.netvisorKey, entry: { type: 'payment', company: company.id, payment } }
      })
      const read = (path: string, run: Read) =>
        app.get(path, (request, reply) => serveRead(ground, request, reply, run))
      read('/accountingledger.nv', accountingLedger)
      read('/salespaymentlist.nv', salesPaymentList)
      read('/vouchertypelist.nv', voucherTypeList)
      read('/accountingperiodlist.nv', (company, _query, now) => accountingPeriodList(company, now))
      mountCompanies(app, ground)
    },
    inspect(id) {
      if (id === undefined)
        return { companies: Object.fromEntries([...books.companies].map(([key, company]) => [key, shown(company)])) }
      const company = books.companies.get(id)
      return company === undefined ? { vouchers: [], payments: [], overlaps: 0, replays: 0 } : shown(company)
    },
  }
}

function shown({ vouchers, payments, overlaps, replays, settings }: Company): unknown {
  return { vouchers, payments, overlaps, replays, settings }
}

/** Admits a request and runs it; whatever refuses becomes Netvisor's FAILED envelope, with HTTP 200 like the real one. */
async function serve(
  ground: Ground,
  request: FastifyRequest,
  reply: FastifyReply,
  writing: boolean,
  run: (company: Company, caller: Caller, now: Date) => Promise<string | undefined>,
): Promise<FastifyReply> {
  const now = ground.kit.now()
  let busy: Company | undefined
  try {
    const caller = authenticate(request, now)
    const company = ground.books.companyOf(caller.company)
    if (ground.requestIds.has(caller.transactionId)) {
      company.replays++
      throw new Refusal('REQUEST_NOT_UNIQUE', `The transaction id ${caller.transactionId} was used before`)
    }
    ground.requestIds.set(caller.transactionId, true)
    if (company.busy && company.settings.overlap !== 'allow') {
      company.overlaps++
      throw new Refusal('TECHNICAL_ERROR', 'Another request of this company is under way')
    }
    company.busy = true
    busy = company
    const fault = ground.kit.faults.take('before', company.id, writing ? undefined : FAULTS_OF_READS)
    if (fault) {
      if (await playFault(fault, request, reply)) return reply
      if (fault.fault === 'MAINTENANCE') throw new Refusal('SYSTEM_MAINTANANCE', 'Netvisor is under maintenance')
      if (fault.fault === 'EXPIRED_TOKEN') throw new Refusal('AUTHENTICATION_FAILED', 'Integration keys are not valid')
      if (fault.fault === 'REFUSE') throw new Refusal(fault.code ?? 'INVALID_DATA', fault.text ?? 'Refused as ordered')
    }
    const content = await run(company, caller, now)
    return content === undefined ? reply : reply.type('text/xml; charset=utf-8').send(okAnswer(content, now))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return reply.type('text/xml; charset=utf-8').send(failedAnswer(error.code, error.message, now))
  } finally {
    if (busy) busy.busy = false
  }
}

function serveWrite(ground: Ground, request: FastifyRequest, reply: FastifyReply, write: Write): Promise<FastifyReply> {
  return serve(ground, request, reply, true, async (company, _caller, now) => {
    if (company.settings.latencyMs) await sleep(company.settings.latencyMs)
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const { key, entry } = write(parseRequest(body), company, now)
    ground.commit(entry)
    keepRaw(company, entry, body)
    const fault = ground.kit.faults.take('after', company.id)
    if (fault && (await playFault(fault, request, reply))) return undefined
    return inserted(key)
  })
}

function serveRead(ground: Ground, request: FastifyRequest, reply: FastifyReply, read: Read): Promise<FastifyReply> {
  return serve(ground, request, reply, false, async (company, _caller, now) =>
    read(company, request.query as Record<string, string | undefined>, now),
  )
}

/** The bodies of the latest hundred, for whoever wants to see what was sent to the letter. */
function keepRaw(company: Company, entry: Entry, body: Buffer): void {
  if (entry.type === 'voucher') {
    entry.voucher.raw = body.toString('latin1')
    delete company.vouchers.at(-1 - RAW_KEPT)?.raw
  } else if (entry.type === 'payment') {
    entry.payment.raw = body.toString('latin1')
    delete company.payments.at(-1 - RAW_KEPT)?.raw
  }
}

function mountCompanies(app: FastifyInstance, ground: Ground): void {
  app.put<{ Params: { company: string } }>('/companies/:company', (request, reply) => {
    const settings: unknown = JSON.parse(Buffer.isBuffer(request.body) ? request.body.toString() : '{}')
    if (!Value.Check(CompanySettings, settings)) {
      return reply.code(400).send({ errors: Value.Errors(CompanySettings, settings) })
    }
    ground.commit({ type: 'settings', company: request.params.company, settings })
    return ground.books.companyOf(request.params.company).settings
  })
  // What an accountant might do in Netvisor itself, for trying reconciliation.
  app.post<{ Params: { company: string; key: string } }>('/companies/:company/vouchers/:key/invalidate', (request) => {
    ground.commit({ type: 'invalidated', company: request.params.company, netvisorKey: Number(request.params.key) })
    return { ok: true }
  })
}
