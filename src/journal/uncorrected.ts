import type { Queryable } from '../platform/database.ts'

/** A transaction by what it rests on and when it was written. */
export interface Written {
  clientId: number
  source: string
  at: Date
}

/** Ids of transactions of a kind that have not been corrected. @returns undefined for what is not there */
export async function uncorrected(
  db: Queryable,
  kind: string,
  written: readonly Written[],
): Promise<(one: Written) => string | undefined> {
  const { rows } = await db.query<Written & { transactionId: string }>({
    text: `select t.client_id as "clientId", t.source, t.at, t.transaction_id as "transactionId"
           from (select distinct * from unnest($1::bigint[], $2::text[], $3::timestamptz[]) as n (client_id, source, at)) n
           join journal_transaction t using (client_id, source, at)
           where t.kind = $4
             and not exists (select from journal_transaction c where c.client_id = t.client_id and c.corrects = t.transaction_id)`,
    values: [written.map((one) => one.clientId), written.map((one) => one.source), written.map((one) => one.at), kind],
  })
  const ids = new Map(rows.map((row) => [nameOf(row), row.transactionId]))
  return (one) => ids.get(nameOf(one))
}

function nameOf({ clientId, source, at }: Written): string {
  return `${clientId} ${source} ${at.getTime()}`
}
