/**
 * A payment in a sandbox goes through the simulated bank, so that the bank's balance knows it. Where that bank is off, a
 * bank file is made of the payment. Either way the file is taken in as any other. A repeated Idempotency-Key makes the
 * same entry, which is taken once.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { clientFundsAccounts } from '../agency/read-agency.ts'
import type { Case } from '../claims/case.ts'
import { claimOn, totalOf } from '../claims/claim.ts'
import { selectCasesByNumber } from '../claims/queries.ts'
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minor, minorToNumber } from '@saatava/core/money.ts'
import { matchAll } from '../payments/match/match-all.ts'
import { takeBankFile } from '../payments/take-bank-file.ts'
import { audit } from '../audit-entries/audit.ts'
import { type ClientCtx, allClientsCtx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { newId } from '../platform/new-id.ts'
import type { Incoming } from '../simulators/bank/index.ts'
import { type Movement, camtOfMovement } from './camt-payment.ts'
import { type EntryOutcome, selectLatestPaid, selectOutcome } from './payment-queries.ts'
import type { SandboxPayment } from './payment-schemas.ts'
import type { SimulatedBank } from './simulated-bank.ts'

const MATCHED_MS_MAX = 20_000
const LOOK_MS = 25

/** Payer account at the test bank of each currency. */
const PAYER_IBANS: Record<string, string> = {
  EUR: 'FI5810171000000122',
  SEK: 'SE4550000000058398257466',
  NOK: 'NO9386011117947',
  DKK: 'DK5000400440116243',
}

/**
 * Errors: 404 there is no case of this invoice; 422 outside a sandbox, nothing is owed and no amount is given, there is no
 * payment to take back, the agency has no account in the currency, or the day of payment is to come.
 * @param bank undefined: the simulated bank is off
 */
export async function makePayment(
  ctx: ClientCtx,
  input: SandboxPayment,
  idempotency: Idempotency | undefined,
  bank: SimulatedBank | undefined,
): Promise<Answer> {
  const { platform, clientId } = ctx
  if (platform.config.environment !== 'sandbox')
    throw new AppError('RULE', 'Payments can be simulated only in a sandbox; here they come from bank files.')
  const { invoiceNumber } = input
  const [debt] = await selectCasesByNumber(platform.pool, clientId, [invoiceNumber])
  if (debt === undefined)
    throw new AppError(
      'NOT_FOUND',
      `There is no case of invoice ${invoiceNumber}. Saatava opens a case when an invoice with processing.paymentControlEnabled has been sent.`,
    )
  const today = civilDateAt(platform.clock.now(), timeZoneOf(debt.country))
  if (input.date !== undefined && input.date > today)
    throw new AppError(
      'RULE',
      `The bank cannot book a payment of ${input.date} yet: it is ${today} by the sandbox’s clock. Move the clock, then pay.`,
    )
  const id = idOf(clientId, idempotency)
  const movement =
    input.reverse === true ? await reversalOf(ctx, debt, input, id) : await paymentOf(ctx, debt, input, id)
  await (bank === undefined ? byFile(ctx, movement) : bank.pay(incomingOf(movement)))
  const outcome = await matched(ctx, movement)
  const signed = minorToNumber(movement.reverses ? -movement.amount : movement.amount)
  const { currency, reference, payer, date, account, bankReference } = movement
  await withTransaction(platform.pool, (tx) =>
    audit(ctx, tx, clientId, 'sandbox.payment.made', `case:${debt.caseId}`, {
      amount: signed,
      currency,
      bankReference,
    }),
  )
  return {
    body: {
      ...{ invoiceNumber, caseId: debt.caseId, amount: signed, currency, reference, payer: payer.name },
      ...{ date, account, bankReference },
      state: outcome?.state.toUpperCase() ?? 'AT_BANK',
      reason: outcome?.reason ?? null,
    },
  }
}

/** A worker of this or another process may have the entry in hand: it is waited for. */
async function matched(ctx: ClientCtx, { account, bankReference }: Movement): Promise<EntryOutcome | undefined> {
  const bank = allClientsCtx(ctx)
  const until = performance.now() + MATCHED_MS_MAX
  for (;;) {
    await matchAll(bank)
    const outcome = await selectOutcome(bank.platform.pool, account, bankReference)
    if (outcome?.state !== 'new' || performance.now() > until) return outcome
    await sleep(LOOK_MS)
  }
}

/** A notification of the one movement, where no bank is simulated. */
async function byFile(ctx: ClientCtx, movement: Movement): Promise<void> {
  const file = camtOfMovement(movement, ctx.platform.clock.now())
  await takeBankFile(allClientsCtx(ctx), {
    name: `${movement.bankReference}.xml`,
    stream: Readable.from([Buffer.from(file)]),
  })
}

function incomingOf(movement: Movement): Incoming {
  const { bankReference: id, endToEndId, account: iban, currency, amount, date, payer, reference, text } = movement
  return {
    ...{ id, account: { iban, currency }, amount: String(movement.reverses ? -amount : amount), bookedOn: date },
    ...{ party: payer.name, partyAccount: payer.iban, reference, text, endToEndId },
  }
}

function idOf(clientId: ClientId, idempotency: Idempotency | undefined): string {
  if (idempotency === undefined) return newId().replaceAll('-', '').toUpperCase()
  return createHash('sha256').update(`${clientId} ${idempotency.key}`).digest('hex').slice(0, 32).toUpperCase()
}

async function paymentOf(ctx: ClientCtx, debt: Case, input: SandboxPayment, id: string): Promise<Movement> {
  const { platform } = ctx
  const { currency } = debt
  const accounts = await clientFundsAccounts(platform)
  const account = accounts.find((one) => one.currency === currency && one.isDefault)
  if (account === undefined)
    throw new AppError(
      'RULE',
      `The agency has no account of client funds in ${currency} ("saatava agency account add").`,
    )
  const date = input.date ?? civilDateAt(platform.clock.now(), timeZoneOf(debt.country))
  const amount = input.amount === undefined ? await owed(ctx, debt, date) : minor(input.amount)
  if (amount <= 0n)
    throw new AppError('RULE', `The balance of case ${debt.caseId} is 0: give an amount above 0 to pay anyway.`)
  return {
    ...{ account: account.iban, currency, amount, date, text: null, reverses: false },
    bankReference: `SBX${id}`,
    endToEndId: `E${id}`,
    payer: { name: input.payer ?? debt.debtor.name, iban: PAYER_IBANS[currency] ?? 'FI5810171000000122' },
    reference: input.reference ?? debt.paymentReference,
  }
}

async function owed(ctx: ClientCtx, debt: Case, date: CivilDate): Promise<bigint> {
  return debt.status === 'CLOSED' ? 0n : totalOf(await claimOn(ctx, ctx.platform.pool, debt, date))
}

async function reversalOf(ctx: ClientCtx, debt: Case, input: SandboxPayment, id: string): Promise<Movement> {
  const { platform, clientId } = ctx
  // The entry that brought the payment is the agency's.
  const pool = platform.pool.forAllClients()
  const amount = input.amount === undefined ? undefined : minor(input.amount)
  const paid = await selectLatestPaid(pool, clientId, debt.caseId, amount)
  if (paid === undefined)
    throw new AppError('RULE', `Invoice ${debt.invoiceNumber} has no payment from a bank file to take back.`)
  return {
    ...{ account: paid.account, currency: paid.currency, amount: paid.amount, text: null, reverses: true },
    bankReference: `SBX${id}`,
    endToEndId: paid.endToEndId ?? `E${id}`,
    date: input.date ?? civilDateAt(platform.clock.now(), timeZoneOf(debt.country)),
    payer: { name: paid.payerName ?? debt.debtor.name, iban: paid.payerAccount ?? 'FI5810171000000122' },
    reference: paid.reference ?? debt.paymentReference,
  }
}
