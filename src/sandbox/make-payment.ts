/**
 * A payment in a sandbox: a real bank file is made of it and taken in as any other, so what follows is what a bank's file
 * would bring. The same Idempotency-Key makes the same entry, which is taken once.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { clientFundsAccounts } from '../agency/read-agency.ts'
import type { Case } from '../cases/case.ts'
import { claimOn, totalOf } from '../cases/claim.ts'
import { findCasesByInvoiceNumber } from '../cases/find-case.ts'
import { civilDateAt, timeZoneOf } from '../core/dates.ts'
import { minor, minorToNumber } from '../core/money.ts'
import { matchAll } from '../payments/match-entries.ts'
import { takeBankFile } from '../payments/take-bank-file.ts'
import { audit } from '../platform/audit.ts'
import type { ClientCtx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { newId } from '../platform/new-id.ts'
import { type Movement, camtOfMovement } from './camt-payment.ts'
import { selectLatestPaid, selectOutcome } from './payment-queries.ts'
import type { SandboxPayment } from './payment-schemas.ts'

/** Of the test bank of each currency; each pays from there. */
const PAYER_IBANS: Record<string, string> = {
  EUR: 'FI5810171000000122',
  SEK: 'SE4550000000058398257466',
  NOK: 'NO9386011117947',
  DKK: 'DK5000400440116243',
}

/**
 * Errors: 404 there is no case of this invoice; 422 outside a sandbox, nothing is owed and no amount is given, there is no
 * payment to take back, or the agency has no account in the currency.
 */
export async function makePayment(
  ctx: ClientCtx,
  input: SandboxPayment,
  idempotency: Idempotency | undefined,
): Promise<Answer> {
  const { platform, clientId } = ctx
  if (platform.config.environment !== 'sandbox')
    throw new AppError('RULE', 'Payments are simulated in a sandbox alone; here the bank’s files tell of them.')
  const { invoiceNumber } = input
  const [of] = await findCasesByInvoiceNumber(platform.pool, clientId, [invoiceNumber])
  if (of === undefined)
    throw new AppError(
      'NOT_FOUND',
      `There is no case of invoice ${invoiceNumber}. It comes when an invoice with processing.paymentControlEnabled has been sent.`,
    )
  const id = idOf(clientId, idempotency)
  const movement = input.reverse === true ? await reversalOf(ctx, of, input, id) : await paymentOf(ctx, of, input, id)
  const file = camtOfMovement(movement, platform.clock.now())
  await takeBankFile(ctx, { name: `sandbox-${id}.xml`, stream: Readable.from([Buffer.from(file)]) })
  await matchAll(ctx)
  const outcome = await selectOutcome(platform.pool, movement.account, movement.bankReference)
  const signed = minorToNumber(movement.reverses ? -movement.amount : movement.amount)
  const { currency, reference, payer, date, account, bankReference } = movement
  await withTransaction(platform.pool, (tx) =>
    audit(ctx, tx, clientId, 'sandbox.payment.made', `case:${of.caseId}`, { amount: signed, currency, bankReference }),
  )
  return {
    body: {
      ...{
        invoiceNumber,
        caseId: of.caseId,
        amount: signed,
        currency,
        reference,
        payer: payer.name,
        date,
        account,
        bankReference,
      },
      state: (outcome?.state ?? 'new').toUpperCase(),
      reason: outcome?.reason ?? null,
    },
  }
}

function idOf(clientId: number, idempotency: Idempotency | undefined): string {
  if (idempotency === undefined) return newId().replaceAll('-', '').toUpperCase()
  return createHash('sha256').update(`${clientId} ${idempotency.key}`).digest('hex').slice(0, 32).toUpperCase()
}

async function paymentOf(ctx: ClientCtx, of: Case, input: SandboxPayment, id: string): Promise<Movement> {
  const { platform } = ctx
  const { currency } = of
  const accounts = await clientFundsAccounts(platform)
  const account = accounts.find((one) => one.currency === currency && one.isDefault)
  if (account === undefined)
    throw new AppError(
      'RULE',
      `The agency has no account of client funds in ${currency} ("saatava agency account add").`,
    )
  const date = input.date ?? civilDateAt(platform.clock.now(), timeZoneOf(of.country))
  const amount = input.amount === undefined ? await owed(ctx, of, date) : minor(input.amount)
  if (amount <= 0n)
    throw new AppError('RULE', `Nothing is owed on case ${of.caseId}: give an amount above 0 to pay all the same.`)
  return {
    ...{ account: account.iban, currency, amount, date, text: null, reverses: false },
    bankReference: `SBX${id}`,
    endToEndId: `E${id}`,
    payer: { name: input.payer ?? of.debtor.name, iban: PAYER_IBANS[currency] ?? 'FI5810171000000122' },
    reference: input.reference ?? of.paymentReference,
  }
}

async function owed(ctx: ClientCtx, of: Case, date: string): Promise<bigint> {
  return of.status === 'CLOSED' ? 0n : totalOf(await claimOn(ctx, ctx.platform.pool, of, date))
}

async function reversalOf(ctx: ClientCtx, of: Case, input: SandboxPayment, id: string): Promise<Movement> {
  const { platform, clientId } = ctx
  const amount = input.amount === undefined ? undefined : minor(input.amount)
  const paid = await selectLatestPaid(platform.pool, clientId, of.caseId, amount)
  if (paid === undefined)
    throw new AppError('RULE', `No payment of invoice ${of.invoiceNumber} that a bank file brought can be taken back.`)
  return {
    ...{ account: paid.account, currency: paid.currency, amount: paid.amount, text: null, reverses: true },
    bankReference: `SBX${id}`,
    endToEndId: paid.endToEndId ?? `E${id}`,
    date: input.date ?? civilDateAt(platform.clock.now(), timeZoneOf(of.country)),
    payer: { name: paid.payerName ?? of.debtor.name, iban: paid.payerAccount ?? 'FI5810171000000122' },
    reference: paid.reference ?? of.paymentReference,
  }
}
