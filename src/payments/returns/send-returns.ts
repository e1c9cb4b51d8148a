import type { ClientId } from '@saatava/core/ids.ts'
import { partyOf } from '../../agency/party-of.ts'
import { agencyDetails, clientFundsAccounts } from '../../agency/read-agency.ts'
import { painWriter } from '@saatava/bank-files/pain/pain-writer.ts'
import { calendarOf, nextBankingDay } from '@saatava/core/banking-days.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { createFolderDrop } from '../../drops/folder-drop.ts'
import { putOnce } from '../../drops/put-once.ts'
import { type WorkQueue, handleEach } from '../../platform/queue/retry.ts'
import {
  lockReturn,
  markReturnSent,
  postponeReturn,
  selectDueReturns,
  selectFileOfReturn,
  writeFileOfReturn,
} from './queries.ts'
import type { ReturnOrder } from './return-order.ts'

const RETURNS_AT_ONCE = 100

interface ReturnKey {
  clientId: ClientId
  returnId: string
}

const RETURNS: WorkQueue<ReturnKey> = {
  name: 'returns to payers to send',
  subjectOf: ({ returnId }) => `return:${returnId}`,
  postpone: (tx, { returnId }, until) => postponeReturn(tx, returnId, until),
}

const COUNTRIES: Record<string, string> = { EUR: 'FI', SEK: 'SE', NOK: 'NO', DKK: 'DK' }

/**
 * Writes the payment files of returns that are due, each once, and puts them into the bank's outbox. Killed at any moment,
 * the next look goes on: a file that is written is put under its own name, and the same bytes again change nothing.
 * @returns how many were put
 */
export async function sendReturns(ctx: Ctx, limit = RETURNS_AT_ONCE): Promise<number> {
  const { pool, clock } = ctx.platform
  const ordered = await keysOf(ctx, 'ordered', limit)
  await handleEach(ctx, RETURNS, { keys: ordered, batchMax: limit }, ({ returnId }) =>
    withTransaction(pool, (tx) => writeFile(ctx, tx, returnId)),
  )
  const written = await keysOf(ctx, 'written', limit)
  if (written.length === 0) return 0
  const drop = createFolderDrop(ctx.platform.config.bank.outbox, 'BANK_OUTBOX')
  return handleEach(ctx, RETURNS, { keys: written, batchMax: limit }, async ({ returnId }) => {
    const file = await selectFileOfReturn(pool, returnId)
    if (file === undefined) return false
    await putOnce(drop, `${file.messageId}.xml`, file.file)
    return withTransaction(pool, async (tx) => {
      if (!(await markReturnSent(tx, returnId, clock.now()))) return false
      await audit(ctx, tx, OPERATOR_TENANT, 'payment.return.sent', `return:${returnId}`, { messageId: file.messageId })
      return true
    })
  })
}

async function keysOf({ platform }: Ctx, state: 'ordered' | 'written', limit: number): Promise<ReturnKey[]> {
  const ids = await selectDueReturns(platform.pool, state, platform.clock.now(), limit)
  return ids.map((returnId) => ({ clientId: OPERATOR_TENANT, returnId }))
}

async function writeFile(ctx: Ctx, tx: Tx, returnId: string): Promise<boolean> {
  const order = await lockReturn(tx, returnId)
  if (order?.state !== 'ordered') return false
  if (!(await writeFileOfReturn(tx, returnId, await fileOf(ctx, tx, order))))
    throw new Error(`the file of return ${returnId} was written meanwhile`)
  await audit(ctx, tx, OPERATOR_TENANT, 'payment.return.written', `return:${returnId}`, { messageId: order.messageId })
  return true
}

async function fileOf(ctx: Ctx, tx: Tx, order: ReturnOrder): Promise<Buffer> {
  const { messageId, endToEndId, currency, amount, payee, text, orderedAt } = order
  const agency = await agencyDetails(ctx.platform, tx)
  const accounts = await clientFundsAccounts(ctx.platform, tx)
  const ofCurrency = accounts.filter((one) => one.currency === currency)
  const account = ofCurrency.find(({ iban }) => iban === order.account) ?? ofCurrency.find(({ isDefault }) => isDefault)
  if (account === undefined) throw new Error(`the agency has no account of client funds in ${currency} any more`)
  const party = partyOf(agency, account)
  const country = COUNTRIES[currency] ?? 'FI'
  const today = civilDateAt(ctx.platform.clock.now(), timeZoneOf(country))
  const xml = painWriter(
    {
      ...{ messageId, createdAt: orderedAt, currency },
      initiator: party.initiator,
      debtor: {
        ...{ name: agency.name, iban: account.iban, ...party.onDebtor },
        ...(account.bic === undefined ? {} : { bic: account.bic }),
      },
      executionDate: nextBankingDay(calendarOf(country), today),
      payments: [{ id: endToEndId, creditor: payee, amount, reference: { text } }],
    },
    ctx.platform.config.bank.painVersion,
  )
  return Buffer.from(xml)
}
