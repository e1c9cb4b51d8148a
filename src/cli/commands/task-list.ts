import { type Command, InvalidArgumentError, Option } from 'commander'
import { TASK_KIND_NAMES, type TaskKindName } from '../../tasks/kinds.ts'
import { presentTask } from '../../tasks/present.ts'
import { withReadCtx } from '../context.ts'
import { limit as readLimit, nonEmpty, taskId, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'

const LIMIT_DEFAULT = 100

interface Options {
  kind?: TaskKindName
  client?: number
  assignee?: string
  overdue?: boolean
  snoozed?: boolean
  after?: string
  limit: number
  json?: boolean
}

export function taskListCommand(task: Command): void {
  const example = 'task list --kind OBJECTION --client 100001'
  verb(task, 'list', 'List open tasks that are not hidden, the soonest due first', example)
    .addOption(new Option('--kind <kind>', 'only this kind').choices(TASK_KIND_NAMES))
    .option('--client <number>', 'only this client’s; 0: the agency’s own', clientOrAgency)
    .option('--assignee <person>', 'only those that this person has taken', nonEmpty)
    .option('--overdue', 'only those that had to be done before now')
    .option('--snoozed', 'also those that are hidden')
    .option('--after <id>', 'the next page: the task that the page before ended with', taskId)
    .option('--limit <number>', 'at most so many', readLimit, LIMIT_DEFAULT)
    .action(async ({ client, json, ...filter }: Options) => {
      const { listTasks } = await import('../../tasks/list-tasks.ts')
      const wanted = { ...filter, clientId: client ?? null }
      const { tasks, next } = await withReadCtx((ctx) => listTasks(ctx, wanted))
      print(json, { tasks: tasks.map(presentTask), next: next ?? null }, () =>
        tasks.length === 0
          ? 'Nothing needs a person.'
          : [
              table(
                ['TASK', 'CLIENT', 'KIND', 'SUBJECT', 'CAUSE', 'OPENED', 'DUE', 'ASSIGNEE'],
                tasks.map(({ taskId: id, clientId, kind, subject, cause, openedAt, dueAt, assignee }) => [
                  ...[id, clientId === 0 ? 'agency' : String(clientId), kind, plain(subject), plain(cause)],
                  ...[openedAt.toISOString().slice(0, 16), dueAt?.toISOString().slice(0, 16), assignee],
                ]),
              ),
              ...(next === undefined ? [] : [`More: --after ${next}`]),
            ].join('\n'),
      )
    })
}

function clientOrAgency(text: string): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(text))
    throw new InvalidArgumentError('It takes a client’s number, such as 100001, or 0 for the agency.')
  return Number(text)
}
