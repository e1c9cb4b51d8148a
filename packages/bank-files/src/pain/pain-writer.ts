import { minorToText, sum } from '@saatava/core/money.ts'
import { bankText } from './charset.ts'
import { painFaults } from './check-pain.ts'
import { element, textElement } from '@saatava/core/xml.ts'
import {
  type PainAccount,
  type PainFile,
  type PainGiro,
  type PainPartyId,
  type PainPayment,
  PainRefused,
  type PainVersion,
} from './pain-file.ts'
import { batchesOf } from './payment-kind.ts'

/** SEPA takes at most 70 characters of a name, although the message has room for 140. */
const NAME_CHARS_MAX = 70
const TEXT_CHARS_MAX = 140

/** Only SEPA transfers have its service level; in others each party bears the fees of its bank. */
const SEPA = { serviceLevel: 'SEPA', charges: 'SLEV' }
const ORDINARY = { serviceLevel: 'NURG', charges: 'SHAR' }
const ID_CHARS_MAX = 35
const GIRO_CLEARING = { BANKGIRO: '9900', PLUSGIRO: '9960' }

/**
 * A credit transfer file, pain.001.001.03 or .09: a batch (PmtInf) for each kind of transfer, see payment-kind.ts, booked
 * one by one, a transfer for each payment in the order given, with counts and control sums. The first batch has the
 * file's id.
 * @throws PainRefused where anything in it is wrong; then nothing is written
 */
export function painWriter(file: PainFile, version: PainVersion): string {
  const faults = painFaults(file)
  if (faults.length > 0) throw new PainRefused(faults)
  const namespace = `urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="${namespace}">
<CstmrCdtTrfInitn>
${groupHeader(file)}
${batchesOf(file)
  .map((group, i) => batch(file, group, i + 1, version))
  .join('\n')}
</CstmrCdtTrfInitn>
</Document>
`
}

function groupHeader(file: PainFile): string {
  return element(
    'GrpHdr',
    textElement('MsgId', file.messageId) +
      textElement('CreDtTm', `${file.createdAt.toISOString().slice(0, 19)}Z`) +
      totals(file.payments) +
      element('InitgPty', name(file.initiator.name) + partyId(file.initiator)),
  )
}

/** The id that the bank gave, with its scheme: many refuse a file without (SchmeNm CUST or BANK). */
function partyId({ id, scheme }: Partial<PainPartyId> = {}): string {
  if (id === undefined) return ''
  const schemed = scheme === undefined ? '' : element('SchmeNm', textElement('Cd', scheme))
  return element('Id', element('OrgId', element('Othr', textElement('Id', id) + schemed)))
}

function totals(payments: readonly PainPayment[]): string {
  return (
    textElement('NbOfTxs', String(payments.length)) +
    textElement('CtrlSum', minorToText(sum(payments.map(({ amount }) => amount))))
  )
}

type Batch = ReturnType<typeof batchesOf>[number]

function batch(file: PainFile, { kind, payments }: Batch, number: number, version: PainVersion): string {
  const transfers = payments.map((payment) => transfer(payment, file.currency, version)).join('\n')
  return element('PmtInf', `\n${batchHead(file, { kind, payments }, number, version)}\n${transfers}\n`)
}

function batchHead(file: PainFile, { kind, payments }: Batch, number: number, version: PainVersion): string {
  const { serviceLevel, charges } = kind === 'SEPA' ? SEPA : ORDINARY
  const suffix = `-${number}`
  return [
    textElement(
      'PmtInfId',
      number === 1 ? file.messageId : file.messageId.slice(0, ID_CHARS_MAX - suffix.length) + suffix,
    ),
    textElement('PmtMtd', 'TRF'),
    textElement('BtchBookg', 'false'),
    totals(payments),
    element('PmtTpInf', element('SvcLvl', textElement('Cd', serviceLevel))),
    version === '03'
      ? textElement('ReqdExctnDt', file.executionDate)
      : element('ReqdExctnDt', textElement('Dt', file.executionDate)),
    element('Dbtr', name(file.debtor.name) + partyId(file.debtor.partyId)),
    element('DbtrAcct', iban(file.debtor) + textElement('Ccy', file.currency)),
    element(
      'DbtrAgt',
      element('FinInstnId', bic(file.debtor, version) ?? element('Othr', textElement('Id', 'NOTPROVIDED'))),
    ),
    textElement('ChrgBr', charges),
  ].join('')
}

function transfer(payment: PainPayment, currency: string, version: PainVersion): string {
  return element(
    'CdtTrfTxInf',
    element('PmtId', textElement('InstrId', payment.id) + textElement('EndToEndId', payment.id)) +
      element('Amt', `<InstdAmt Ccy="${currency}">${minorToText(payment.amount)}</InstdAmt>`) +
      payee(payment.creditor, version) +
      remittance(payment),
  )
}

function payee(creditor: PainPayment['creditor'], version: PainVersion): string {
  const party = element('Cdtr', name(creditor.name))
  if ('giro' in creditor) return giroAgent(creditor) + party + giroAccount(creditor)
  const agent = bic(creditor, version)
  return (
    (agent === undefined ? '' : element('CdtrAgt', element('FinInstnId', agent))) +
    party +
    element('CdtrAcct', iban(creditor))
  )
}

/** Swedish Common Interpretation of ISO 20022 Payment Messages, appendix 1: the giro system stands for the payee's bank. */
function giroAgent({ giro, clearing }: PainGiro): string {
  const member = giro === 'PLUSGIRO' && clearing !== undefined ? clearing : GIRO_CLEARING[giro]
  const system = element('ClrSysMmbId', element('ClrSysId', textElement('Cd', 'SESBA')) + textElement('MmbId', member))
  return element('CdtrAgt', element('FinInstnId', system))
}

function giroAccount({ giro, number }: PainGiro): string {
  const scheme = giro === 'BANKGIRO' ? textElement('Prtry', 'BGNR') : textElement('Cd', 'BBAN')
  const other = element('Othr', textElement('Id', number.replaceAll(/\D/g, '')) + element('SchmeNm', scheme))
  return element('CdtrAcct', element('Id', other))
}

function remittance({ reference }: PainPayment): string {
  if (reference === undefined) return ''
  if ('text' in reference)
    return element('RmtInf', textElement('Ustrd', bankText(reference.text).slice(0, TEXT_CHARS_MAX).trim()))
  // ISO 11649 references are ISO's; others are the payee's own.
  const issuer = reference.structured.startsWith('RF') ? textElement('Issr', 'ISO') : ''
  const type = element('Tp', element('CdOrPrtry', textElement('Cd', 'SCOR')) + issuer)
  return element('RmtInf', element('Strd', element('CdtrRefInf', type + textElement('Ref', reference.structured))))
}

function name(given: string): string {
  return textElement('Nm', bankText(given).slice(0, NAME_CHARS_MAX).trim())
}

function iban(account: PainAccount): string {
  return element('Id', textElement('IBAN', account.iban.replaceAll(' ', '').toUpperCase()))
}

function bic(account: PainAccount, version: PainVersion): string | undefined {
  return account.bic === undefined ? undefined : textElement(version === '03' ? 'BIC' : 'BICFI', account.bic)
}
