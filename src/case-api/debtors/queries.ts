/** SQL of what belongs to a debtor: its cases and letters. */
import type { CaseId, ClientId, LetterId } from '@saatava/core/ids.ts'
import type { Case } from '../../claims/case.ts'
import { COLUMNS, type Row, caseOf } from '../../claims/queries.ts'
import type { DebtorKey } from '../../debtors/debtor.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable } from '../../platform/database.ts'

/** Cases of a debtor, the open ones first and the newest of each first. */
export async function selectCasesOf(db: Queryable, { clientId, debtorId }: DebtorKey, limit: number): Promise<Case[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from collection_case c where c.client_id = $1 and c.debtor_id = $2
           order by c.status = 'CLOSED', c.case_id desc limit $3`,
    values: [clientId, debtorId, limit],
  })
  return rows.map(caseOf)
}

/** The cases, of these, whose debtor has a protected address. */
export async function selectProtectedCases(
  db: Queryable,
  clientId: ClientId,
  caseIds: readonly CaseId[],
): Promise<Set<CaseId>> {
  const { rows } = await db.query<{ caseId: CaseId }>({
    text: `select c.case_id as "caseId" from collection_case c
           join debtor_mark m on m.client_id = c.client_id and m.debtor_id = c.debtor_id
           where c.client_id = $1 and c.case_id = any($2::bigint[]) and m.mark = 'PROTECTED_ADDRESS' and m.lifted_at is null`,
    values: [clientId, caseIds],
  })
  return new Set(rows.map(({ caseId }) => caseId))
}

const DEBTORS = bulk({ client_id: 'bigint', debtor_id: 'uuid' })

/** Cases of debtors of any client, the open ones first. */
export async function selectCasesOfAll(db: Queryable, keys: readonly DebtorKey[], limit: number): Promise<Case[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from ${DEBTORS.distinct(2)}
           join collection_case c on c.client_id = n.client_id and c.debtor_id = n.debtor_id
           order by c.status = 'CLOSED', c.client_id, c.case_id desc limit $1`,
    values: [limit, ...DEBTORS.values(keys)],
  })
  return rows.map(caseOf)
}

export interface LetterOfDebtor {
  letterId: LetterId
  caseId: CaseId
  kind: string
  createdAt: Date
}

export async function selectLettersOf(
  db: Queryable,
  { clientId, debtorId }: DebtorKey,
  limit: number,
): Promise<LetterOfDebtor[]> {
  const { rows } = await db.query<LetterOfDebtor>({
    text: `select l.letter_id as "letterId", l.case_id as "caseId", l.kind, l.created_at as "createdAt"
           from collection_case c join letter l on l.client_id = c.client_id and l.case_id = c.case_id
           where c.client_id = $1 and c.debtor_id = $2 order by l.created_at desc, l.letter_id desc limit $3`,
    values: [clientId, debtorId, limit],
  })
  return rows
}
