const AMOUNT = /^(-?)(\d{1,15})(?:\.(\d{1,2}))?$/

/** Minor units of "-2382.47", "124" or "" (0); null when the text is no such amount. */
export function minorFromText(text: string): bigint | null {
  if (text === '') return 0n
  const match = AMOUNT.exec(text)
  if (match === null) return null
  const value = BigInt(`${match[2] ?? ''}${(match[3] ?? '').padEnd(2, '0')}`)
  return match[1] === '-' ? -value : value
}
