import { type Command, InvalidArgumentError } from 'commander'
import type { ClockView } from '../../clock/show-clock.ts'
import { DAYS_MAX, type MoveInput } from '../../clock/target.ts'
import { withCtx } from '../context.ts'
import { EXIT_USAGE } from '../failure.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'
import { clockText } from './clock-show.ts'

interface Options {
  days?: number
  seconds?: number
  to?: string
  json?: boolean
}

export function clockAdvanceCommand(clock: Command): void {
  const example = `clock advance --days 14
  npx saatava clock advance --to 2099-12-01`
  const command = verb(
    clock,
    'advance',
    'Move the clock of a sandbox forward; a running service does the due work day by day',
    example,
  )
    .option('--days <count>', 'number of days', upTo(DAYS_MAX))
    .option('--seconds <count>', 'number of seconds', upTo(DAYS_MAX * 86_400))
    .option('--to <moment>', 'to this day or instant', nonEmpty)
  command.action(async ({ days, seconds, to, json }: Options) => {
    const input: MoveInput = {
      ...(to === undefined ? {} : { to }),
      ...(days === undefined ? {} : { advanceDays: days }),
      ...(seconds === undefined ? {} : { advanceSeconds: seconds }),
    }
    if (Object.keys(input).length !== 1)
      command.error('error: give one of --days, --seconds and --to', { exitCode: EXIT_USAGE })
    const view = await withCtx(async (ctx): Promise<ClockView> => {
      // The import comes late: only a sandbox's operator needs it.
      const { advanceClock } = await import('../../clock/advance-clock.ts')
      return advanceClock(ctx, input)
    })
    print(json, view, () => clockText(view))
  })
}

function upTo(max: number) {
  return (text: string) => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < 1 || number > max)
      throw new InvalidArgumentError(`It takes a whole number from 1 to ${max}.`)
    return number
  }
}
