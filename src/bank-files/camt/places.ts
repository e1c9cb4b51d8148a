/**
 * Where in a camt message the things stand that we read, as a tree of element names without prefix. What is not named
 * here is passed over with all it holds. .02 and .08 are one tree: where they differ, both ways are named.
 */

/** A part of the message whose fields belong together. */
export type Part = 'header' | 'statement' | 'balance' | 'entry' | 'transaction' | 'remittance'

/** A text that is kept; with "Ccy" its currency is kept too. "many": may come several times. */
export type Field = string

export interface Place {
  part?: Part
  field?: Field
  many?: boolean
  inside?: ReadonlyMap<string, Place>
}

type Inside = Record<string, Place>

const text = (field: Field): Place => ({ field })
const texts = (field: Field): Place => ({ field, many: true })
const group = (inside: Inside): Place => ({ inside: new Map(Object.entries(inside)) })
const part = (name: Part, inside: Inside): Place => ({ part: name, ...group(inside) })

/** A date, with or without a time. */
const date = (field: Field): Place => group({ Dt: text(field), DtTm: text(field) })
const account = (field: Field): Place =>
  group({ Id: group({ IBAN: text(`${field}Iban`), Othr: group({ Id: text(`${field}Other`) }) }) })
/** .02: the party itself; .08: a choice of party and agent. */
const party = (field: Field): Place =>
  group({ Nm: text(field), Pty: group({ Nm: text(field) }), Agt: group({ FinInstnId: group({ Nm: text(field) }) }) })
const amount = (field: Field): Place => group({ Amt: text(field) })
const bankTransactionCode = (): Place =>
  group({
    Domn: group({ Cd: text('domain'), Fmly: group({ Cd: text('family'), SubFmlyCd: text('subFamily') }) }),
    Prtry: group({ Cd: text('proprietaryCode') }),
  })

const REMITTANCE = part('remittance', {
  RfrdDocInf: group({ Nb: texts('document') }),
  RfrdDocAmt: group({ RmtdAmt: text('remitted'), DuePyblAmt: text('due'), CdtNoteAmt: text('creditNote') }),
  CdtrRefInf: group({ Ref: text('reference') }),
  AddtlRmtInf: texts('additional'),
})

const TRANSACTION = part('transaction', {
  Refs: group({
    MsgId: text('messageId'),
    PmtInfId: text('paymentInformationId'),
    AcctSvcrRef: text('servicerReference'),
    EndToEndId: text('endToEndId'),
    TxId: text('transactionId'),
    UETR: text('uetr'),
  }),
  Amt: text('amount'),
  CdtDbtInd: text('sign'),
  AmtDtls: group({
    InstdAmt: amount('instructed'),
    TxAmt: amount('transactionAmount'),
    CntrValAmt: amount('counterValue'),
  }),
  BkTxCd: bankTransactionCode(),
  RltdPties: group({
    Dbtr: party('debtor'),
    DbtrAcct: account('debtorAccount'),
    UltmtDbtr: party('ultimateDebtor'),
    Cdtr: party('creditor'),
    CdtrAcct: account('creditorAccount'),
    UltmtCdtr: party('ultimateCreditor'),
  }),
  RmtInf: group({ Ustrd: texts('unstructured'), Strd: REMITTANCE }),
  RltdDts: group({ AccptncDtTm: text('acceptedAt') }),
  RtrInf: group({ Rsn: group({ Cd: text('returnReason'), Prtry: text('returnReason') }) }),
  AddtlTxInf: text('additional'),
})

const ENTRY = part('entry', {
  Amt: text('amount'),
  CdtDbtInd: text('sign'),
  RvslInd: text('reversal'),
  Sts: {
    field: 'status',
    inside: new Map([
      ['Cd', text('status')],
      ['Prtry', text('status')],
    ]),
  },
  BookgDt: date('bookingDate'),
  ValDt: date('valueDate'),
  AcctSvcrRef: text('servicerReference'),
  BkTxCd: bankTransactionCode(),
  // An entry may have several of them: of more than one batch, none is the entry's.
  NtryDtls: group({
    Btch: group({ MsgId: texts('batchMessageId'), PmtInfId: texts('batchPaymentInformationId') }),
    TxDtls: TRANSACTION,
  }),
  AddtlNtryInf: text('additional'),
})

const counts = (field: Field): Place => group({ NbOfNtries: text(`${field}Count`), Sum: text(`${field}Sum`) })

const STATEMENT = part('statement', {
  Id: text('id'),
  StmtPgntn: group({ PgNb: text('page') }),
  NtfctnPgntn: group({ PgNb: text('page') }),
  ElctrncSeqNb: text('number'),
  CreDtTm: text('createdAt'),
  Acct: group({ Id: group({ IBAN: text('accountIban'), Othr: group({ Id: text('accountOther') }) }) }),
  Bal: part('balance', {
    Tp: group({ CdOrPrtry: group({ Cd: text('type') }) }),
    Amt: text('amount'),
    CdtDbtInd: text('sign'),
    Dt: date('date'),
  }),
  TxsSummry: group({ TtlNtries: counts('all'), TtlCdtNtries: counts('credits'), TtlDbtNtries: counts('debits') }),
  Ntry: ENTRY,
})

const HEADER = part('header', {
  MsgId: text('messageId'),
  CreDtTm: text('createdAt'),
  MsgPgntn: group({ PgNb: text('page') }),
})

/** What may stand at the root. */
export const ROOT: Place = group({
  Document: group({
    BkToCstmrStmt: group({ GrpHdr: HEADER, Stmt: STATEMENT }),
    BkToCstmrDbtCdtNtfctn: group({ GrpHdr: HEADER, Ntfctn: STATEMENT }),
  }),
})
