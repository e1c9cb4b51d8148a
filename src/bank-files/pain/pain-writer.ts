import { minorToText, sum } from '../../core/money.ts'
import { bankText } from './charset.ts'
import { painFaults } from './check-pain.ts'
import { element, text } from './elements.ts'
import { type PainAccount, type PainFile, type PainPayment, PainRefused, type PainVersion } from './pain-file.ts'

/** SEPA takes at most 70 characters of a name, although the message has room for 140. */
const NAME_CHARS_MAX = 70
const TEXT_CHARS_MAX = 140

/** What a transfer is by its currency: a SEPA one in euros, else an ordinary one whose fees each party bears. */
const SEPA = { serviceLevel: 'SEPA', charges: 'SLEV' }
const ORDINARY = { serviceLevel: 'NURG', charges: 'SHAR' }

/**
 * A credit transfer file, pain.001.001.03 or .09: one batch, booked one by one, a transfer for each payment in the
 * order given, with counts and control sums.
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
${element('PmtInf', `\n${batch(file, version)}\n${file.payments.map((payment) => transfer(payment, file.currency, version)).join('\n')}\n`)}
</CstmrCdtTrfInitn>
</Document>
`
}

function groupHeader(file: PainFile): string {
  const { id } = file.initiator
  const organisation = id === undefined ? '' : element('Id', element('OrgId', element('Othr', text('Id', id))))
  return element(
    'GrpHdr',
    text('MsgId', file.messageId) +
      text('CreDtTm', `${file.createdAt.toISOString().slice(0, 19)}Z`) +
      totals(file) +
      element('InitgPty', name(file.initiator.name) + organisation),
  )
}

function totals({ payments }: PainFile): string {
  return (
    text('NbOfTxs', String(payments.length)) + text('CtrlSum', minorToText(sum(payments.map(({ amount }) => amount))))
  )
}

function batch(file: PainFile, version: PainVersion): string {
  const { serviceLevel, charges } = kindOf(file.currency)
  return [
    text('PmtInfId', file.messageId),
    text('PmtMtd', 'TRF'),
    text('BtchBookg', 'false'),
    totals(file),
    element('PmtTpInf', element('SvcLvl', text('Cd', serviceLevel))),
    version === '03' ? text('ReqdExctnDt', file.executionDate) : element('ReqdExctnDt', text('Dt', file.executionDate)),
    element('Dbtr', name(file.debtor.name)),
    element('DbtrAcct', iban(file.debtor) + text('Ccy', file.currency)),
    element('DbtrAgt', element('FinInstnId', bic(file.debtor, version) ?? element('Othr', text('Id', 'NOTPROVIDED')))),
    text('ChrgBr', charges),
  ].join('')
}

function transfer(payment: PainPayment, currency: string, version: PainVersion): string {
  const agent = bic(payment.creditor, version)
  return element(
    'CdtTrfTxInf',
    element('PmtId', text('InstrId', payment.id) + text('EndToEndId', payment.id)) +
      element('Amt', `<InstdAmt Ccy="${currency}">${minorToText(payment.amount)}</InstdAmt>`) +
      (agent === undefined ? '' : element('CdtrAgt', element('FinInstnId', agent))) +
      element('Cdtr', name(payment.creditor.name)) +
      element('CdtrAcct', iban(payment.creditor)) +
      remittance(payment),
  )
}

function remittance({ reference }: PainPayment): string {
  if (reference === undefined) return ''
  if ('text' in reference)
    return element('RmtInf', text('Ustrd', bankText(reference.text).slice(0, TEXT_CHARS_MAX).trim()))
  // ISO 11649 references are ISO's; others are the payee's own.
  const issuer = reference.structured.startsWith('RF') ? text('Issr', 'ISO') : ''
  const type = element('Tp', element('CdOrPrtry', text('Cd', 'SCOR')) + issuer)
  return element('RmtInf', element('Strd', element('CdtrRefInf', type + text('Ref', reference.structured))))
}

function name(given: string): string {
  return text('Nm', bankText(given).slice(0, NAME_CHARS_MAX).trim())
}

function iban(account: PainAccount): string {
  return element('Id', text('IBAN', account.iban.replaceAll(' ', '').toUpperCase()))
}

function bic(account: PainAccount, version: PainVersion): string | undefined {
  return account.bic === undefined ? undefined : text(version === '03' ? 'BIC' : 'BICFI', account.bic)
}

function kindOf(currency: string): { serviceLevel: string; charges: string } {
  return currency === 'EUR' ? SEPA : ORDINARY
}
