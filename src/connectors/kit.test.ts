/** Every connector passes the kit of tests. */
import { describe } from 'node:test'
import { connectorTests } from '../../test/support/connectors/kit.ts'
import { FACTS } from '../../test/support/sync/systems.ts'
import { CONNECTORS } from './registry.ts'

for (const connector of CONNECTORS) {
  describe(connector.title, () => connectorTests(connector, FACTS[connector.system]))
}
