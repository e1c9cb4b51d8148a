import { basename } from 'node:path'
import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { CliError, EXIT_FAILURE } from '../failure.ts'
import { verb } from '../options.ts'
import { facts, plain, print, table } from '../output.ts'

const FAULTS_SHOWN_MAX = 20

export function bankFileTakeCommand(bankFile: Command): void {
  const summary =
    'Read a bank file: its payments are stored, matched and allocated; reading the same file again changes nothing'
  verb(bankFile, 'take <file>', summary, 'bank-file take camt054-2026-02-26.xml').action(
    async (path: string, { json }: { json?: boolean }) => {
      const { matchAll } = await import('../../payments/match/match-all.ts')
      const { takeBankFileAt } = await import('../../payments/take-bank-file.ts')
      const { taken, matched } = await withCtx(async (ctx) => {
        const taken = await takeBankFileAt(ctx, { name: basename(path), path }).catch((error: unknown) => {
          if (['ENOENT', 'EACCES', 'EISDIR'].includes(String((error as { code?: unknown }).code)))
            throw new CliError('INPUT', `The bank file could not be read: ${(error as Error).message}.`)
          throw error
        })
        return { taken, matched: await matchAll(ctx) }
      })
      const { before, state: _state, ...file } = taken
      // For those who call this from a script: what was read is taken, and the file is to be looked at.
      if (!file.complete) process.exitCode = EXIT_FAILURE
      print(json, { ...file, takenBefore: before, dealtWith: matched }, () =>
        [
          facts([
            ['File', plain(file.name)],
            ['Format', file.format],
            ['Taken before', before ? 'yes: it was not read again' : 'no'],
            ['Entries', file.entries],
            ['Duplicates', file.known],
            ['Complete', file.complete],
            ['Faults', file.faultCount],
            ['Processed now', matched],
          ]),
          ...(file.faults.length === 0
            ? []
            : [
                '',
                table(
                  ['POSITION', 'SCOPE', 'CODE', 'WHAT'],
                  file.faults
                    .slice(0, FAULTS_SHOWN_MAX)
                    .map((one) => [one.position, one.scope, one.code, plain(one.message)]),
                ),
              ]),
          '',
          'Entries that need a review: saatava payment unallocated',
        ].join('\n'),
      )
    },
  )
}
