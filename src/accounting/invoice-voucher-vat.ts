import { absolute, grossOfNet, sum } from '@saatava/core/money.ts'

export interface VatShares {
  /** Minor units, one a net amount. */
  shares: bigint[]
  /** The VAT that no net amount can carry: not zero only where the invoice's VAT is not its rate of its net amounts. */
  rest: bigint
}

/**
 * Shares out the VAT that an invoice states for one rate among the sales that bear it. Each share is the VAT of its net
 * amount, rounded, or a cent beside it. So the shares sum to the VAT of the invoice, and every row still holds alone.
 * @param nets minor units  @param vat minor units  @param percent for example 25.5
 */
export function shareVat(nets: bigint[], vat: bigint, percent: number): VatShares {
  const shares = nets.map((net) => grossOfNet(net, percent) - net)
  let rest = vat - sum(shares)
  if (percent === 0) return { shares, rest }
  const step = rest > 0n ? 1n : -1n
  // The largest first: a cent is the least of it there.
  const order = nets
    .keys()
    .toArray()
    .toSorted((a, b) => compare(nets[b] ?? 0n, nets[a] ?? 0n))
  for (const i of order) {
    if (rest === 0n) break
    if (nets[i] === 0n) continue
    shares[i] = (shares[i] ?? 0n) + step
    rest -= step
  }
  return { shares, rest }
}

function compare(a: bigint, b: bigint): number {
  const difference = absolute(a) - absolute(b)
  return difference === 0n ? 0 : difference > 0n ? 1 : -1
}
