/** SQL by which the cases are found that a payment may be for, where it names none. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'
import type { Case } from './case.ts'
import { COLUMNS, type Row, caseOf } from './queries.ts'

/** Equal amounts are many: of a subscription, all of them. So many are looked at, those due last first. */
const EQUAL_MAX = 500

export interface WantedAmount {
  /** null: of any client. */
  clientId: ClientId | null
  currency: string
  /** Minor units. */
  amount: bigint
  /** No case is found that was due later. */
  dueUntil: CivilDate
}

/** Open cases whose capital was this amount when they were opened, those due last first. */
export async function selectCasesOfCapital(
  db: Queryable,
  { clientId, currency, amount, dueUntil }: WantedAmount,
  limit: number,
): Promise<Case[]> {
  const { rows } = await db.query<Row>({
    name: 'cases-of-capital',
    text: `select ${COLUMNS}
           from (select client_id, case_id from collection_case
                 where capital_minor = $1 and currency = $2 and status <> 'CLOSED' and due_date <= $3
                 order by due_date desc limit ${EQUAL_MAX}) n
           join collection_case c using (client_id, case_id)
           where $4::bigint is null or c.client_id = $4
           order by c.due_date desc, c.case_id desc limit $5`,
    values: [amount, currency, dueUntil, clientId, limit],
  })
  return rows.map(caseOf)
}

const DEBTOR_KEYS = bulk({ client_id: 'bigint', debtor_id: 'uuid' })

/** Open cases of debtors, those due first first. @param limit of each debtor */
export async function selectOpenCasesOfDebtors(
  db: Queryable,
  keys: readonly { clientId: ClientId; debtorId: DebtorId }[],
  limit: number,
): Promise<Case[]> {
  if (keys.length === 0) return []
  const { rows } = await db.query<Row>({
    name: 'open-cases-of-debtors',
    text: `select ${COLUMNS} from ${DEBTOR_KEYS.distinct(2)}
           cross join lateral (
             select o.client_id, o.case_id from collection_case o
             where o.client_id = n.client_id and o.debtor_id = n.debtor_id and o.status <> 'CLOSED'
             order by o.due_date, o.case_id limit $1) open
           join collection_case c on c.client_id = open.client_id and c.case_id = open.case_id
           order by c.due_date, c.case_id`,
    values: [limit, ...DEBTOR_KEYS.values(keys)],
  })
  return rows.map(caseOf)
}
