/** Writes a bank's answers to payment files, for tests: valid against the official schemas in both versions. */
export interface WrittenStatus {
  version?: '03' | '10'
  messageId?: string
  createdAt?: string
  /** Id of the payment file. */
  of: string
  group?: string
  groupReason?: string
  batches?: {
    id: string
    status?: string
    reason?: string
    payments?: { endToEndId: string; status: string; reason?: string; text?: string; amount?: string }[]
  }[]
}

export function statusFile(written: WrittenStatus): string {
  const {
    version = '10',
    messageId = 'STATUS-1',
    createdAt = '2026-03-03T08:00:00',
    of: originalId,
    group,
    groupReason,
  } = written
  const name = `pain.001.001.${version === '10' ? '09' : '03'}`
  const batches = (written.batches ?? []).map(
    (batch) =>
      `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${batch.id}</OrgnlPmtInfId>${status('PmtInfSts', batch.status)}${reason(batch.reason)}${(
        batch.payments ?? []
      )
        .map(
          (one, i) =>
            `<TxInfAndSts><StsId>${messageId}-${i}</StsId><OrgnlInstrId>${one.endToEndId}</OrgnlInstrId><OrgnlEndToEndId>${one.endToEndId}</OrgnlEndToEndId>${status('TxSts', one.status)}${reason(one.reason, one.text)}${
              one.amount === undefined
                ? ''
                : `<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">${one.amount}</InstdAmt></Amt></OrgnlTxRef>`
            }</TxInfAndSts>`,
        )
        .join('')}</OrgnlPmtInfAndSts>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>${createdAt}</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${originalId}</OrgnlMsgId><OrgnlMsgNmId>${name}</OrgnlMsgNmId>${status('GrpSts', group)}${reason(groupReason)}</OrgnlGrpInfAndSts>
${batches.join('\n')}
</CstmrPmtStsRpt></Document>
`
}

function status(name: string, code: string | undefined): string {
  return code === undefined ? '' : `<${name}>${code}</${name}>`
}

function reason(code: string | undefined, text?: string): string {
  if (code === undefined) return ''
  const more = text === undefined ? '' : `<AddtlInf>${text}</AddtlInf>`
  return `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn>${more}</StsRsnInf>`
}
