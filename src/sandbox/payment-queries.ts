/** SQL of payments that a sandbox makes. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

export interface PaidBefore {
  account: string
  amount: bigint
  currency: string
  endToEndId: string | null
  reference: string | null
  payerName: string | null
  payerAccount: string | null
  bookingDate: CivilDate
}

/** The latest payment of a case that came by a bank file and was not taken back. */
export async function selectLatestPaid(
  db: Queryable,
  clientId: ClientId,
  caseId: CaseId,
  amount: bigint | undefined,
): Promise<PaidBefore | undefined> {
  const { rows } = await db.query<Omit<PaidBefore, 'amount'> & { amount: string }>({
    text: `select e.account, e.amount_minor::text as amount, e.currency, e.end_to_end_id as "endToEndId", e.reference, e.payer_name as "payerName",
                  e.payer_account as "payerAccount", e.booking_date as "bookingDate"
           from allocation a join payment p using (client_id, payment_id) join bank_entry e on e.client_id = 0 and e.entry_id = p.entry_id
           where a.client_id = $1 and a.case_id = $2 and a.reversed_at is null and p.reversed_at is null
             and ($3::bigint is null or p.amount_minor = $3)
           order by a.allocation_id desc limit 1`,
    values: [clientId, caseId, amount ?? null],
  })
  const [row] = rows
  return row && { ...row, amount: BigInt(row.amount) }
}

/** Minor units of the first payment of a case that a bank file brought. */
export async function selectFirstPaid(db: Queryable, clientId: ClientId, caseId: CaseId): Promise<bigint | undefined> {
  const { rows } = await db.query<{ amount: string }>({
    text: `select p.amount_minor::text as amount from allocation a join payment p using (client_id, payment_id)
           where a.client_id = $1 and a.case_id = $2 and p.entry_id is not null order by a.allocation_id limit 1`,
    values: [clientId, caseId],
  })
  return rows[0] && BigInt(rows[0].amount)
}

export interface EntryOutcome {
  state: string
  reason: string | null
}

export async function selectOutcome(
  db: Queryable,
  account: string,
  bankReference: string,
): Promise<EntryOutcome | undefined> {
  const { rows } = await db.query<EntryOutcome>({
    text: `select state, reason from bank_entry where client_id = 0 and account = $1 and bank_reference like '%' || $2 || '%' limit 1`,
    values: [account, bankReference],
  })
  return rows[0]
}
