import { type Command, InvalidArgumentError } from 'commander'
import { isCivilDate, startOfDay } from '@saatava/core/dates.ts'
import { withReadCtx } from '../context.ts'
import { clientNumber, limit as readLimit, nonEmpty, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'
import { auditVerifyCommand } from './audit-verify.ts'
import { caseNumber } from '../payment-options.ts'

const LIMIT_DEFAULT = 100
const DAY_MS = 86_400_000

interface Options {
  case?: number
  client?: number
  actor?: string
  action?: string
  since?: Date
  until?: Date
  limit: number
  before?: string
  json?: boolean
}

export function auditCommand(program: Command): void {
  const audit = verb(program, 'audit', 'Audit entries, the newest first', 'audit --case 5000001 --since 2026-03-01')
    .enablePositionalOptions()
    .option('--case <number>', 'only entries about this case, its invoice and its payments', caseNumber)
    .option('--client <number>', 'only entries about this client', clientNumber)
    .option(
      '--actor <name>',
      'only acts of this person, or of an actor in the form of the audit: token:…, system:…',
      nonEmpty,
    )
    .option('--action <name>', 'only this action, or the actions that begin with this: payment.', nonEmpty)
    .option('--since <date>', 'from this day on, UTC', day)
    .option('--until <date>', 'up to this day, inclusive, UTC', dayEnd)
    .option('--limit <number>', 'most entries to show', readLimit, LIMIT_DEFAULT)
    .option('--before <id>', 'the next page: the id at the end of the previous page', nonEmpty)
    .action(async ({ case: caseId, client, json, ...query }: Options) => {
      const { listAudit } = await import('../../audit/list-audit.ts')
      const { detailsInWords, present } = await import('../../audit/present.ts')
      const { entries, next } = await withReadCtx((ctx) => listAudit(ctx, { ...query, caseId, clientId: client }))
      print(json, { entries: entries.map(present), next: next ?? null }, () =>
        entries.length === 0
          ? 'No audit entry matches.'
          : [
              table(
                ['AT', 'WHO', 'FROM', 'CLIENT', 'ACTION', 'SUBJECT', 'DETAILS'],
                entries.map(({ at, actor, remoteAddress, clientId, action, subject, ...row }) => [
                  at.toISOString().slice(0, 19),
                  plain(actor),
                  remoteAddress ?? '-',
                  clientId === 0 ? 'agency' : String(clientId),
                  action,
                  plain(subject),
                  plain(JSON.stringify(detailsInWords(row))).slice(0, 120),
                ]),
              ),
              ...(next === undefined ? [] : [`More: --before ${next}`]),
            ].join('\n'),
      )
    })
  auditVerifyCommand(audit)
}

function day(text: string): Date {
  if (!isCivilDate(text)) throw new InvalidArgumentError('It takes a date such as 2026-03-03.')
  return startOfDay(text, 'UTC')
}

function dayEnd(text: string): Date {
  return new Date(day(text).getTime() + DAY_MS)
}
