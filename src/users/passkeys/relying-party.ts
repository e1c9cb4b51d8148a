/** A passkey is bound to the host name of the console. */
export interface RelyingParty {
  /** The host name. */
  id: string
  /** Origin of the pages that may use it. */
  origin: string
}

export const RELYING_PARTY_NAME = 'Saatava'

/** COSE numbers: EdDSA, ES256 and RS256. */
export const ALGORITHMS = [-8, -7, -257]

export function relyingPartyOf(origin: string): RelyingParty {
  return { id: new URL(origin).hostname, origin }
}
