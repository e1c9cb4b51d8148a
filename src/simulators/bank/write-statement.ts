/** camt.053 and camt.054, .001.02 and .001.08: what the bank says of an account. */
import { minorToText } from '@saatava/core/money.ts'
import { element, textElement } from '@saatava/core/xml.ts'
import type { BankAccount, BankSettings, Movement } from './records.ts'

export interface Statement {
  id: string
  at: Date
  account: BankAccount
  day: string
  movements: readonly Movement[]
  /** Minor units; absent in a notice. */
  opening?: bigint
}

export function statementOf(statement: Statement, settings: BankSettings): string {
  const { id, at, account, day, movements, opening } = statement
  const kind = opening === undefined ? '054' : '053'
  const [message, part] = kind === '053' ? ['BkToCstmrStmt', 'Stmt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn']
  const closing = (opening ?? 0n) + movements.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  const created = at.toISOString().slice(0, 19)
  const inside = [
    textElement('Id', id) + textElement('CreDtTm', created),
    element('Acct', element('Id', accountOf(account.iban, settings)) + textElement('Ccy', account.currency)),
    opening === undefined ? '' : balance('OPBD', opening, account, day) + balance('CLBD', closing, account, day),
    ...movements.map((one) => entryOf(one, settings)),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.${settings.camtVersion}"><${message}>
${element('GrpHdr', textElement('MsgId', id) + textElement('CreDtTm', created))}
${element(part ?? '', inside.join('\n'))}
</${message}></Document>
`
}

/** The national number of an IBAN without its head; Danish and Norwegian ones as they are used, others as they are. */
function bbanOf(iban: string): string {
  return iban.slice(4)
}

function accountOf(iban: string, { bban }: BankSettings): string {
  return bban
    ? element('Othr', textElement('Id', bbanOf(iban)) + element('SchmeNm', textElement('Cd', 'BBAN')))
    : textElement('IBAN', iban)
}

function money(name: string, amount: bigint, currency: string): string {
  const size = amount < 0n ? -amount : amount
  return `<${name} Ccy="${currency}">${minorToText(size)}</${name}>${textElement('CdtDbtInd', amount < 0n ? 'DBIT' : 'CRDT')}`
}

function balance(code: string, amount: bigint, { currency }: BankAccount, day: string): string {
  return element(
    'Bal',
    element('Tp', element('CdOrPrtry', textElement('Cd', code))) +
      money('Amt', amount, currency) +
      element('Dt', textElement('Dt', day)),
  )
}

const TYPES = {
  PAYOUT: ['ICDT', 'ESCT'],
  BATCH: ['ICDT', 'ESCT'],
  RETURN: ['ICDT', 'RRTN'],
  PAYMENT: ['RCDT', 'ESCT'],
  REVERSAL: ['RCDT', 'ESCT'],
} as const

function entryOf(movement: Movement, settings: BankSettings): string {
  const { id, account, amount, bookedOn, kind } = movement
  const [family, subFamily] = TYPES[kind]
  const code = element(
    'Domn',
    textElement('Cd', 'PMNT') + element('Fmly', textElement('Cd', family) + textElement('SubFmlyCd', subFamily)),
  )
  return element(
    'Ntry',
    money('Amt', BigInt(amount), account.currency) +
      (kind === 'REVERSAL' ? textElement('RvslInd', 'true') : '') +
      (settings.camtVersion === '08' ? element('Sts', textElement('Cd', 'BOOK')) : textElement('Sts', 'BOOK')) +
      element('BookgDt', textElement('Dt', bookedOn)) +
      element('ValDt', textElement('Dt', bookedOn)) +
      textElement('AcctSvcrRef', id) +
      element('BkTxCd', code) +
      element('NtryDtls', kind === 'BATCH' ? batchOf(movement) : element('TxDtls', detailsOf(movement, settings))),
  )
}

function batchOf({ messageId, batchId, count }: Movement): string {
  return element('Btch', maybe('MsgId', messageId) + maybe('PmtInfId', batchId) + textElement('NbOfTxs', String(count)))
}

function detailsOf(movement: Movement, settings: BankSettings): string {
  const { id, amount, account, kind, messageId, batchId, endToEndId, party, partyAccount, reference, returnReason } =
    movement
  const refs =
    maybe('MsgId', messageId) +
    textElement('AcctSvcrRef', id) +
    maybe('PmtInfId', batchId) +
    textElement('EndToEndId', endToEndId ?? 'NOTPROVIDED')
  const size = minorToText(BigInt(amount) < 0n ? -BigInt(amount) : BigInt(amount))
  const money_ =
    settings.camtVersion === '08'
      ? money('Amt', BigInt(amount), account.currency)
      : element('AmtDtls', element('TxAmt', `<Amt Ccy="${account.currency}">${size}</Amt>`))
  const who = kind === 'PAYMENT' || kind === 'REVERSAL' ? 'Dbtr' : 'Cdtr'
  const named =
    party === null
      ? ''
      : element(
          who,
          settings.camtVersion === '08' ? element('Pty', textElement('Nm', party)) : textElement('Nm', party),
        )
  const from = partyAccount === null ? '' : element(`${who}Acct`, element('Id', partyIdOf(partyAccount)))
  const structured = reference === null ? '' : element('Strd', element('CdtrRefInf', textElement('Ref', reference)))
  const remittance = maybe('Ustrd', movement.text) + structured
  return [
    element('Refs', refs),
    money_,
    named + from === '' ? '' : element('RltdPties', named + from),
    remittance === '' ? '' : element('RmtInf', remittance),
    returnReason === null ? '' : element('RtrInf', element('Rsn', textElement('Cd', returnReason))),
  ].join('')
}

function partyIdOf(account: string): string {
  return /^[A-Z]{2}\d{2}/.test(account) ? textElement('IBAN', account) : element('Othr', textElement('Id', account))
}

function maybe(name: string, value: string | null): string {
  return value === null ? '' : textElement(name, value)
}
