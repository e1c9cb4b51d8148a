import type { Command } from 'commander'
import { debtorListCommand } from './debtor-list.ts'
import { debtorMarkCommand } from './debtor-mark.ts'
import { debtorPersonCommand } from './debtor-person.ts'
import { debtorShowCommand } from './debtor-show.ts'
import { debtorUnmarkCommand } from './debtor-unmark.ts'

export function debtorCommands(program: Command): void {
  const debtor = program.command('debtor').description('Debtors: persons and companies over all their cases')
  debtorListCommand(debtor)
  debtorShowCommand(debtor)
  debtorMarkCommand(debtor)
  debtorUnmarkCommand(debtor)
  debtorPersonCommand(debtor)
}
