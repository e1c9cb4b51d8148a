/** A name that leads elsewhere at each look-up, as an attacker's name server would answer (DNS rebinding). */

const REBINDING = 'rebinding.localhost'
const HERE = { address: '127.0.0.1', family: 4 as const }
/** The address at which a cloud gives its machines their keys. */
const METADATA = { address: '169.254.169.254', family: 4 as const }

/** @returns addresses for `rebinding.localhost`: this machine, then an inner service, in turn; undefined for other names */
export function createRebinding(): (host: string) => Promise<(typeof HERE)[]> | undefined {
  let asked = 0
  return (host) => (host === REBINDING ? Promise.resolve([asked++ % 2 === 0 ? HERE : METADATA]) : undefined)
}
