/** The key of the simulated print house's drop: nothing of it is ever printed. */
export const PRINTHOUSE_DROP_KEY = 'printhouse-simulator'
