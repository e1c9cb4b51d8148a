/** The rows that are about a debtor, as conditions on `d`, the names of what is the debtor's (erase-queries.ts). */
export const SCOPES = {
  invoice: 't.client_id = d.client_id and t.invoice_id = any(d.invoices)',
  case: 't.client_id = d.client_id and t.case_id = any(d.cases)',
  debtor: 't.client_id = d.client_id and t.debtor_id = any(d.debtors)',
  action: 't.client_id = d.client_id and (t.case_id = any(d.cases) or t.invoice_id = any(d.invoices))',
  attempt: 't.client_id = d.client_id and t.delivery_id = any(d.deliveries)',
  payment: 't.client_id = d.client_id and t.payment_id = any(d.payments)',
  entry: 't.client_id = 0 and t.entry_id = any(d.entries)',
  return: 't.client_id = 0 and t.payment_client_id = d.client_id and t.payment_id = any(d.payments)',
  voucher: 't.client_id = d.client_id and t.identifier = any(d.vouchers)',
  note: `t.client_id in (d.client_id, 0) and exists (
    select from audit_entry e where e.client_id = t.client_id and e.audit_id = t.audit_id and e.subject = any(d.subjects))`,
  // A creditor may have been asked about money that pays the case of another.
  question: `t.subject = any(d.subjects) and (t.client_id = d.client_id or left(t.subject, 6) = 'entry:')`,
  approval: 't.client_id in (d.client_id, 0) and t.subject = any(d.subjects)',
} as const

export type Scope = keyof typeof SCOPES
