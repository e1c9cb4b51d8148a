import type { Command } from 'commander'
import { agencyAccountAddCommand } from './agency-account-add.ts'
import { agencyAccountDefaultCommand } from './agency-account-default.ts'
import { agencyAccountEndCommand } from './agency-account-end.ts'
import { agencyAccountListCommand } from './agency-account-list.ts'
import { agencySetCommand } from './agency-set.ts'
import { agencyShowCommand } from './agency-show.ts'

export function agencyCommands(program: Command): void {
  const agency = program.command('agency').description('The agency: its details, and its client-funds accounts')
  agencySetCommand(agency)
  agencyShowCommand(agency)
  const account = agency.command('account').description('Accounts of client funds: debtors pay to them')
  agencyAccountAddCommand(account)
  agencyAccountListCommand(account)
  agencyAccountDefaultCommand(account)
  agencyAccountEndCommand(account)
}
