import type { Command } from 'commander'
import { personalDataEraseCommand } from './personal-data-erase.ts'

export function personalDataCommands(program: Command): void {
  const data = program.command('personal-data').description('Personal data of debtors')
  personalDataEraseCommand(data)
}
