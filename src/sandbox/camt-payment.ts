/** One movement as a bank's notification, camt.054.001.02: what POST /sandbox/payment hands to the intake of bank files. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { element, textElement } from '@saatava/core/xml.ts'
import { minorToText } from '@saatava/core/money.ts'

export interface Movement {
  /** The bank's reference; unique on its account. */
  bankReference: string
  endToEndId: string
  /** IBAN of the agency's account. */
  account: string
  currency: string
  /** Minor units, above zero. */
  amount: bigint
  date: CivilDate
  payer: { name: string; iban: string }
  reference: string | null
  text: string | null
  /** The bank takes a payment back: money goes out. */
  reverses: boolean
}

export function camtOfMovement(movement: Movement, createdAt: Date): string {
  const { bankReference, endToEndId, account, currency, amount, date, payer, reference, text, reverses } = movement
  const remittance = [
    ...(text === null ? [] : [textElement('Ustrd', text)]),
    ...(reference === null ? [] : [element('Strd', element('CdtrRefInf', textElement('Ref', reference)))]),
  ].join('')
  const details = [
    element('Refs', element('AcctSvcrRef', bankReference) + element('EndToEndId', endToEndId)),
    element(
      'RltdPties',
      element('Dbtr', textElement('Nm', payer.name)) + element('DbtrAcct', element('Id', element('IBAN', payer.iban))),
    ),
    remittance === '' ? '' : element('RmtInf', remittance),
  ].join('')
  const entry = [
    `<Amt Ccy="${currency}">${minorToText(amount)}</Amt>`,
    element('CdtDbtInd', reverses ? 'DBIT' : 'CRDT'),
    reverses ? element('RvslInd', 'true') : '',
    element('Sts', 'BOOK'),
    element('BookgDt', element('Dt', date)),
    element('ValDt', element('Dt', date)),
    element('AcctSvcrRef', bankReference),
    element('BkTxCd', element('Prtry', element('Cd', 'SANDBOX'))),
    element('NtryDtls', element('TxDtls', details)),
  ].join('')
  const notification = [
    element('Id', bankReference),
    element('CreDtTm', createdAt.toISOString()),
    element('Acct', element('Id', element('IBAN', account)) + element('Ccy', currency)),
    element('Ntry', entry),
  ].join('')
  const header = element('GrpHdr', element('MsgId', bankReference) + element('CreDtTm', createdAt.toISOString()))
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn>${header}${element('Ntfctn', notification)}</BkToCstmrDbtCdtNtfctn></Document>
`
}
