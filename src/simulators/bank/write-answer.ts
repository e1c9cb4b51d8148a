/** pain.002: what the bank says of a payment file. */
import { element, textElement } from '@saatava/core/xml.ts'
import type { BankSettings, OrderFile, Reason } from './records.ts'

export function answerOf(file: OrderFile, settings: BankSettings, id: string, at: Date): string {
  const version = file.version === '03' ? '03' : '10'
  const batches = file.refused === null ? file.batches.map((batch) => batchOf(batch, file, settings)).join('\n') : ''
  const orders = file.batches.flatMap((batch) => batch.orders.map((order) => order.refused ?? batch.refused))
  const refused = orders.filter((one) => one !== null).length
  const group =
    file.refused !== null || refused === orders.length
      ? 'RJCT'
      : refused > 0
        ? 'PART'
        : settings.answerLevel === 'FILE'
          ? 'ACCP'
          : null
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>
${element('GrpHdr', textElement('MsgId', id) + textElement('CreDtTm', at.toISOString().slice(0, 19)))}
${element(
  'OrgnlGrpInfAndSts',
  textElement('OrgnlMsgId', file.messageId) +
    textElement('OrgnlMsgNmId', `pain.001.001.${file.version}`) +
    (group === null ? '' : textElement('GrpSts', group)) +
    reason(file.refused),
)}
${batches}
</CstmrPmtStsRpt></Document>
`
}

function batchOf(
  { id, refused, orders }: OrderFile['batches'][number],
  file: OrderFile,
  settings: BankSettings,
): string {
  const answered =
    refused !== null ? [] : orders.filter((one) => one.refused !== null || settings.answerLevel === 'PAYMENT')
  const part = answered.some((one) => one.refused !== null)
  const status = refused !== null ? 'RJCT' : part ? 'PART' : settings.answerLevel === 'BATCH' ? 'ACCP' : null
  if (answered.length === 0 && status === null) return ''
  const payments = answered.map((order, i) =>
    element(
      'TxInfAndSts',
      textElement('StsId', `${file.messageId.slice(0, 25)}-${i + 1}`) +
        textElement('OrgnlEndToEndId', order.endToEndId) +
        textElement('TxSts', order.refused === null ? 'ACCP' : 'RJCT') +
        reason(order.refused),
    ),
  )
  const head =
    textElement('OrgnlPmtInfId', id) + (status === null ? '' : textElement('PmtInfSts', status)) + reason(refused)
  return element('OrgnlPmtInfAndSts', head + payments.join('\n'))
}

function reason(refusal: Reason | null): string {
  return refusal === null
    ? ''
    : element(
        'StsRsnInf',
        element('Rsn', textElement('Cd', refusal.code)) + textElement('AddtlInf', refusal.text.slice(0, 105)),
      )
}
