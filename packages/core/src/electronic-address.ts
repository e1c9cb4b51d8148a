/**
 * Electronic addresses of invoices: a Finnish OVT, an IBAN, or "scheme:value" of a Peppol participant, whose schemes and
 * check digits are checked before anything is sent there.
 */
import { hasLuhn, isBusinessCode, isGln, isIban, isOvt } from './identifiers.ts'

/** The schemes of electronic addresses (EAS, ISO 6523 ICD) that are used here. */
export const EAS = { OVT: '0216', GLN: '0088', SE: '0007', NO: '0192', DK: '0184' } as const

/** The list of EN 16931 (rule BR-CL-25) less the schemes in RETIRED. */
const SCHEMES = new Set(
  `
0002 0007 0009 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 0188 0190 0191
0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0216 0217 0218 0219 0220
0221 0225 0230 0235 0240 0244 0242 0245 0246 0248 9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926
9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948
9949 9950 9951 9952 9953 9957 9959
`
    .trim()
    .split(/\s+/u),
)

/**
 * Not taken any more: 0037 and 0213 have left the list of Peppol BIS Billing 3.0.21; a Finnish receiver is found by 0216
 * alone (Finnish Peppol Authority, since 1 April 2024), and 0212 and 0215 name nobody else.
 */
const RETIRED = new Set(['0037', '0212', '0213', '0215'])

/** Numbers of registers may be written with spaces, hyphens and their country's letters; they are sent as digits. */
const DIGITS_ONLY = new Set<string>(['0002', '0009', EAS.SE, EAS.NO, EAS.DK, EAS.GLN])

/** The form of a scheme's values, with its check digits: Peppol's rules COMMON-R040 to R050, and the registers' own. */
const FORMS: Record<string, (value: string) => boolean> = {
  '0002': (value) => /^\d{9}$/.test(value) && hasLuhn(value),
  [EAS.SE]: (value) => /^\d{10}$/.test(value) && isBusinessCode('SE', value),
  // Offices of La Poste make their numbers by another rule.
  '0009': (value) => /^\d{14}$/.test(value) && (hasLuhn(value) || value.startsWith('356000000')),
  '0060': (value) => /^\d{9}$/.test(value),
  [EAS.GLN]: isGln,
  '0106': (value) => /^\d{8}$/.test(value),
  '0151': (value) => /^\d{11}$/.test(value) && isAustralian(value),
  [EAS.DK]: (value) => /^\d{8}$/.test(value) && isBusinessCode('DK', value),
  '0190': (value) => /^\d{20}$/.test(value),
  '0191': (value) => /^\d{8}$/.test(value),
  [EAS.NO]: (value) => /^\d{9}$/.test(value) && isBusinessCode('NO', value),
  '0196': (value) => /^\d{10}$/.test(value),
  '0201': (value) => /^[0-9A-Za-z]{6}$/.test(value),
  '0208': (value) => /^\d{10}$/.test(value) && 97n - (BigInt(value.slice(0, 8)) % 97n) === BigInt(value.slice(8)),
  '0210': (value) => /^([0-9A-Za-z]{16}|\d{11})$/.test(value),
  '0211': (value) => /^IT\d{11}$/i.test(value),
  [EAS.OVT]: (value) => isOvt(value.toUpperCase()),
  '9930': (value) => /^DE\d{9}$/i.test(value),
}

/** Australian business number: one less in the first digit, weights 10, 1, 3 … 19, modulus 89. */
function isAustralian(value: string): boolean {
  const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
  const total = weights.reduce((sum, weight, i) => sum + weight * (Number(value[i]) - (i === 0 ? 1 : 0)), 0)
  return total % 89 === 0
}

export interface ElectronicAddress {
  kind: 'OVT' | 'IBAN' | 'PARTICIPANT' | 'OTHER'
  scheme?: string
  value: string
}

/**
 * Reads an electronic invoice address: an OVT (0037, the eight digits of a business id, up to five characters), an IBAN,
 * or "scheme:value" of a Peppol participant. Spaces do not count.
 */
export function electronicAddress(text: string): ElectronicAddress {
  const value = text.replace(/\s/gu, '')
  const [, scheme, id] = /^(?:iso6523-actorid-upis::)?(\d{4}):(.+)$/iu.exec(value) ?? []
  if (scheme !== undefined && id !== undefined) return { kind: 'PARTICIPANT', scheme, value: id }
  if (/^0037\d{8}[0-9A-Za-z]{0,5}$/.test(value)) return { kind: 'OVT', value: value.toUpperCase() }
  if (/^[A-Za-z]{2}\d{2}[0-9A-Za-z]{8,30}$/.test(value)) return { kind: 'IBAN', value: value.toUpperCase() }
  return { kind: 'OTHER', value }
}

/** Numbers of registers without their country's prefix, spaces and hyphens (PEPPOL-COMMON-R041, R042, R049). */
export function registerNumber(scheme: string, value: string): string {
  return DIGITS_ONLY.has(scheme) ? value.replace(/\D/gu, '') : value
}

/** Business ids that are nobody's, of the receivers with whom something goes wrong in a sandbox; their check digits do not hold. */
const TEST_RECEIVER = /^00379999990\d$/

export const ADDRESS_FORMS =
  'an OVT (0037 and the eight digits of the business id, then up to five characters), an IBAN, or scheme:value'

/** Why nothing can be sent to an address: a half sentence, "is not …"; undefined where nothing speaks against it. */
export function addressFault(text: string): string | undefined {
  const { kind, scheme = '', value } = electronicAddress(text)
  switch (kind) {
    case 'OVT':
      return isOvt(value) || TEST_RECEIVER.test(value)
        ? undefined
        : 'is not an OVT: the check digit of its business id does not hold'
    case 'IBAN':
      return isIban(value) ? undefined : `is not ${ADDRESS_FORMS}`
    case 'PARTICIPANT':
      return participantFault(scheme, value)
    case 'OTHER':
      return `is not ${ADDRESS_FORMS}`
    default:
      return kind satisfies never
  }
}

function participantFault(scheme: string, value: string): string | undefined {
  if (RETIRED.has(scheme)) {
    const ovt = finnishOvt(value)
    const instead = ovt === undefined ? '0216 and an OVT' : `0216:${ovt}`
    return `has the scheme ${scheme}, which is not in use any more: a Finnish receiver is ${instead}`
  }
  if (!SCHEMES.has(scheme)) return `has the scheme ${scheme}, which is not in the list of electronic address schemes`
  const holds = FORMS[scheme]
  if (holds !== undefined && !holds(registerNumber(scheme, value)))
    return `is not a number of the scheme ${scheme} (check digit or length)`
  return /^[0-9A-Za-z:._~-]{1,50}$/.test(value) ? undefined : `is not ${ADDRESS_FORMS}`
}

/** The OVT in what was written under another Finnish scheme: an OVT, a business id or a VAT number. */
function finnishOvt(value: string): string | undefined {
  const bare = value.replace(/^FI/iu, '').replaceAll('-', '').toUpperCase()
  return [bare, `0037${bare}`].find(isOvt)
}
