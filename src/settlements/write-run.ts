import type { ClientFundsAccount } from '../agency/account.ts'
import { partyOf } from '../agency/party-of.ts'
import { agencyDetails, everyClientFundsAccount } from '../agency/read-agency.ts'
import type { PainFile } from '@saatava/bank-files/pain/pain-file.ts'
import { painWriter } from '@saatava/bank-files/pain/pain-writer.ts'
import { type BankingCalendar, nextBankingDay } from '@saatava/core/banking-days.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { sum } from '@saatava/core/money.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { noteBatches } from '../payouts/note-batches.ts'
import { selectOfMessage } from '../payouts/queries.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { transferOf } from './beneficiary.ts'
import { eachRun } from './each-run.ts'
import { lockRun, selectRunIds, writeFileOfRun } from './run-queries.ts'
import type { SettlementRun } from './settlement.ts'

const RUNS_AT_ONCE = 100

/** The calendar of the days on which banks pay in a currency. */
const CALENDARS: Record<string, { calendar: BankingCalendar; country: string }> = {
  EUR: { calendar: 'TARGET', country: 'FI' },
  SEK: { calendar: 'SE', country: 'SE' },
  NOK: { calendar: 'NO', country: 'NO' },
  DKK: { calendar: 'DK', country: 'DK' },
}

/** Writes the files of open runs, after which nothing joins them. */
export async function writeRuns(ctx: Ctx): Promise<void> {
  const { pool } = ctx.platform
  await eachRun(await selectRunIds(pool, 'open', RUNS_AT_ONCE), (runId) =>
    withTransaction(pool, (tx) => writeRun(ctx, tx, runId)),
  )
}

async function writeRun(ctx: Ctx, tx: Tx, runId: string): Promise<void> {
  const run = await lockRun(tx, runId)
  if (run?.state !== 'open') return
  const file = await fileOf(ctx, tx, run)
  const total = sum(file.payments.map(({ amount }) => amount))
  const xml = painWriter(file, ctx.platform.config.bank.painVersion)
  const written = {
    file: Buffer.from(xml),
    executionDate: file.executionDate,
    payments: file.payments.length,
    total,
  }
  if (!(await writeFileOfRun(tx, runId, written))) throw new Error(`the file of run ${runId} was written meanwhile`)
  await noteBatches(tx, run.messageId, xml, written.payments)
  await audit(ctx, tx, OPERATOR_TENANT, 'settlement.file.written', `settlement-run:${run.messageId}`, {
    payments: written.payments,
    total: total.toString(),
    currency: run.currency,
  })
}

async function fileOf(ctx: Ctx, tx: Tx, run: SettlementRun): Promise<PainFile> {
  const agency = await agencyDetails(ctx.platform, tx)
  const { messageId, currency, createdAt } = run
  const account = accountOf(await everyClientFundsAccount(ctx.platform, tx), run)
  const party = partyOf(agency, account)
  const { calendar, country } = CALENDARS[currency] ?? { calendar: 'TARGET' as const, country: 'FI' }
  const today = civilDateAt(ctx.platform.clock.now(), timeZoneOf(country))
  const payouts = await selectOfMessage(tx, messageId)
  return {
    ...{ messageId, createdAt, currency },
    initiator: party.initiator,
    debtor: {
      ...{ name: agency.name, iban: account.iban },
      ...(account.bic === undefined ? {} : { bic: account.bic }),
      ...party.onDebtor,
    },
    executionDate: nextBankingDay(calendar, run.runDate > today ? run.runDate : today),
    payments: payouts.map(transferOf),
  }
}

/** An account that has ended since settlements joined the run still holds their money. */
function accountOf(every: readonly ClientFundsAccount[], { currency, debtorIban }: SettlementRun): ClientFundsAccount {
  const fitting = every.filter(
    (one) => one.currency === currency && (debtorIban === null ? one.isDefault : one.iban === debtorIban),
  )
  const account = fitting.find(({ endedAt }) => endedAt === null) ?? fitting.at(-1)
  if (account === undefined)
    throw new Error(`the agency has no account of client funds ${debtorIban ?? 'by default'} in ${currency}`)
  return account
}
