/**
 * The characters that banks take. Texts and names: the Latin letters of ISO-8859-1, which Nordic banks carry and compare
 * payees' names by (å ä ö æ ø ü é …), digits and a few signs. Others are written with these: marks are left off (ł is l,
 * ș is s), signs become the nearest, Greek and Cyrillic are transliterated as EPC217-08 does, and what is left becomes a
 * point. Identifiers keep to the letters without marks, which every bank of the SEPA scheme takes.
 */

const TAKEN = /^[A-Za-z0-9/\-?:().,'+ ]$/
const ALL_TAKEN = /^[A-Za-z0-9/\-?:().,'+ ]+$/

/** Letters of ISO-8859-1 with marks, and the Nordic ones; the multiplication and division signs are none, ß is "ss". */
const MARKED = /^[À-ÖØ-Þà-öø-ÿ]$/

/** From → to, letters that Unicode does not decompose, and signs. */
const SIGNS = new Map([
  ...pairs('Æ:AE æ:ae Œ:OE œ:oe Ø:O ø:o Đ:D đ:d Ð:D ð:d Þ:TH þ:th Ł:L ł:l Ħ:H ħ:h ı:i ĸ:k Ŋ:N ŋ:n Ŧ:T ŧ:t ß:ss ẞ:SS'),
  ...pairs(
    "&:+ _:- @:(a) ’:' ‘:' `:' ´:' \":' “:' ”:' „:' «:' »:' –:- —:- ‐:- ‑:- −:- ;:, !:. [:( {:( <:( ]:) }:) >:) \\:/ |:/ €:EUR £:GBP §:.",
  ),
])

const GREEK = new Map(
  pairs('α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o'),
)

const CYRILLIC = new Map(
  pairs(
    'а:a б:b в:v г:g д:d е:e ж:zh з:z и:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:ts ч:ch ш:sh щ:sht ъ:a ы:y ь:y э:e ю:yu я:ya і:i є:ye ґ:g',
  ),
)

/** Text in the characters that banks take, trimmed; it has no slash at its ends and no two in a row. */
export function bankText(text: string): string {
  let written = ''
  for (const char of text.normalize('NFC'))
    if (MARKED.test(char)) written += char
    else for (const part of char.normalize('NFKD')) written += writtenAs(part)
  return written
    .replaceAll(/ +/g, ' ')
    .replaceAll(/\/{2,}/g, '/')
    .replaceAll(/^[/ ]+|[/ ]+$/g, '')
}

/** True where the text can stand as an identifier: those must not be changed. */
export function isBankId(text: string): boolean {
  return ALL_TAKEN.test(text) && bankText(text) === text
}

function writtenAs(char: string): string {
  if (TAKEN.test(char)) return char
  if (/^\p{M}$/u.test(char)) return ''
  if (/^[\s\p{C}]$/u.test(char)) return ' '
  const sign = SIGNS.get(char)
  if (sign !== undefined) return sign
  const lower = char.toLowerCase()
  const letter = GREEK.get(lower) ?? CYRILLIC.get(lower)
  if (letter === undefined) return '.'
  return lower === char ? letter : letter.charAt(0).toUpperCase() + letter.slice(1)
}

/** "a:b c:d" */
function pairs(text: string): [string, string][] {
  return text.split(' ').map((pair) => {
    const colon = pair.indexOf(':', 1)
    return [pair.slice(0, colon), pair.slice(colon + 1)]
  })
}
