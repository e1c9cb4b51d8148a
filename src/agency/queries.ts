/** SQL of the agency's rows. They belong to client_id 0, the operator tenant. */
import type { BankCustomerScheme } from '@saatava/core/bank-account.ts'
import type { ReferenceAgreement } from '@saatava/core/references/agreement.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { ClientFundsAccount } from './account.ts'
import type { AgencyDetails, StoredDetails } from './details.ts'

const LOCK_KEY = 0x61676e63

/** The key is "agnc" in ASCII. */
export async function holdAgency(tx: Tx): Promise<void> {
  await tx.query({ text: 'select pg_advisory_xact_lock($1)', values: [LOCK_KEY] })
}

interface AccountRow {
  accountId: string
  currency: string
  iban: string
  bic: string | null
  bankgiros: string[]
  plusgiros: string[]
  kidAgreement: string | null
  fikCreditor: string | null
  referenceAgreement: ReferenceAgreement | null
  payeeName: string | null
  bankCustomerId: string | null
  bankCustomerScheme: BankCustomerScheme | null
  bankIdOnDebtor: boolean
  isDefault: boolean
  addedBy: string
  addedAt: Date
  endedBy: string | null
  endedAt: Date | null
}

/** All accounts that have ever been client funds, the default of each currency first. */
export async function selectAccounts(db: Queryable): Promise<ClientFundsAccount[]> {
  const { rows } = await db.query<AccountRow>({
    text: `select account_id as "accountId", currency, iban, bic, bankgiros, plusgiros, kid_agreement as "kidAgreement",
                  fik_creditor as "fikCreditor", reference_agreement as "referenceAgreement", payee_name as "payeeName", bank_customer_id as "bankCustomerId",
                  bank_customer_scheme as "bankCustomerScheme", bank_id_on_debtor as "bankIdOnDebtor",
                  is_default as "isDefault", added_by as "addedBy", added_at as "addedAt", ended_by as "endedBy",
                  ended_at as "endedAt"
           from agency_account where client_id = $1
           order by currency, is_default desc, account_id`,
    values: [OPERATOR_TENANT],
  })
  return rows.map((row) => ({
    ...row,
    bic: row.bic ?? undefined,
    kidAgreement: row.kidAgreement ?? undefined,
    fikCreditor: row.fikCreditor ?? undefined,
    referenceAgreement: row.referenceAgreement ?? {},
    payeeName: row.payeeName ?? undefined,
    bankCustomerId: row.bankCustomerId ?? undefined,
    bankCustomerScheme: row.bankCustomerScheme ?? undefined,
  }))
}

export async function insertAccount(tx: Tx, account: Omit<ClientFundsAccount, 'endedBy' | 'endedAt'>): Promise<void> {
  await tx.query({
    text: `insert into agency_account (client_id, account_id, currency, iban, bic, bankgiros, plusgiros, kid_agreement,
             fik_creditor, payee_name, bank_customer_id, bank_customer_scheme, bank_id_on_debtor, is_default, added_by, added_at,
             reference_agreement)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    values: [
      OPERATOR_TENANT,
      account.accountId,
      account.currency,
      account.iban,
      account.bic ?? null,
      account.bankgiros,
      account.plusgiros,
      account.kidAgreement ?? null,
      account.fikCreditor ?? null,
      account.payeeName ?? null,
      account.bankCustomerId ?? null,
      account.bankCustomerScheme ?? null,
      account.bankIdOnDebtor,
      account.isDefault,
      account.addedBy,
      account.addedAt,
      Object.keys(account.referenceAgreement).length === 0 ? null : JSON.stringify(account.referenceAgreement),
    ],
  })
}

export async function endAccountRow(tx: Tx, accountId: string, by: string, at: Date): Promise<void> {
  await tx.query({
    text: `update agency_account set ended_by = $3, ended_at = $4, is_default = false
           where client_id = $1 and account_id = $2 and ended_at is null`,
    values: [OPERATOR_TENANT, accountId, by, at],
  })
}

/** The default of the currency is another account from here on. */
export async function moveDefault(tx: Tx, currency: string, accountId: string): Promise<void> {
  await tx.query({
    text: 'update agency_account set is_default = false where client_id = $1 and currency = $2 and is_default',
    values: [OPERATOR_TENANT, currency],
  })
  await tx.query({
    text: `update agency_account set is_default = true
           where client_id = $1 and currency = $2 and account_id = $3 and ended_at is null`,
    values: [OPERATOR_TENANT, currency, accountId],
  })
}

interface DetailRow {
  version: number
  name: string
  address: AgencyDetails['address'] | null
  businessId: string | null
  email: string | null
  phone: string | null
  hours: string | null
  web: string | null
  setBy: string
  setAt: Date
}

export async function selectDetails(db: Queryable): Promise<StoredDetails | undefined> {
  const { rows } = await db.query<DetailRow>({
    text: `select version, name, address, business_id as "businessId", email, phone, hours, web, set_by as "setBy",
                  set_at as "setAt"
           from agency_detail where client_id = $1 order by version desc limit 1`,
    values: [OPERATOR_TENANT],
  })
  const [row] = rows
  if (row === undefined) return undefined
  return {
    ...row,
    address: row.address ?? undefined,
    businessId: row.businessId ?? undefined,
    email: row.email ?? undefined,
    phone: row.phone ?? undefined,
    hours: row.hours ?? undefined,
    web: row.web ?? undefined,
  }
}

export async function insertDetails(
  tx: Tx,
  details: AgencyDetails & { version: number; setBy: string; setAt: Date },
): Promise<void> {
  await tx.query({
    text: `insert into agency_detail (client_id, version, name, address, business_id, email, phone, hours, web, set_by, set_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      OPERATOR_TENANT,
      details.version,
      details.name,
      details.address === undefined ? null : JSON.stringify(details.address),
      details.businessId ?? null,
      details.email ?? null,
      details.phone ?? null,
      details.hours ?? null,
      details.web ?? null,
      details.setBy,
      details.setAt,
    ],
  })
}
