/**
 * IBAN of an account number of its country (ISO 13616; ISO 7064 mod 97-10), so that an account has one name in every
 * format. Whether the number itself holds is for its bank.
 * @param bban as the country's IBAN has it: Finland's 14 digits, Norway's 11
 */
export function ibanOf(country: 'FI' | 'NO', bban: string): string {
  const letters = Array.from(country, (letter) => String(letter.charCodeAt(0) - 55)).join('')
  const check = 98n - (BigInt(`${bban}${letters}00`) % 97n)
  return `${country}${String(check).padStart(2, '0')}${bban}`
}
