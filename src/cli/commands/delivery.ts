import type { Command } from 'commander'
import { deliveryListCommand } from './delivery-list.ts'
import { deliveryResolveCommand } from './delivery-resolve.ts'
import { deliveryRetryCommand } from './delivery-retry.ts'
import { deliveryShowCommand } from './delivery-show.ts'

export function deliveryCommands(program: Command): void {
  const delivery = program.command('delivery').description('Deliveries of invoices and letters')
  deliveryListCommand(delivery)
  deliveryShowCommand(delivery)
  deliveryResolveCommand(delivery)
  deliveryRetryCommand(delivery)
}
