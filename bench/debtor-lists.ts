import {
  type DebtorFilter,
  type DebtorPlace,
  type DebtorSort,
  placesOfDebtors,
  selectBearers,
  selectByName,
  selectByPerson,
  selectDebtors,
} from '../src/debtors/list-queries.ts'
import type { BoundPool } from '../src/platform/database.ts'
import { LIST_LIMIT_DEFAULT } from '../src/platform/http/list.ts'

const LIMIT = LIST_LIMIT_DEFAULT + 1

const NONE: DebtorFilter = {
  ...{ nameKey: undefined, debtorIds: undefined, mark: undefined, hasOpenCases: undefined, updatedSince: undefined },
}

const FILTERS: [Partial<DebtorFilter>, DebtorSort[]][] = [
  [{}, ['name', '-name', 'updatedAt', '-updatedAt']],
  [{ nameKey: 'suku7' }, ['name', '-name']],
  [{ nameKey: 'suku77 etu1' }, ['name']],
  [{ nameKey: 'nobody' }, ['name']],
  [{ mark: 'DECEASED' }, ['name', '-updatedAt']],
  [{ nameKey: 'suku', mark: 'DECEASED' }, ['name']],
  [{ hasOpenCases: true }, ['name', '-updatedAt']],
  [{ hasOpenCases: false }, ['name']],
  [{ nameKey: 'suku7', hasOpenCases: true }, ['name']],
  [{ updatedSince: new Date('2024-06-01T00:00:00Z') }, ['updatedAt']],
]

/**
 * Pages of debtors by each filter, a debtor by its id, and the agency's search over all clients.
 * @param pool sees all clients; own: the client's
 * @param named a debtor of the client, with the hash of its id
 */
export function debtorLists(
  pool: BoundPool,
  own: BoundPool,
  clientId: number,
  { identity, debtorId }: { identity: Buffer; debtorId: string },
): { name: string; read: (middle: boolean) => Promise<unknown[]> }[] {
  const placeOf = (sort: DebtorSort, { nameKey }: Partial<DebtorFilter>): DebtorPlace => ({
    key: sort.endsWith('name') ? (nameKey ?? 'etu') + '5' : '2024-01-01',
    debtorId: '00000000-0000-0000-0000-000000000000',
  })
  const lists = FILTERS.flatMap(([filter, sorts]) =>
    sorts.map((sort) => ({
      name: `debtors ${Object.entries(filter)
        .map(([name, value]) => `${name}=${value instanceof Date ? 'RECENT' : String(value)} `)
        .join('')}sort=${sort}`,
      read: (middle: boolean) => {
        const after = middle ? placeOf(sort, filter) : undefined
        return placesOfDebtors(own, clientId, { ...NONE, ...filter }, { sort, after, limit: LIMIT })
      },
    })),
  )
  const byId = async () => {
    const debtorIds = await selectBearers(own, clientId, identity)
    return placesOfDebtors(own, clientId, { ...NONE, debtorIds }, { sort: 'name', after: undefined, limit: LIMIT })
  }
  const rows = async () => {
    const places = await placesOfDebtors(own, clientId, NONE, { sort: 'name', after: undefined, limit: LIMIT })
    return selectDebtors(
      own,
      clientId,
      places.map((one) => one.debtorId),
    )
  }
  return [
    ...lists,
    { name: 'debtors by id', read: byId },
    { name: 'debtors, with the rows of a page', read: rows },
    { name: 'debtors, one row', read: () => selectDebtors(own, clientId, [debtorId]) },
    { name: 'debtors of all clients by name', read: () => selectByName(pool, 'suku77 etu1', 100) },
    { name: 'debtors of all clients by id', read: () => selectByPerson(pool, [identity], 100) },
  ]
}
