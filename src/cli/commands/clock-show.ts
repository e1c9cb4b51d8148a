import type { Command } from 'commander'
import { type ClockView, showClock } from '../../clock/show-clock.ts'
import { withReadCtx } from '../context.ts'
import { verb } from '../options.ts'
import { facts, print } from '../output.ts'

export function clockShowCommand(clock: Command): void {
  verb(clock, 'show', 'The time of the clock, and the progress of a move', 'clock show').action(
    async ({ json }: { json?: boolean }) => {
      const view = await withReadCtx((ctx) => showClock(ctx.platform))
      print(json, view, () => clockText(view))
    },
  )
}

export function clockText({ now, offsetSeconds, movable, move }: ClockView): string {
  const due = move?.due.map(({ work, count }) => `${count} ${work}`).join(', ')
  return facts([
    ['Now', now],
    ['Ahead by', offset(offsetSeconds)],
    ['Can be moved', movable ? 'yes, forward' : 'no: only a sandbox’s clock can'],
    ...(move === null
      ? []
      : ([
          ['Last move', `${move.state.toLowerCase()}: ${move.from} to ${move.to}, ${move.steps} steps`],
          ['Due', due],
        ] as [string, string][])),
  ])
}

function offset(seconds: number): string {
  const days = Math.floor(seconds / 86_400)
  return `${days} days, ${new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19)}`
}
