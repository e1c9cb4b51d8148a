import { partyOf } from '../../agency/party-of.ts'
import { agencyDetails, clientFundsAccounts } from '../../agency/read-agency.ts'
import { painWriter } from '../../bank-files/pain/pain-writer.ts'
import { calendarOf, nextBankingDay } from '../../core/banking-days.ts'
import { civilDateAt, timeZoneOf } from '../../core/dates.ts'
import { HOUSE, audit } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { createFolderDrop } from '../../platform/drop/folder-drop.ts'
import { putOnce } from '../../platform/drop/put-once.ts'
import { lockReturn, markReturnSent, selectDueReturns, selectFileOfReturn, writeFileOfReturn } from './queries.ts'
import type { ReturnOrder } from './return-order.ts'

const RETURNS_AT_ONCE = 100
const COUNTRIES: Record<string, string> = { EUR: 'FI', SEK: 'SE', NOK: 'NO', DKK: 'DK' }

/**
 * Writes the payment files of returns that are due, each once, and puts them into the bank's outbox. Killed at any moment,
 * the next look goes on: a file that is written is put under its own name, and the same bytes again change nothing.
 * @returns how many were put
 */
export async function sendReturns(ctx: Ctx): Promise<number> {
  const { pool, clock, config } = ctx.platform
  for (const id of await selectDueReturns(pool, 'ordered', clock.now(), RETURNS_AT_ONCE))
    await withTransaction(pool, (tx) => writeFile(ctx, tx, id))
  const due = await selectDueReturns(pool, 'written', clock.now(), RETURNS_AT_ONCE)
  if (due.length === 0) return 0
  const drop = createFolderDrop(config.bank.outbox, 'BANK_OUTBOX')
  let sent = 0
  for (const id of due) {
    const written = await selectFileOfReturn(pool, id)
    if (written === undefined) continue
    await putOnce(drop, `${written.messageId}.xml`, written.file)
    const noted = await withTransaction(pool, async (tx) => {
      if (!(await markReturnSent(tx, id, clock.now()))) return false
      await audit(ctx, tx, HOUSE, 'payment.return.sent', `return:${id}`, { messageId: written.messageId })
      return true
    })
    if (noted) sent++
  }
  return sent
}

async function writeFile(ctx: Ctx, tx: Tx, returnId: string): Promise<void> {
  const order = await lockReturn(tx, returnId)
  if (order?.state !== 'ordered') return
  if (!(await writeFileOfReturn(tx, returnId, await fileOf(ctx, tx, order))))
    throw new Error(`the file of return ${returnId} was written meanwhile`)
  await audit(ctx, tx, HOUSE, 'payment.return.written', `return:${returnId}`, { messageId: order.messageId })
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
