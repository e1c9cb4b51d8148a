import { webhookNetwork } from '../../../src/webhooks/network.ts'
import type { Shell } from '../../../src/console/shell.ts'
import type { TestService } from '../service.ts'

/** The parts of a shell for routes that a test mounts itself. Its clock does not move. */
export function shellParts({ service }: Pick<TestService, 'service'>): Omit<Shell, 'app' | 'screens'> {
  const { platform, invoices, accounting, consoleOrigin } = service
  return {
    ...{ platform, invoices, accounting },
    wrong: { waitSeconds: () => 0, note: () => false, take: () => [] },
    origin: () => consoleOrigin ?? 'http://localhost',
    clock: { begin: () => {}, signal: AbortSignal.abort(), looks: () => [], stop: async () => {} },
    bank: () => undefined,
    simulators: () => [],
    wake: invoices.wake,
    webhooks: webhookNetwork(platform.config),
  }
}
