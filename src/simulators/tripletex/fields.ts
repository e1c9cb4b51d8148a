/**
 * The parameter `fields`: `id,account(number)` asks for these fields, `*` for all. A record within a record is shown by
 * its id alone unless its fields are asked for.
 */

/** The fields of a record; one that is a record itself has its own. */
export interface Model {
  readonly [field: string]: true | Model
}

const VAT_TYPE: Model = { id: true, number: true, name: true, percentage: true }
const CURRENCY: Model = { id: true, code: true }
const CUSTOMER: Model = { id: true, name: true, customerNumber: true }
const NAMED: Model = { id: true, name: true }
const ACCOUNT: Model = {
  ...{ id: true, number: true, name: true, ledgerType: true, isInactive: true, vatLocked: true, vatType: VAT_TYPE },
}
const VOUCHER_HEAD: Model = {
  ...{ id: true, date: true, number: true, year: true, description: true, externalVoucherNumber: true },
  ...{ numberAsString: true, voucherType: NAMED, reverseVoucher: { id: true } },
}
const POSTING: Model = {
  ...{ id: true, row: true, date: true, description: true, amount: true, amountGross: true, invoiceNumber: true },
  ...{ type: true, account: ACCOUNT, vatType: VAT_TYPE, customer: CUSTOMER, voucher: VOUCHER_HEAD },
  ...{ department: { id: true, departmentNumber: true }, project: { id: true, number: true } },
}

export const MODELS = {
  account: ACCOUNT,
  vatType: VAT_TYPE,
  customer: CUSTOMER,
  named: NAMED,
  posting: POSTING,
  voucher: { ...VOUCHER_HEAD, postings: POSTING },
  department: { id: true, name: true, departmentNumber: true },
  project: { id: true, name: true, number: true },
  period: { id: true, name: true, number: true, start: true, end: true, isClosed: true },
  paymentType: { id: true, description: true, debitAccount: ACCOUNT },
  invoice: {
    ...{ id: true, invoiceNumber: true, kid: true, isCreditNote: true, isCredited: true, amountOutstanding: true },
    ...{ currency: CURRENCY, postings: POSTING },
  },
  session: { token: true, expirationDate: true },
  whoAmI: { company: { id: true, name: true, organizationNumber: true }, employee: { id: true } },
} as const satisfies Record<string, Model>

/** The fields that are asked for, each with those within it; undefined: its id alone. */
interface Tree {
  readonly [field: string]: Tree | undefined
}

const TOKEN = /[\w*]+|[(),]/g

/** The tree of a `fields` parameter, or the words of its refusal. */
export function treeOf(fields: string | undefined, model: Model): Tree | string {
  const tokens = [...(fields ?? '*').replaceAll(/\s/g, '').matchAll(TOKEN)].map(([token]) => token)
  let at = 0
  const parse = (fieldsOfModel: Model): Tree | string => {
    const tree: Record<string, Tree | undefined> = {}
    for (; at < tokens.length && tokens[at] !== ')'; at++) {
      const name = tokens[at] ?? ''
      if (name === ',') continue
      if (name === '*') {
        for (const each of Object.keys(fieldsOfModel)) tree[each] ??= undefined
        continue
      }
      const inner = Object.hasOwn(fieldsOfModel, name) ? fieldsOfModel[name] : undefined
      if (inner === undefined) return `Illegal field in fields filter: ${name}`
      tree[name] = undefined
      if (tokens[at + 1] !== '(' || inner === true) continue
      at += 2
      const within = parse(inner)
      if (typeof within === 'string') return within
      tree[name] = within
    }
    return tree
  }
  return parse(model)
}

export function shaped(record: object, tree: Tree, model: Model): object {
  const shape = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => shape(each, name))
    const inner = model[name]
    if (typeof value !== 'object' || value === null || inner === undefined || inner === true) return value ?? null
    return shaped(value, tree[name] ?? { id: undefined }, inner)
  }
  const known = record as Record<string, unknown>
  return Object.fromEntries(Object.keys(tree).map((name) => [name, shape(known[name], name)]))
}
