import { Type } from 'typebox'
import type { ConnectionConfig } from '../port.ts'

const one = <T extends string>(values: readonly T[], fallback: T, description: string) =>
  Type.Optional(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      { default: fallback, description },
    ),
  )
const account = (description: string) => Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$', description }))

/** Points NetBaron's public pages leave open are settings here, marked "not published". The engine's own
 * settings stand in the same object, so it is the engine that refuses names neither of us knows. */
export const Settings = Type.Object({
  acknowledgement: Type.Optional(
    Type.Union([Type.Literal('NONE'), Type.Literal('FILE')], {
      description:
        'FILE: a document is synced when there is a `<name>.ok` beside its file or in ack/, and failed when there is a `<name>.error` (its text is the reason). NONE: it is synced when the file is delivered. Default FILE for SFTP and the simulator, NONE for a folder. With NONE an importer must leave files where they are or move them to done/: a file that vanishes counts as never delivered. Not published.',
    }),
  ),
  separator: one([';', ':', ',', 'TAB', 'SPACE'], ';', 'Character between fields. Default ";".'),
  header: one(['FI', 'EN'], 'FI', 'Language of the header row. Default FI.'),
  charset: one(
    ['UTF-8', 'ISO-8859-1', 'ISO-8859-15', 'WINDOWS-1252'],
    'UTF-8',
    'Character encoding of the file. Default UTF-8. A text it cannot hold is refused.',
  ),
  signConvention: one(
    ['DEBIT_POSITIVE', 'CREDIT_POSITIVE'],
    'DEBIT_POSITIVE',
    'The side that is written without a minus: debit or credit. Default DEBIT_POSITIVE. Not published.',
  ),
  vatPercentFormat: one(
    ['DECIMAL', 'INTEGER_ROUNDED', 'EMPTY'],
    'DECIMAL',
    'How a VAT percentage is written: as it is (25.5), rounded to whole percent (26), or not at all. The published type is Integer, which cannot hold 25.5; the handling of such a value is not published. Default DECIMAL.',
  ),
  vatRows: one(
    ['DROP', 'KEEP'],
    'DROP',
    'DROP: VAT is in the VAT columns of the base rows, and rows with isVatRow are left out. KEEP: every row becomes a separate line, and base rows carry no VAT amount. Default DROP. It is not published whether NetBaron books VAT from its columns.',
  ),
  entryDescription: one(
    ['FULL', 'DOCUMENT', 'ROW'],
    'FULL',
    'Entry description of a ledger line. FULL: documentName, documentDescription and transactionDescription, shortened to 210 characters. DOCUMENT: documentDescription. ROW: transactionDescription. Where that is empty, another of these texts is used. Default FULL.',
  ),
  paymentSeries: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 18,
      default: 'PT',
      description: 'Number series of payments, at most 18 characters. Default PT.',
    }),
  ),
  receivablesAccount: account(
    'Ledger account credited by a payment that brings no rows. No default; payments that Saatava makes name the receivableAccount of the client’s settings.',
  ),
  bankAccount: account(
    'Ledger account debited by a payment that brings no rows, unless paymentMethods names one. No default; payments that Saatava makes name the settlement.clearingAccount of the client’s settings.',
  ),
  vatAccount: account('VAT account of rows whose document does not name one. No default.'),
})

/** The settings with their defaults; what has no default is undefined where it was not given. */
export interface DropSettings {
  acknowledgement?: 'NONE' | 'FILE'
  separator: ';' | ':' | ',' | 'TAB' | 'SPACE'
  header: 'FI' | 'EN'
  charset: 'UTF-8' | 'ISO-8859-1' | 'ISO-8859-15' | 'WINDOWS-1252'
  signConvention: 'DEBIT_POSITIVE' | 'CREDIT_POSITIVE'
  vatPercentFormat: 'DECIMAL' | 'INTEGER_ROUNDED' | 'EMPTY'
  vatRows: 'DROP' | 'KEEP'
  entryDescription: 'FULL' | 'DOCUMENT' | 'ROW'
  paymentSeries: string
  receivablesAccount?: string
  bankAccount?: string
  vatAccount?: string
}

const DEFAULTS: DropSettings = {
  separator: ';',
  header: 'FI',
  charset: 'UTF-8',
  signConvention: 'DEBIT_POSITIVE',
  vatPercentFormat: 'DECIMAL',
  vatRows: 'DROP',
  entryDescription: 'FULL',
  paymentSeries: 'PT',
}

/** The connection's settings with defaults filled in. They were checked against the schema when they were stored. */
export function settingsOf(config: Pick<ConnectionConfig, 'settings'>): DropSettings {
  return { ...DEFAULTS, ...(config.settings as Partial<DropSettings>) }
}

const SEPARATORS: Record<DropSettings['separator'], string> = { ';': ';', ':': ':', ',': ',', TAB: '\t', SPACE: ' ' }

export function separatorOf(settings: DropSettings): string {
  return SEPARATORS[settings.separator]
}
