/** Checks the `format` words of schemas. Patterns follow the published data validation rules. */
// The package's own door loads the names of countries in eighty languages; here the codes are enough.
import countries from 'i18n-iso-countries/index.js'
import { isCivilDate } from '@saatava/core/dates.ts'
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { minorFromNumber } from '@saatava/core/money.ts'

// The HTML standard's pattern for <input type=email>.
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/
const WEBSITE = /^(https?:\/\/)?[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d{1,5})?([/?#]\S*)?$/u
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
// ISO 639-1, and the two that the published examples use for Norwegian and Danish.
const LANGUAGES = new Set(
  'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu dk'.split(
    ' ',
  ),
)

const UUID = new RegExp(UUID_PATTERN)

export const TEXT_FORMATS: Record<string, { test(text: string): boolean; says: string }> = {
  date: { test: isCivilDate, says: 'must be a real day written YYYY-MM-DD' },
  uuid: { test: (text) => UUID.test(text), says: 'must be a UUID' },
  'date-time': { test: isInstant, says: 'must be an instant such as 2026-01-31T12:00:00Z' },
  email: { test: (text) => text.length <= 254 && EMAIL.test(text), says: 'must be an email address' },
  website: {
    test: (text) => WEBSITE.test(text),
    says: 'must be the address of a website, such as https://example.com',
  },
  currency: { test: (text) => CURRENCIES.has(text), says: 'must be an ISO 4217 currency code, such as EUR' },
  country: {
    test: (text) => /^[A-Z]{2}$/.test(text) && countries.isValid(text),
    says: 'must be an ISO 3166-1 alpha-2 country code, such as FI',
  },
  language: {
    test: (text) => LANGUAGES.has(text.toLowerCase()),
    says: 'must be an ISO 639-1 language code, such as FI or SV',
  },
}

export const NUMBER_FORMATS: Record<string, { test(value: number): boolean; says: string }> = {
  money: {
    test: (value) => typeof minorFromNumber(value) === 'bigint',
    says: 'must be an amount with at most two decimals, at most 999 999 999 999.99',
  },
}

// The form that RFC 3339 allows, and no more: Temporal also reads "[UTC]" and years of six digits, which PostgreSQL does
// not.
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/

function isInstant(text: string): boolean {
  const day = INSTANT.exec(text)?.[1]
  return day !== undefined && isCivilDate(day) && !Number.isNaN(Date.parse(text))
}
