import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { makePayment } from './make-payment.ts'
import { SANDBOX_PAID_EXAMPLE, SandboxPaid, SandboxPayment } from './payment-schemas.ts'
import type { SimulatedBank } from './simulated-bank.ts'

/** @param bank the simulated bank, when it runs in this process; it starts after the routes */
export function sandboxPaymentRoutes(app: FastifyInstance, bank: () => SimulatedBank | undefined): void {
  route(app, {
    method: 'POST',
    path: '/api/v1/partner/sandbox/payment',
    permission: 'sandbox.use',
    tag: 'Sandbox',
    operationId: 'createSandboxPayment',
    summary: 'Pay an invoice',
    description:
      'Makes a payment in a sandbox. The simulated bank reports it in a bank file, and Saatava matches it before it answers. With reverse the bank takes a payment back.',
    body: SandboxPayment,
    bodyExamples: {
      'The whole balance': { invoiceNumber: 1001 },
      'A part, by another payer': { invoiceNumber: 1001, amount: 100, payer: 'Maija Meikäläinen' },
      'The bank takes it back': { invoiceNumber: 1001, reverse: true },
    },
    responses: { 200: { description: 'Paid', schema: SandboxPaid, example: SANDBOX_PAID_EXAMPLE } },
    handler: (ctx, { body, idempotency }) => makePayment(ctx, body, idempotency, bank()),
  })
}
