/**
 * Files that the import refuses or takes, a row each: the rule, a file, the answer, and where the rule is from. HELP:
 * NetBaron's help page "CSV import: Accounting Receipt" (help.netbaron.fi, csvimportaccountingreceipt). RFC: RFC 4180.
 * OURS: not published; our choice, so that a mistake shows.
 */
import iconv from 'iconv-lite'

const HEADER =
  'Numerosarja;Tositenumero;Kirjauspäivä;Vientiselite;Tili;Alv-koodi;Alv-%;Alv-tili;Veroton summa;Alv summa'

export interface Row {
  rule: string
  source: string
  settings?: object
  file: string | Uint8Array<ArrayBuffer>
  /** The text of the `.error` file; absent where the file is booked. */
  refusal?: RegExp
}

/** A sale whose receivable and sales row are as given, and the rest right. */
function sale(number: string, changes: Record<string, string> = {}): string {
  const {
    date = '2026-01-31',
    text = 'Vuokra',
    account = '3000',
    vatCode = '20',
    percent = '24',
    header = HEADER,
  } = changes
  const { vatAccount = '29391', net = '-100.00', vat = '-24.00', debit = '124.00', series = '11' } = changes
  return `${header}\r\n${series};${number};${date};${text};1701;;;;${debit};0\r\n${series};${number};${date};${text};${account};${vatCode};${percent};${vatAccount};${net};${vat}\r\n`
}

const takes = (rule: string, source: string, file: Row['file'], settings: object = {}): Row => ({
  ...{ rule, source, file, settings },
})
const refuses = (rule: string, source: string, file: Row['file'], refusal: RegExp, settings: object = {}): Row => ({
  ...{ rule, source, file, refusal, settings },
})
const separated = (number: string, separator: string) =>
  sale(number, { text: 'x' })
    .replaceAll('Veroton summa', '"Veroton summa"')
    .replaceAll('Alv summa', '"Alv summa"')
    .replaceAll(';', separator)
const bytes = (text: string, charset: string) => Uint8Array.from(iconv.encode(text, charset))

export const ROWS: readonly Row[] = [
  takes('semicolons', 'HELP', sale('11-1')),
  takes('commas', 'HELP', separated('11-2', ',')),
  takes('colons', 'HELP', separated('11-3', ':')),
  takes('tabs', 'HELP', separated('11-4', '\t')),
  takes('spaces', 'HELP', separated('11-5', ' ')),
  takes('Finnish date', 'HELP', sale('11-6', { date: '31.1.2026' })),
  takes(
    'English header',
    'HELP',
    'Account,Tax-free amount,Booking date,Receipt number\n1701,10.00,2026-02-01,X-1\n3000,-10,2026-02-01,X-1\n',
  ),
  takes('quoted texts', 'RFC', sale('11-7', { text: '"a;b ""c""\nd"' })),
  takes('UTF-8 with a byte order mark', 'HELP: any charset', `\ufeff${sale('11-8')}`),
  takes('ISO-8859-15', 'HELP: any charset', bytes(sale('11-9', { text: 'Työ €' }), 'ISO-8859-15')),
  takes(
    '25.5 percent',
    'HELP says Integer; OURS',
    sale('11-10', { percent: '25.5', net: '-100.00', vat: '-25.50', debit: '125.50' }),
  ),
  takes('description of 210 characters', 'HELP', sale('11-11', { text: '😀'.repeat(210) })),
  refuses(
    '25.5 percent where it is an integer',
    'HELP',
    sale('11-12', { percent: '25.5', vat: '-25.50', debit: '125.50' }),
    /25\.5 is not an integer/,
    { vatPercent: 'INTEGER' },
  ),
  refuses(
    'description of 211 characters',
    'HELP',
    sale('11-13', { text: 'x'.repeat(211) }),
    /Vientiselite is longer than 210/,
  ),
  refuses('a line sep=', 'HELP', `sep=;\r\n${sale('11-14')}`, /sep=/),
  refuses('no header', 'HELP: recommended; OURS', sale('11-15').split('\r\n').slice(1).join('\r\n'), /no header row/),
  refuses(
    'unknown column',
    'OURS',
    sale('11-16', { header: HEADER.replace('Alv-koodi', 'Alv') }),
    /unknown column "Alv"/,
  ),
  refuses(
    'no account column',
    'HELP',
    sale('11-17', { header: HEADER.replace('Tili', 'Työnro') }),
    /column Tili is missing/,
  ),
  refuses('broken quotes', 'RFC', sale('11-18', { text: '"a' }), /broken quotes/),
  refuses('receipt number missing', 'HELP', sale(''), /Tositenumero is empty/),
  refuses(
    'receipt number without its series',
    'HELP: full number',
    sale('12-1'),
    /does not begin with its Numerosarja 11/,
  ),
  refuses('receipt number of 36 characters', 'HELP', sale(`11-${'1'.repeat(33)}`), /Tositenumero is longer than 35/),
  refuses('receipt number in use', 'OURS', sale('11-1', { text: 'again' }), /receipt number 11-1 is in use/),
  refuses('date that is none', 'HELP', sale('11-19', { date: '2026-02-30' }), /2026-02-30 is not a date/),
  refuses('American date', 'HELP', sale('11-20', { date: '01/31/2026' }), /is not a date/),
  refuses('closed period', 'OURS', sale('11-21'), /period of 2026-01-31 is closed/, { closedBefore: '2026-02-01' }),
  refuses('account of letters', 'HELP', sale('11-22', { account: '30x0' }), /Tili "30x0" is not an integer/),
  refuses('account of ten digits', 'HELP', sale('11-23', { account: '1234567890' }), /Tili is longer than 9/),
  refuses('account the chart lacks', 'OURS', sale('11-24'), /account 3000 is not in the chart/, {
    missingAccounts: [3000],
  }),
  refuses('VAT code of letters', 'HELP', sale('11-25', { vatCode: 'S' }), /Alv-koodi "S" is not an integer/),
  refuses('VAT code that is unknown', 'OURS', sale('11-26'), /VAT code 20 is unknown/, { vatCodes: ['21'] }),
  refuses(
    'amount with a comma',
    'HELP: a dot',
    sale('11-27', { net: '-100,00' }),
    /Veroton summa "-100,00" is not an amount/,
  ),
  refuses('amount with three decimals', 'HELP', sale('11-28', { net: '-100.000' }), /is not an amount/),
  refuses('not balanced', 'OURS', sale('11-29', { debit: '125.00' }), /does not balance: off by 100 cents/),
]
