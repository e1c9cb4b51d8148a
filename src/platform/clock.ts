/** The one clock. Every date the service decides by comes from here; leases and signatures use real time. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
