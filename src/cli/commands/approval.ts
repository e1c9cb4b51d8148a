/** saatava approval: what waits for a second person. */
import { UUID } from '@saatava/core/ids.ts'
import { type Command, InvalidArgumentError } from 'commander'
import { type Approval, presentApproval, stateOf } from '../../approvals/approval.ts'
import type { FourEyes } from '../../approvals/setting.ts'
import { withCtx, withReadCtx } from '../context.ts'
import { clientNumber, limit as readLimit, nonEmpty, verb } from '../options.ts'
import { facts, plain, print, table } from '../output.ts'
import { amount as readAmount } from '../payment-options.ts'

const LIMIT_DEFAULT = 100

export function approvalCommands(program: Command): void {
  const approval = program.command('approval').description('Approvals: acts that wait for a second person')
  list(approval)
  show(approval)
  approve(approval)
  refuse(approval)
  settings(approval)
}

function list(approval: Command): void {
  verb(approval, 'list', 'Acts that wait for a second person, the newest first', 'approval list')
    .option('--client <number>', 'only those about this client', clientNumber)
    .option('--all', 'also approvals that were decided')
    .option('--limit <number>', 'at most so many', readLimit, LIMIT_DEFAULT)
    .action(async ({ client, all, limit, json }: { client?: number; all?: boolean; limit: number; json?: boolean }) => {
      const { listApprovals } = await import('../../four-eyes/show.ts')
      const { approvals, now } = await withReadCtx(async (ctx) => ({
        approvals: await listApprovals(ctx, { clientId: client, ...(all === true ? {} : { state: 'waiting' }), limit }),
        now: ctx.platform.clock.now(),
      }))
      print(json, { approvals: approvals.map((one) => presentApproval(one, now)) }, () =>
        approvals.length === 0 ? 'Nothing waits for a second person.' : tableOf(approvals, now),
      )
    })
}

function tableOf(approvals: readonly Approval[], now: Date): string {
  return table(
    ['ID', 'STATE', 'ACTION', 'SUBJECT', 'ASKED BY', 'ASKED', 'DECIDED BY'],
    approvals.map((one) => [
      ...[one.approvalId, stateOf(one, now), one.action, plain(one.subject), plain(one.askedBy)],
      ...[one.askedAt.toISOString().slice(0, 19), plain(one.decidedBy ?? '-')],
    ]),
  )
}

function show(approval: Command): void {
  verb(
    approval,
    'show',
    'Show an approval with the effect of the act',
    'approval show 0190f6a0-0000-7000-8000-000000000000',
  )
    .argument('<id>', 'id of the approval', approvalId)
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { showApproval } = await import('../../four-eyes/show.ts')
      const shown = await withReadCtx(async (ctx) =>
        presentApproval(await showApproval(ctx, id), ctx.platform.clock.now()),
      )
      print(json, shown, () =>
        facts(
          Object.entries(shown).map(([name, value]): [string, string] => [
            name,
            typeof value === 'string' ? plain(value) : plain(JSON.stringify(value, null, 2)),
          ]),
        ),
      )
    })
}

function approve(approval: Command): void {
  const example = 'approval approve 0190f6a0-0000-7000-8000-000000000000 --as "John Doe"'
  verb(approval, 'approve', 'Approve an act of somebody else: it is done now', example)
    .argument('<id>', 'id of the approval', approvalId)
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { approve: decide } = await import('../../four-eyes/decide.ts')
      const state = await withCtx((ctx) => decide(ctx, { approvalId: id }))
      print(json, { approvalId: id, state }, () =>
        state === 'APPROVED' ? `Approved ${id}: it is done.` : `${id} had nothing left to do; it is closed.`,
      )
    })
}

function refuse(approval: Command): void {
  const example = 'approval refuse 0190f6a0-0000-7000-8000-000000000000 --reason "Wrong account" --as "John Doe"'
  verb(approval, 'refuse', 'Refuse an act of somebody else', example)
    .argument('<id>', 'id of the approval', approvalId)
    .requiredOption('--reason <text>', 'the reason, for the asker', nonEmpty)
    .action(async (id: string, { reason, json }: { reason: string; json?: boolean }) => {
      const { refuse: decide } = await import('../../four-eyes/decide.ts')
      await withCtx((ctx) => decide(ctx, { approvalId: id, reason }))
      print(json, { approvalId: id, state: 'REFUSED' }, () => `Refused ${id}.`)
    })
}

interface SettingOptions {
  on?: boolean
  off?: boolean
  limit?: bigint
  json?: boolean
}

function settings(approval: Command): void {
  verb(approval, 'settings', 'Turn the second person on or off, and set the limit of returns', 'approval settings --on')
    .option('--on', 'gated acts need a second person')
    .option('--off', 'they do not: for an agency of one person')
    .option('--limit <amount>', 'a return up to this amount needs no second person', readAmount)
    .action(async ({ on, off, limit, json }: SettingOptions) => {
      if (on === true && off === true) throw new InvalidArgumentError('It takes --on or --off.')
      const { fourEyesOf, setFourEyes } = await import('../../approvals/setting.ts')
      const isOn = on === true ? true : off === true ? false : undefined
      const limitMinor = limit === undefined ? undefined : Number(limit)
      const isReading = isOn === undefined && limit === undefined
      const now = await withCtx((ctx) =>
        isReading ? fourEyesOf(ctx.platform, ctx.platform.pool) : setFourEyes(ctx, { isOn, limitMinor }),
      )
      print(json, { ...now }, () => textOf(now))
    })
}

function textOf({ isOn, limitMinor, setBy, setAt }: FourEyes): string {
  return facts([
    ['Four eyes', isOn ? 'on' : 'off'],
    ['Returns without a second person up to', (limitMinor / 100).toFixed(2)],
    ['Set by', setBy === null ? 'nobody: the default of the environment' : plain(setBy)],
    ['Set at', setAt ?? '-'],
  ])
}

function approvalId(text: string): string {
  if (!UUID.test(text)) throw new InvalidArgumentError('It takes the id that "saatava approval list" shows, a UUID.')
  return text
}
