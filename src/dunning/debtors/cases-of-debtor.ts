/** SQL of the open cases of a debtor. */
import type { Case } from '../../claims/case.ts'
import { COLUMNS, type Row, caseOf } from '../../claims/queries.ts'
import type { DebtorKey } from '../../debtors/debtor.ts'
import type { Tx } from '../../platform/database.ts'

/** The open cases of a debtor, locked in the order of all. */
export async function lockOpenCasesOf(tx: Tx, { clientId, debtorId }: DebtorKey): Promise<Case[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from collection_case c
           where c.client_id = $1 and c.debtor_id = $2 and c.status <> 'CLOSED'
           order by c.client_id, c.case_id for no key update of c`,
    values: [clientId, debtorId],
  })
  return rows.map(caseOf)
}
