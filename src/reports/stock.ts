import { civilDateAt } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { STAGES, type Stage } from '../claims/states.ts'
import type { Ctx } from '../platform/context.ts'
import { AGE_BANDS, AGE_STARTS } from './ages.ts'
import { bounded } from './bounded.ts'
import { type Asked, REPORT_ZONE } from './report.ts'
import { countStock, sumAging, sumStock } from './stock-queries.ts'

export interface StockRow {
  currency: string
  stage: Stage
  /** By band of age. */
  cases: readonly number[]
  owed: readonly number[]
}

/** Open cases by stage and age, with what is owed on them. */
export async function stock(ctx: Ctx, { clientId }: Asked): Promise<StockRow[]> {
  const filter = filterOf(ctx, clientId)
  const { counts, sums } = await bounded(ctx, async (tx) => ({
    counts: await countStock(tx, filter),
    sums: await sumStock(tx, filter),
  }))
  const currencies = [...new Set(counts.map(({ currency }) => currency))].toSorted()
  return currencies.flatMap((currency) =>
    STAGES.filter((stage) => counts.some((one) => one.currency === currency && one.stage === stage)).map((stage) => {
      const isHere = (row: { currency: string; stage: Stage }) => row.currency === currency && row.stage === stage
      const [cases, owed] = [counts.filter(isHere), sums.filter(isHere)]
      return {
        ...{ currency, stage },
        cases: AGE_BANDS.map((_band, age) => cases.find((row) => row.age === age)?.cases ?? 0),
        owed: AGE_BANDS.map((_band, age) => minorToNumber(BigInt(owed.find((row) => row.age === age)?.owed ?? 0))),
      }
    }),
  )
}

export const KINDS_OWED = ['capital', 'interest', 'costs', 'fees'] as const

export interface AgingRow {
  currency: string
  clientId: ClientId
  /** By band of age, then by kind (KINDS_OWED). */
  owed: readonly (readonly number[])[]
}

/** Sums the claims of each client by age and kind, the largest first. */
export async function aging(ctx: Ctx, { clientId }: Asked): Promise<AgingRow[]> {
  const sums = await bounded(ctx, (tx) => sumAging(tx, filterOf(ctx, clientId)))
  const byClient = Map.groupBy(sums, (row) => `${row.currency} ${row.clientId}`)
  const rows = [...byClient.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const owed = AGE_BANDS.map((_band, age) =>
      KINDS_OWED.map((kind) => {
        const account = `RECEIVABLE_${kind.toUpperCase()}`
        return minorToNumber(BigInt(own.find((row) => row.age === age && row.account === account)?.owed ?? 0))
      }),
    )
    return [{ currency: first.currency, clientId: first.clientId, owed }]
  })
  return rows.toSorted((a, b) => sumOf(b) - sumOf(a) || a.clientId - b.clientId)
}

function sumOf({ owed }: AgingRow): number {
  return owed.flat().reduce((sum, one) => sum + one, 0)
}

function filterOf({ platform }: Ctx, clientId: ClientId | undefined) {
  return { clientId: clientId ?? null, today: civilDateAt(platform.clock.now(), REPORT_ZONE), starts: AGE_STARTS }
}
