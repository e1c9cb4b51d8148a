/** Acts of debtors, creditors, the bank and the agency's people on an invoice. Each says what it came to. */
import { strict as assert } from 'node:assert'
import { addDays } from '@saatava/core/dates.ts'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { allocateManually } from '../../../src/payments/allocate-manually.ts'
import { returnPayment } from '../../../src/payments/return-payment.ts'
import { AppError } from '../../../src/platform/errors.ts'
import type { Movement } from './bank.ts'
import type { Lived, LivedInvoice } from './living.ts'
import { creditNoteOf, emailOf, minorOf } from './requests.ts'
import { CURRENCY } from './scenario.ts'
import type { Deed, HowMuch, Written } from './stories.ts'
import type { LifeWorld } from './world.ts'

export interface SeenCase {
  summary: { caseId: number; status: string; stage: string }
  balance: { capitalAmount: number; interestAmount: number; totalAmount: number }
  paymentPlan: { state: string; instalments: { dueDate: string; amount: number; paidAmount: number }[] } | null
}

interface SeenInvoice {
  status: string
  dueDate: string
  paymentReference: string | null
  reasons: { code: string; message: string }[]
  amounts: { totalAmount: number; creditedAmount: number }
}

const CREDIT_NOTES_FROM = 500_000

export class Deeds {
  readonly #world: LifeWorld
  readonly #lived: Lived
  /** By invoice and the payment's name in its story. */
  readonly #paid = new Map<string, Movement>()

  constructor(world: LifeWorld, lived: Lived) {
    this.#world = world
    this.#lived = lived
  }

  async do(invoice: LivedInvoice, deed: Deed, today: string): Promise<string> {
    switch (deed.do) {
      case 'PAY':
        return this.#pay(invoice, deed, today)
      case 'REVERSE':
        return this.#reverse(invoice, deed.of, today)
      case 'INSTALMENT':
        return this.#instalment(invoice, today)
      case 'APPROVE':
        return this.#approve(invoice)
      case 'CREDIT':
        return this.#credit(invoice, deed.hundredths, today)
      case 'ALLOCATE':
      case 'RETURN':
        return this.#person(invoice, deed.do)
      case 'DIRECT':
      case 'OBJECT':
      case 'PLAN':
      case 'PAUSE':
      case 'LEGAL':
      case 'RESUME':
      case 'WITHDRAW':
      case 'COMMENT':
      case 'NEW_EMAIL':
      case 'NEW_ADDRESS':
      case 'DUEDATE':
        return this.#ask(invoice, deed, today)
      default:
        return deed satisfies never
    }
  }

  async #invoiceOf({ client, planned }: LivedInvoice): Promise<SeenInvoice> {
    return client.get(`/invoice/${planned.number}?type=${planned.type}`)
  }

  async #caseOf({ client, planned }: LivedInvoice): Promise<SeenCase | undefined> {
    const reply = await this.#world.api.call<{ case: SeenCase }>(
      'GET',
      `/api/v1/partner/invoice/case?invoiceNumber=${planned.number}`,
      { token: client.token },
    )
    if (reply.status === 404) return undefined
    assert.equal(reply.status, 200, reply.text)
    return reply.body.case
  }

  async #muchOf(invoice: LivedInvoice, { of: base, hundredths, more = 0 }: HowMuch): Promise<bigint> {
    const whole =
      base === 'OWED'
        ? minorOf((await this.#caseOf(invoice))?.balance.totalAmount)
        : minorOf((await this.#invoiceOf(invoice)).amounts.totalAmount)
    return (whole * BigInt(hundredths)) / 100n + BigInt(more) * 100n
  }

  async #pay(invoice: LivedInvoice, deed: Extract<Deed, { do: 'PAY' }>, today: string): Promise<string> {
    const amount = await this.#muchOf(invoice, deed.much)
    if (amount <= 0n) return 'nothing is owed'
    return this.#transfer(invoice, amount, deed, today)
  }

  async #transfer(
    invoice: LivedInvoice,
    amount: bigint,
    { written, ago, id, currency }: { written: Written; ago: number; id?: string; currency?: string },
    today: string,
  ): Promise<string> {
    const { client, planned } = invoice
    const { paymentReference } = await this.#invoiceOf(invoice)
    const movement = this.#world.bank.book(client.country, {
      ...{ amount, currency: currency ?? CURRENCY[client.country] },
      ...{ booked: addDays(today, -Math.min(ago, 1)), paid: addDays(today, -ago) },
      ...writtenAs(written, paymentReference ?? '', planned.number),
      payer: `Matti ${client.index} ${planned.number}`,
      payerIban: 'FI5540500320000005',
    })
    if (id !== undefined) this.#paid.set(`${client.clientId} ${planned.number} ${id}`, movement)
    return `${minorToText(amount)} ${movement.currency} paid on ${movement.paid}, booked on ${movement.booked} as B${movement.serial}, ${written}`
  }

  async #reverse({ client, planned }: LivedInvoice, reference: string, today: string): Promise<string> {
    const before = this.#paid.get(`${client.clientId} ${planned.number} ${reference}`)
    if (before === undefined) return 'nothing was paid'
    const { serial: _serial, text: _text, ...same } = before
    this.#world.bank.book(client.country, { ...same, booked: today, paid: today, reverses: before })
    return Promise.resolve(`the bank takes B${before.serial} back, ${minorToText(before.amount)}`)
  }

  async #instalment(invoice: LivedInvoice, today: string): Promise<string> {
    const plan = (await this.#caseOf(invoice))?.paymentPlan
    const next = plan?.instalments.find(({ amount, paidAmount }) => paidAmount < amount)
    if (plan === undefined || plan === null || next === undefined || !['OFFERED', 'ACTIVE'].includes(plan.state))
      return `no instalment is due: the plan is ${plan?.state}`
    const amount = minorOf(next.amount) - minorOf(next.paidAmount)
    return this.#transfer(invoice, amount, { written: 'REFERENCE', ago: 0 }, today)
  }

  async #approve({ client, planned }: LivedInvoice): Promise<string> {
    const reply = await client.post('/invoice/action', {
      actions: [{ code: 'APPROVE', data: { invoiceNumber: planned.number } }],
    })
    assert.equal(reply.status, 200, `APPROVE of ${planned.number} of client ${client.clientId}: ${reply.text}`)
    return 'approved'
  }

  async #credit(invoice: LivedInvoice, hundredths: number, today: string): Promise<string> {
    const { client, planned } = invoice
    const { amounts } = await this.#invoiceOf(invoice)
    const gross = (minorOf(amounts.totalAmount) * BigInt(hundredths)) / 100n
    const number = CREDIT_NOTES_FROM + planned.number
    const reply = await client.post('/invoice', creditNoteOf(client, planned, { number, date: today, gross }))
    assert.equal(reply.status, 200, `credit note on ${planned.number} of client ${client.clientId}: ${reply.text}`)
    this.#lived.creditNotes.push({ of: invoice, number, gross })
    return `credit note ${number} of ${minorToText(gross)}`
  }

  /** A person with the list of what waits: the command line's own verbs. */
  async #person({ client, planned }: LivedInvoice, what: 'ALLOCATE' | 'RETURN'): Promise<string> {
    const { pool } = this.#world.api
    const payer = `Matti ${client.index} ${planned.number}`
    const { rows } = await pool.query<{ id: string }>(
      what === 'ALLOCATE'
        ? `select entry_id as id from bank_entry where state = 'unallocated' and payer_name = $1 and not reversal`
        : `select payment_id as id from payment where unallocated_minor > 0 and payer_name = $1 and reversed_at is null`,
      [payer],
    )
    const [waiting] = rows
    if (waiting === undefined) return 'nothing waits'
    const seen = await this.#caseOf({ client, planned } as LivedInvoice)
    try {
      if (what === 'RETURN') await returnPayment(this.#world.api.ctx(), { id: waiting.id })
      else if (seen === undefined) return 'there is no case'
      else await allocateManually(this.#world.api.ctx(), { id: waiting.id, caseId: seen.summary.caseId })
      return `${waiting.id} by hand`
    } catch (error) {
      if (!(error instanceof AppError) || !['RULE', 'CONFLICT'].includes(error.code)) throw error
      return `${waiting.id} by hand is refused: ${error.message}`
    }
  }

  async #ask(
    invoice: LivedInvoice,
    deed: Exclude<Deed, { do: 'PAY' | 'REVERSE' | 'INSTALMENT' | 'APPROVE' | 'CREDIT' | 'ALLOCATE' | 'RETURN' }>,
    today: string,
  ): Promise<string> {
    const { client } = invoice
    const seen = await this.#caseOf(invoice)
    if (seen === undefined) return 'there is no case'
    const { code, comment, data } = await this.#actionOf(invoice, deed, seen, today)
    const { caseId } = seen.summary
    const reply = await client.post('/invoice/action', {
      actions: [{ code, ...(comment === undefined ? {} : { comment }), data: { caseId, ...data } }],
    })
    assert.equal(reply.status, 200, `${code} on case ${caseId} of client ${client.clientId}: ${reply.text}`)
    return `${code} ${JSON.stringify(data)} on case ${caseId}, which is ${seen.summary.status}`
  }

  async #actionOf(
    invoice: LivedInvoice,
    deed: Exclude<Deed, { do: 'PAY' | 'REVERSE' | 'INSTALMENT' | 'APPROVE' | 'CREDIT' | 'ALLOCATE' | 'RETURN' }>,
    seen: SeenCase,
    today: string,
  ): Promise<{ code: string; comment?: string; data: Record<string, unknown> }> {
    const { client, planned } = invoice
    switch (deed.do) {
      case 'DIRECT': {
        const amount = await this.#muchOf(invoice, deed.much)
        return {
          code: 'DIRECTPAYMENT',
          data: {
            ...{ amount: minorToNumber(amount > 0n ? amount : 100n), currency: CURRENCY[client.country] },
            ...{ paymentDate: addDays(today, -deed.ago), paymentMethod: 'Bank', reference: `D${planned.number}` },
            ...(deed.statesZero === true ? { outstandingCapitalAmount: 0, outstandingInterestAmount: 0 } : {}),
          },
        }
      }
      case 'OBJECT': {
        const part = deed.hundredths === null ? undefined : minorOf(seen.balance.capitalAmount) / 100n
        const amount = part === undefined ? 0n : part * BigInt(deed.hundredths ?? 0)
        return { code: 'OBJECTION', data: amount > 0n ? { amount: minorToNumber(amount) } : {} }
      }
      case 'PLAN': {
        const { instalments, firstAfter } = deed
        return { code: 'PAYMENTPLAN', data: { instalments, firstDueDate: addDays(today, firstAfter) } }
      }
      case 'PAUSE':
        return { code: 'PAUSE', data: deed.days === null ? {} : { untilDate: addDays(today, deed.days) } }
      case 'DUEDATE':
        return { code: 'DUEDATE', data: { dueDate: addDays(today, deed.days) } }
      case 'NEW_EMAIL':
        return { code: 'EMAIL', data: { email: emailOf(client.index, planned.number, 'new') } }
      case 'NEW_ADDRESS':
        return { code: 'ADDRESS', data: { address: NEW_ADDRESS } }
      case 'COMMENT':
        return { code: 'COMMENT', comment: 'The customer called', data: {} }
      case 'LEGAL':
        return { code: 'APPROVE', data: {} }
      case 'RESUME':
      case 'WITHDRAW':
        return { code: deed.do, data: {} }
      default:
        return deed satisfies never
    }
  }
}

const NEW_ADDRESS = { street: 'Uusikatu 1', postalCode: '00200', postalDistrict: 'HELSINKI', countryCode: 'FI' }

function writtenAs(written: Written, reference: string, number: number): { reference?: string; text?: string } {
  switch (written) {
    case 'REFERENCE':
      return { reference }
    case 'SPACED':
      return { reference: reference.replaceAll(/(?<=\d)(?=(\d{5})+$)/g, ' ') }
    case 'IN_TEXT':
      return { text: `Invoice, ref ${reference}` }
    case 'NUMBER':
      return { text: `Invoice ${number}` }
    case 'WRONG':
      return { reference: '1232' }
    case 'NOTHING':
      return { text: 'Thank you' }
    default:
      return written satisfies never
  }
}
