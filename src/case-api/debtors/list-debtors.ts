import { type DebtorId, UUID } from '@saatava/core/ids.ts'
import { searchedIdentities } from '../../debtors/identities.ts'
import {
  type DebtorFilter,
  type DebtorPlace,
  type DebtorSort,
  placesOfDebtors,
  selectBearers,
  selectDebtors,
  selectListedName,
} from '../../debtors/list-queries.ts'
import { selectStandingMarks } from '../../debtors/mark-queries.ts'
import { nameKeyOf } from '../../debtors/name-keys.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { type Queryable, withSnapshot } from '../../platform/database.ts'
import { invalid } from '../../platform/errors.ts'
import { LIST_LIMIT_DEFAULT, nextPage, placeIn } from '../../platform/http/list.ts'
import type { Answer } from '../../platform/http/route.ts'
import { presentDebtor } from './present-debtor.ts'
import type { DebtorsQuery } from './schemas.ts'

const PATH = '/api/v1/partner/debtors'
/** In the order of names a cursor holds no name: it would show in addresses and logs. */
const BY_NAME = '-'
const KEY = /^-$|^\d{4}-\d\d-\d\d(T[\d:.+-]{8,24})?$/

/**
 * Lists debtors, as of one moment.
 * Errors: 400 a cursor of other filters, or an order that does not go with the filters.
 */
export async function listDebtors(ctx: ClientCtx, query: DebtorsQuery): Promise<Answer> {
  const { clientId, platform } = ctx
  const sort = sortOf(query)
  const limit = query.limit ?? LIST_LIMIT_DEFAULT
  return withSnapshot(platform.pool, async (db) => {
    const filter = await filterOf(ctx, db, query)
    const after = await placeOf(ctx, db, query, filter)
    const found =
      filter === undefined ? [] : await placesOfDebtors(db, clientId, filter, { sort, after, limit: limit + 1 })
    const places = found.slice(0, limit)
    const last = found.length > limit ? places.at(-1) : undefined
    return {
      body: { debtors: await present(ctx, db, places) },
      ...(last === undefined ? {} : { headers: { link: nextPage(PATH, query, partsOf(last, sort)) } }),
    }
  })
}

/** @returns undefined where no debtor can fit */
async function filterOf(
  { clientId, platform }: ClientCtx,
  db: Queryable,
  query: DebtorsQuery,
): Promise<DebtorFilter | undefined> {
  const { name, mark, hasOpenCases, updatedSince } = query
  const nameKey = name === undefined ? undefined : nameKeyOf(name)
  const identities = await searchedIdentities(platform, db, clientId, query)
  if (nameKey === '' || identities === undefined) return undefined
  let debtorIds: DebtorId[] | undefined
  for (const identity of identities) {
    const bearers = await selectBearers(db, clientId, identity)
    debtorIds = debtorIds === undefined ? bearers : debtorIds.filter((id) => bearers.includes(id))
  }
  const since = updatedSince === undefined ? undefined : new Date(updatedSince)
  return { nameKey, debtorIds, mark, hasOpenCases, updatedSince: since }
}

function sortOf({ sort: asked, updatedSince, name }: DebtorsQuery): DebtorSort {
  const sort = asked ?? (updatedSince === undefined ? 'name' : 'updatedAt')
  const isByChange = sort.endsWith('updatedAt')
  if (updatedSince !== undefined && !isByChange) throw unsorted(sort, 'updatedSince', 'updatedAt or -updatedAt')
  if (name !== undefined && isByChange) throw unsorted(sort, 'name', 'name or -name, and not with updatedSince')
  return sort
}

function unsorted(received: DebtorSort, filter: string, sorts: string): Error {
  return invalid([{ pointer: '?sort', code: 'NOT_ALLOWED', message: `goes with ${filter} as ${sorts}`, received }])
}

async function placeOf(
  { clientId }: ClientCtx,
  db: Queryable,
  query: DebtorsQuery,
  filter: DebtorFilter | undefined,
): Promise<DebtorPlace | undefined> {
  if (query.cursor === undefined || filter === undefined) return undefined
  const [moment = '', debtorId = ''] = placeIn(query.cursor, query, KEY, UUID)
  const key = moment === BY_NAME ? await selectListedName(db, { clientId, debtorId }, filter.nameKey) : moment
  if (key !== undefined) return { key, debtorId }
  const message = 'names a debtor that is not in this list any more: start without a cursor'
  throw invalid([{ pointer: '?cursor', code: 'CURSOR_OF_OTHER_FILTERS', message, received: query.cursor }])
}

/** The parts of a cursor. They are divided by spaces, and PostgreSQL writes one between day and time. */
function partsOf({ key, debtorId }: DebtorPlace, sort: DebtorSort): string[] {
  return [sort.endsWith('name') ? BY_NAME : key.replace(' ', 'T'), debtorId]
}

async function present(
  { clientId, platform }: ClientCtx,
  db: Queryable,
  places: readonly DebtorPlace[],
): Promise<Record<string, unknown>[]> {
  const rows = await selectDebtors(
    db,
    clientId,
    places.map(({ debtorId }) => debtorId),
  )
  const debtors = new Map(rows.map((row) => [row.debtorId, row]))
  const marksOf = await selectStandingMarks(db, rows)
  return places.flatMap(({ debtorId }) => {
    const debtor = debtors.get(debtorId)
    return debtor === undefined ? [] : [presentDebtor(platform, debtor, marksOf(debtor))]
  })
}
