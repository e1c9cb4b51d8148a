/**
 * Where in a camt message the things stand that we read, as a tree of element names without prefix. An element that is
 * not named here is passed over with all it holds. .02 and .08 are one tree: where they differ, both paths are named.
 */

/** A part of the message whose fields belong together. */
export type Part =
  | 'header'
  | 'statement'
  | 'balance'
  | 'entry'
  | 'batch'
  | 'transaction'
  | 'remittance'
  | 'document'
  | 'charge'

/** A text that is kept; with "Ccy" its currency is kept too. */
type Field = string

export interface Place {
  part?: Part
  field?: Field
  /** May come several times. */
  many?: boolean
  /** Written by people and systems, who write placeholders where there is nothing: those count as absent. */
  free?: boolean
  /** Set where the element stands at all, even empty. */
  presence?: Field
  inside?: ReadonlyMap<string, Place>
}

type Inside = Record<string, Place>

/** Codes, amounts, dates and identifiers of the message itself. */
const text = (field: Field): Place => ({ field })
const free = (field: Field): Place => ({ field, free: true })
const frees = (field: Field): Place => ({ field, many: true, free: true })
const group = (inside: Inside): Place => ({ inside: new Map(Object.entries(inside)) })
const part = (name: Part, inside: Inside): Place => ({ part: name, ...group(inside) })

/** A date, with or without a time. */
const date = (field: Field): Place => group({ Dt: text(field), DtTm: text(field) })
const account = (field: Field): Place =>
  group({ Id: group({ IBAN: free(`${field}Iban`), Othr: group({ Id: free(`${field}Other`) }) }) })
const organisation = (field: Field): Inside => ({
  Id: group({
    OrgId: group({ Othr: group({ Id: frees(`${field}Id`) }) }),
    PrvtId: group({ Othr: group({ Id: frees(`${field}Id`) }) }),
  }),
})
/** .02: the party itself; .08: a choice of party and agent. */
const party = (field: Field): Place =>
  group({
    Nm: free(field),
    ...organisation(field),
    Pty: group({ Nm: free(field), ...organisation(field) }),
    Agt: group({ FinInstnId: group({ Nm: free(field) }) }),
  })
const amount = (field: Field): Place => group({ Amt: text(field) })
const bankTransactionCode = (prefix = ''): Place =>
  group({
    Domn: group({
      Cd: text(`${prefix}domain`),
      Fmly: group({ Cd: text(`${prefix}family`), SubFmlyCd: text(`${prefix}subFamily`) }),
    }),
    Prtry: group({ Cd: text(`${prefix}proprietaryCode`) }),
  })
const amountDetails = (): Place =>
  group({
    InstdAmt: amount('instructed'),
    TxAmt: amount('transactionAmount'),
    CntrValAmt: amount('counterValue'),
  })
/** .02: each Chrgs is a record; .08: one, with a total and records. */
const charges = (): Place => part('charge', { TtlChrgsAndTaxAmt: text('total'), Amt: text('amount') })

const DOCUMENT = part('document', {
  Tp: group({ CdOrPrtry: group({ Cd: text('type'), Prtry: text('type') }) }),
  Nb: free('number'),
  LineDtls: group({ Id: group({ Nb: frees('lineNumber') }) }),
})

const REMITTANCE = part('remittance', {
  RfrdDocInf: DOCUMENT,
  RfrdDocAmt: group({ RmtdAmt: text('remitted'), DuePyblAmt: text('due'), CdtNoteAmt: text('creditNote') }),
  CdtrRefInf: group({
    Tp: group({ CdOrPrtry: group({ Cd: text('referenceType'), Prtry: text('referenceType') }) }),
    Ref: free('reference'),
  }),
  AddtlRmtInf: frees('additional'),
})

const TRANSACTION = part('transaction', {
  Refs: group({
    MsgId: free('messageId'),
    AcctSvcrRef: free('servicerReference'),
    PmtInfId: free('paymentInformationId'),
    InstrId: free('instructionId'),
    EndToEndId: free('endToEndId'),
    UETR: free('uetr'),
    TxId: free('transactionId'),
    MndtId: free('mandateId'),
    ChqNb: free('chequeNumber'),
    ClrSysRef: free('clearingReference'),
    AcctOwnrTxId: free('ownerTransactionId'),
    AcctSvcrTxId: free('servicerTransactionId'),
    MktInfrstrctrTxId: free('infrastructureTransactionId'),
    PrcgId: free('processingId'),
    Prtry: group({ Ref: frees('proprietaryReference') }),
  }),
  Amt: text('amount'),
  CdtDbtInd: text('sign'),
  AmtDtls: amountDetails(),
  BkTxCd: bankTransactionCode(),
  Chrgs: charges(),
  RltdPties: group({
    Dbtr: party('debtor'),
    DbtrAcct: account('debtorAccount'),
    UltmtDbtr: party('ultimateDebtor'),
    Cdtr: party('creditor'),
    CdtrAcct: account('creditorAccount'),
    UltmtCdtr: party('ultimateCreditor'),
  }),
  Purp: group({ Prtry: free('purpose') }),
  RltdRmtInf: group({ RmtId: frees('remittanceId') }),
  RmtInf: group({ Ustrd: frees('unstructured'), Strd: REMITTANCE }),
  RltdDts: group({ AccptncDtTm: text('acceptedAt'), IntrBkSttlmDt: text('settledOn') }),
  RtrInf: {
    presence: 'returned',
    inside: new Map([
      ['OrgnlBkTxCd', bankTransactionCode('original_')],
      ['Rsn', group({ Cd: text('returnReason'), Prtry: text('returnReason') })],
      ['AddtlInf', frees('returnText')],
    ]),
  },
  AddtlTxInf: free('additional'),
})

const ENTRY = part('entry', {
  NtryRef: free('entryReference'),
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
  AcctSvcrRef: free('servicerReference'),
  BkTxCd: bankTransactionCode(),
  AmtDtls: amountDetails(),
  Chrgs: charges(),
  NtryDtls: group({
    Btch: part('batch', {
      MsgId: free('messageId'),
      PmtInfId: free('paymentInformationId'),
      NbOfTxs: text('count'),
      TtlAmt: text('amount'),
      CdtDbtInd: text('sign'),
    }),
    TxDtls: TRANSACTION,
  }),
  AddtlNtryInf: free('additional'),
})

const counts = (field: Field): Inside => ({ NbOfNtries: text(`${field}Count`), Sum: text(`${field}Sum`) })

const STATEMENT = part('statement', {
  Id: text('id'),
  StmtPgntn: group({ PgNb: text('page'), LastPgInd: text('lastPage') }),
  NtfctnPgntn: group({ PgNb: text('page'), LastPgInd: text('lastPage') }),
  ElctrncSeqNb: text('number'),
  CreDtTm: text('createdAt'),
  FrToDt: group({ FrDtTm: text('from'), ToDtTm: text('to') }),
  Acct: group({
    Id: group({ IBAN: free('accountIban'), Othr: group({ Id: free('accountOther') }) }),
    Ccy: text('accountCurrency'),
  }),
  Bal: part('balance', {
    Tp: group({ CdOrPrtry: group({ Cd: text('type'), Prtry: text('type') }) }),
    Amt: text('amount'),
    CdtDbtInd: text('sign'),
    Dt: date('date'),
  }),
  TxsSummry: group({
    TtlNtries: group({
      ...counts('all'),
      // .02: the amount and its sign; .08: in a separate element.
      TtlNetNtryAmt: text('net'),
      CdtDbtInd: text('netSign'),
      TtlNetNtry: group({ Amt: text('net'), CdtDbtInd: text('netSign') }),
    }),
    TtlCdtNtries: group(counts('credits')),
    TtlDbtNtries: group(counts('debits')),
  }),
  Ntry: ENTRY,
})

const HEADER = part('header', {
  MsgId: text('messageId'),
  CreDtTm: text('createdAt'),
  MsgPgntn: group({ PgNb: text('page'), LastPgInd: text('lastPage') }),
})

/** Elements that may stand at the root. */
export const ROOT: Place = group({
  Document: group({
    BkToCstmrStmt: group({ GrpHdr: HEADER, Stmt: STATEMENT }),
    BkToCstmrDbtCdtNtfctn: group({ GrpHdr: HEADER, Ntfctn: STATEMENT }),
  }),
})
