/** SQL of the cases behind the reports of recovery, losses and fees, of one client, by the indexes of the reports. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import { REPORT_ZONE } from './report.ts'

export interface Days {
  from: CivilDate
  to: CivilDate
}

interface BehindPlace {
  day: CivilDate
  id: string
}

export interface Page {
  after: BehindPlace | undefined
  limit: number
}

export interface BehindRow {
  caseId: CaseId
  /** The day that counts: of opening, of the loss, of the step. */
  day: CivilDate
  /** It stands in the cursor. */
  id: string
  currency: string
  /** Minor units as text. */
  amount: string
  /** The kind of loss or of step. */
  kind: string
}

/** Cases that were opened between two days, with their capital then. */
export async function pageOfOpened(
  db: Queryable,
  clientId: ClientId,
  { from, to }: Days,
  { after, limit }: Page,
): Promise<BehindRow[]> {
  const { rows } = await db.query<BehindRow>({
    text: `select c.case_id as "caseId", (c.opened_at at time zone '${REPORT_ZONE}')::date as day, c.case_id::text as id, c.currency,
             c.capital_minor::text as amount, 'OPENED' as kind
           from collection_case c
           where c.client_id = $1 and c.opened_at >= ($2::date::timestamp at time zone '${REPORT_ZONE}')
             and c.opened_at < (($3::date + 1)::timestamp at time zone '${REPORT_ZONE}')
             and ($4::date is null or c.opened_at >= ($4::date::timestamp at time zone '${REPORT_ZONE}'))
             and ($4::date is null or ((c.opened_at at time zone '${REPORT_ZONE}')::date, c.case_id) > ($4, $5::bigint))
           order by (c.opened_at at time zone '${REPORT_ZONE}')::date, c.case_id limit $6`,
    values: [clientId, from, to, after?.day ?? null, after?.id ?? null, limit],
  })
  return rows
}

/** Claims that were given up between two days, with the sum of each. */
export async function pageOfLosses(
  db: Queryable,
  clientId: ClientId,
  { from, to }: Days,
  { after, limit }: Page,
): Promise<BehindRow[]> {
  const { rows } = await db.query<BehindRow>({
    text: `select p.case_id as "caseId", t.booking_date as day, t.transaction_id::text as id, p.currency,
             (-sum(p.amount_minor))::text as amount, t.kind
           from (select client_id, transaction_id, booking_date, kind from journal_transaction
                 where client_id = $1 and kind in ('WRITTEN_OFF', 'WITHDRAWN', 'WAIVED') and booking_date between $2 and $3
                   and ($4::date is null or (booking_date, transaction_id) > ($4, $5::uuid))
                 order by booking_date, transaction_id limit $6) t
           join journal_posting p on p.client_id = t.client_id and p.transaction_id = t.transaction_id
           where p.client_id = $1 and p.account like 'RECEIVABLE\\_%'
           group by p.case_id, t.booking_date, t.transaction_id, p.currency, t.kind
           order by t.booking_date, t.transaction_id limit $6`,
    values: [clientId, from, to, after?.day ?? null, after?.id ?? null, limit],
  })
  return rows
}

/** Steps between two days that charged a fee by a rule; null: by no rule. */
export async function pageOfFees(
  db: Queryable,
  clientId: ClientId,
  { from, to, rule }: Days & { rule: string | null },
  { after, limit }: Page,
): Promise<BehindRow[]> {
  const { rows } = await db.query<BehindRow>({
    text: `select s.case_id as "caseId", s.taken_on as day, s.case_id::text as id, c.currency, s.fee_minor::text as amount, s.kind
           from case_step s join collection_case c on c.client_id = s.client_id and c.case_id = s.case_id
           where s.client_id = $1 and c.client_id = $1 and s.fee_minor > 0 and s.taken_on between $2 and $3
             and s.rule_id is not distinct from $4
             and ($5::date is null or (s.taken_on, s.case_id) > ($5, $6::bigint))
           order by s.taken_on, s.case_id limit $7`,
    values: [clientId, from, to, rule, after?.day ?? null, after?.id ?? null, limit],
  })
  return rows
}
