import type { Command } from 'commander'
import { REGIMES, regimeState } from '@saatava/law/regimes.ts'
import { acting, personOption } from '../acting.ts'
import { withCtx, withReadCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { date } from '../law-options.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

interface Given {
  starts?: string
  unset?: boolean
  sources?: string
  as?: string
  json?: boolean
}

export function lawRegimeCommand(law: Command): void {
  const regime = verb(
    law,
    'regime',
    'Prepared acts, not in force until a person sets the day; without options it shows them',
    'law regime NO.ACT_2026_19 --starts 2027-01-01 --sources "Lovdata, FOR-…" --as "N. N."',
  )
    .argument('[id]', 'id of the act, such as NO.ACT_2026_19')
    .option('--starts <date>', 'the day on which it comes into force', date)
    .option('--unset', 'remove the day again')
    .option('--sources <text>', 'where that day stands', nonEmpty)
  personOption(regime).action((id: string | undefined, given: Given) =>
    given.starts === undefined && given.unset !== true ? show(id, given) : set(id, given),
  )
}

async function set(id: string | undefined, { starts, unset, sources, as, json }: Given): Promise<void> {
  if (id === undefined) throw new CliError('USAGE', 'Name the act, such as NO.ACT_2026_19.')
  if (starts !== undefined && unset === true) throw new CliError('USAGE', 'Give either --starts or --unset.')
  if (starts !== undefined && sources === undefined)
    throw new CliError('USAGE', 'Name with --sources the source of the day of coming into force.')
  await withCtx(async (ctx) => {
    const { startRegime } = await import('../../agency/start-regime.ts')
    const by = acting(ctx, as)
    const day = { startsOn: starts ?? null, person: by.actor, sourcesRead: sources ?? null }
    return startRegime(by, { regimeId: id.toUpperCase(), ...day })
  })
  await show(id, { ...(json === undefined ? {} : { json }) })
}

async function show(id: string | undefined, { json }: Given): Promise<void> {
  const asked = REGIMES.filter((regime) => id === undefined || regime.id === id.toUpperCase())
  if (asked.length === 0)
    throw new CliError(
      'NOT_FOUND',
      `There is no act ${id}; prepared acts are ${REGIMES.map((one) => one.id).join(', ')}.`,
    )
  const rules = await withReadCtx(async (ctx) => {
    const { lawOf } = await import('../../agency/law-of.ts')
    return (await lawOf(ctx.platform)).rules
  })
  const shown = asked.map((regime) => {
    const { id, country, name, source, changes } = regime
    return { id, country, name, source, changes, ...regimeState(regime, rules) }
  })
  print(json, { regimes: shown }, () =>
    shown
      .map(({ id, name, source, startsOn, changes, unconfirmed }) =>
        [
          `${id}: ${name}`,
          startsOn === null ? 'Not in force: no day is set.' : `In force from ${startsOn} on.`,
          ...changes.map((change) => `- ${change}`),
          ...(unconfirmed.length === 0 ? [] : [`Unconfirmed from that day on: ${unconfirmed.join(', ')}`]),
          `Source: ${source}`,
        ].join('\n'),
      )
      .join('\n\n'),
  )
}
