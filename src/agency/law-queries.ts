/** SQL of law confirmations. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface LawConfirmation {
  confirmationId: string
  /** An entry of the form that LAW_RULES has. */
  entry: Record<string, unknown>
  sourcesRead: string | null
  confirmedBy: string
  confirmedAt: Date
}

/** Differs after every change: rows are only added and ended. */
export async function confirmationState(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ state: string }>({
    text: `select count(*) || '/' || count(ended_at) as state from law_confirmation where client_id = $1`,
    values: [OPERATOR_TENANT],
  })
  return rows[0]?.state ?? ''
}

/** The active ones, in the order of their confirmation. */
export async function selectConfirmations(db: Queryable): Promise<LawConfirmation[]> {
  const { rows } = await db.query<LawConfirmation>({
    text: `select confirmation_id as "confirmationId", entry, sources_read as "sourcesRead",
                  confirmed_by as "confirmedBy", confirmed_at as "confirmedAt"
           from law_confirmation where client_id = $1 and ended_at is null order by position`,
    values: [OPERATOR_TENANT],
  })
  return rows
}

export interface NewConfirmation {
  confirmationId: string
  ruleId: string
  validFrom: CivilDate | null
  entry: Record<string, unknown>
  sourcesRead: string | null
}

const VERSIONS = bulk({ rule_id: 'text', valid_from: 'date null' })

/** Ends the active confirmations of the same versions of rules: the caller's take their place. */
export async function endConfirmations(tx: Tx, fresh: readonly NewConfirmation[], by: string, at: Date): Promise<void> {
  await tx.query({
    text: `update law_confirmation c set ended_by = $2, ended_at = $3
           from ${VERSIONS.from(4)}
           where c.client_id = $1 and c.ended_at is null and c.rule_id = n.rule_id
             and c.valid_from is not distinct from n.valid_from`,
    values: [OPERATOR_TENANT, by, at, ...VERSIONS.values(fresh)],
  })
}

/** Ends what is confirmed of a rule, whichever its version. */
export async function endRuleConfirmations(tx: Tx, ruleId: string, by: string, at: Date): Promise<void> {
  await tx.query({
    text: `update law_confirmation set ended_by = $3, ended_at = $4
           where client_id = $1 and rule_id = $2 and ended_at is null`,
    values: [OPERATOR_TENANT, ruleId, by, at],
  })
}

const ENDINGS = bulk({ rule_id: 'text', valid_to: 'date' })

/** @returns the endings that had no notice yet, each "rule day" */
export async function insertEndingNotices(
  tx: Tx,
  ending: readonly { ruleId: string; validTo: CivilDate }[],
  at: Date,
): Promise<Set<string>> {
  const { rows } = await tx.query<{ name: string }>({
    text: `insert into law_ending_notice (client_id, rule_id, valid_to, noticed_at)
           select $1, rule_id, valid_to, $2 from ${ENDINGS.from(3)}
           on conflict (client_id, rule_id, valid_to) do update set ended_at = null, noticed_at = excluded.noticed_at
             where law_ending_notice.ended_at is not null
           returning rule_id || ' ' || valid_to as name`,
    values: [OPERATOR_TENANT, at, ...ENDINGS.values(ending)],
  })
  return new Set(rows.map(({ name }) => name))
}

/** Endings that were noticed, and of which no rule was found to follow. */
export async function selectEndingNotices(db: Queryable): Promise<{ ruleId: string; validTo: CivilDate }[]> {
  const { rows } = await db.query<{ ruleId: string; validTo: CivilDate }>({
    text: `select rule_id as "ruleId", valid_to as "validTo" from law_ending_notice where client_id = $1 and ended_at is null`,
    values: [OPERATOR_TENANT],
  })
  return rows
}

/** Rules were found to follow those that end. */
export async function endEndingNotices(
  db: Queryable,
  followed: readonly { ruleId: string; validTo: CivilDate }[],
  at: Date,
): Promise<void> {
  await db.query({
    text: `update law_ending_notice l set ended_at = $2 from ${ENDINGS.from(3)}
           where l.client_id = $1 and l.rule_id = n.rule_id and l.valid_to = n.valid_to`,
    values: [OPERATOR_TENANT, at, ...ENDINGS.values(followed)],
  })
}

const CONFIRMATIONS = bulk({
  id: 'uuid',
  rule_id: 'text',
  valid_from: 'date null',
  entry: 'json',
  sources_read: 'text null',
})

/** The caller holds the agency's lock, so that positions follow each other. */
export async function insertConfirmations(
  tx: Tx,
  fresh: readonly NewConfirmation[],
  by: string,
  at: Date,
): Promise<void> {
  await tx.query({
    text: `insert into law_confirmation (client_id, confirmation_id, position, rule_id, valid_from, entry, sources_read,
             confirmed_by, confirmed_at)
           select $1, n.id, last.position + n.ord, n.rule_id, n.valid_from, n.entry, n.sources_read, $2, $3
           from ${CONFIRMATIONS.ordered(4)},
                (select coalesce(max(position), 0) as position from law_confirmation where client_id = $1) as last`,
    values: [
      OPERATOR_TENANT,
      by,
      at,
      ...CONFIRMATIONS.values(
        fresh.map(({ confirmationId, ruleId, validFrom, entry, sourcesRead }) => ({
          id: confirmationId,
          ruleId,
          validFrom,
          entry,
          sourcesRead,
        })),
      ),
    ],
  })
}
