/** The accounting systems that can be connected. A new one is a folder beside these and a line here. */
import { economic } from './economic/index.ts'
import { fennoa } from './fennoa/index.ts'
import { fivaldi } from './fivaldi/index.ts'
import { fortnox } from './fortnox/index.ts'
import { netbaron } from './netbaron/index.ts'
import { netvisor } from './netvisor/index.ts'
import { type Connector, type System, SYSTEMS } from './port.ts'
import { procountor } from './procountor/index.ts'
import { talenom } from './talenom/index.ts'
import { tripletex } from './tripletex/index.ts'

export const CONNECTORS: readonly Connector[] = [
  netvisor,
  procountor,
  netbaron,
  fennoa,
  fivaldi,
  talenom,
  fortnox,
  tripletex,
  economic,
]

export function connectorOf(system: string): Connector | undefined {
  return CONNECTORS.find((connector) => connector.system === system)
}

/** Published as upcoming: known by name, not available yet. */
export const UPCOMING: readonly System[] = SYSTEMS.filter((system) => connectorOf(system) === undefined)
