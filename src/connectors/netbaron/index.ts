/**
 * NetBaron. Its public web services only read, so vouchers go in as files of its CSV import "Accounting Receipt", left
 * in a drop (a folder or an SFTP server) from which an importer takes them and answers with `<name>.ok` or
 * `<name>.error`. Columns: columns.ts. Exactly once over a drop: drop.ts and delivery.ts.
 */
import { dropKeyOf, simulatedOrganisation } from './sandbox-keys.ts'
import type { Connector } from '../port.ts'
import { Credentials } from './credentials.ts'
import { mapped } from '../mapped.ts'
import { DEFAULT_MAPPINGS } from './plan.ts'
import { openSession } from './session.ts'
import { Settings } from './settings.ts'

const REQUEST_TIMEOUT_MS = 60_000
const SETTLE_MS = 90_000

/** @param options allowPrivateHosts lets SFTP drops stand on loopback and private addresses; refused unless given */
export function createNetbaron(options: { allowPrivateHosts?: boolean } = {}): Connector {
  return {
    system: 'NETBARON',
    title: 'NetBaron',
    country: 'FI',
    currency: 'EUR',
    about: 'Receipt files, drops, acknowledgements, settings',
    credentials: Credentials,
    settings: Settings,
    headerTexts: ['dropKey'],
    verbatimTexts: ['password', 'privateKey', 'passphrase'],
    mappings: DEFAULT_MAPPINGS,
    unmappedVatCodes: (codes, vatCodes) => codes.filter((code) => mapped(vatCodes, code) === undefined),
    // Each company has its own drop: the system has no address.
    productionUrl: '',
    testUrl: '',
    simulatorPath: '/simulators/netbaron',
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    settleMs: SETTLE_MS,
    open(config, tools) {
      const requestTimeoutMs = Number(config.settings['requestTimeoutMs'] ?? REQUEST_TIMEOUT_MS)
      return openSession(config, tools, { requestTimeoutMs, allowPrivateHosts: options.allowPrivateHosts ?? false })
    },
    simulatorCredentials(clientId, companyIdentifier) {
      const organisation = simulatedOrganisation(clientId, companyIdentifier)
      return { delivery: 'SIMULATOR', organisation, dropKey: dropKeyOf(organisation) }
    },
  }
}

export const netbaron: Connector = createNetbaron()
