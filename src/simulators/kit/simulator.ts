import type { FastifyInstance } from 'fastify'
import type { Faults } from './faults.ts'
import type { Journal } from './journal.ts'

/**
 * A stand-in for one system outside: real HTTP, its own books, the same checks as the real one. `mount` adds its
 * routes below /simulators/<name>; GET inspect and POST/DELETE faults are added by the server for every simulator.
 */
export interface Simulator {
  name: string
  mount(app: FastifyInstance): void
  /** Returns the received documents, oldest first, for GET /simulators/<name>/inspect?company=… */
  inspect(company: string | undefined): unknown
}

export interface SimulatorKit {
  faults: Faults
  journal: Journal
  /** The sandbox's clock, by which letters are printed and mails are dated; the machine's where the simulator runs alone. */
  now(): Date
}
