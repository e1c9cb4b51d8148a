/** The DTD of the two imports: which elements, in which order, with which attributes. Source: accounting.dtd and salespayment.dtd as public clients carry them. */
import { invalid } from './refusal.ts'
import type { Element } from './xml.ts'

export interface Shape {
  name: string
  /** 0..1 unless said otherwise. */
  needed?: true
  many?: true
  attributes?: readonly string[]
  content?: readonly Shape[]
}

const DIMENSION: Shape = {
  name: 'dimension',
  many: true,
  content: [
    { name: 'dimensionname', needed: true },
    { name: 'dimensionitem', needed: true, attributes: ['fatherid'] },
  ],
}

const VOUCHER_LINE: Shape = {
  name: 'voucherline',
  needed: true,
  many: true,
  content: [
    { name: 'linesum', needed: true, attributes: ['type'] },
    { name: 'description' },
    { name: 'accountnumber', needed: true },
    { name: 'vatpercent', needed: true, attributes: ['vatcode'] },
    { name: 'accountdimension', attributes: ['type'] },
    DIMENSION,
  ],
}

const ATTACHMENT: Shape = {
  name: 'voucherattachment',
  needed: true,
  many: true,
  content: ['mimetype', 'attachmentdescription', 'filename', 'documentdata'].map((name) => ({ name, needed: true })),
}

export const VOUCHER: Shape = {
  name: 'voucher',
  needed: true,
  content: [
    { name: 'calculationmode', needed: true },
    { name: 'voucherdate', needed: true, attributes: ['format'] },
    { name: 'number' },
    { name: 'description' },
    { name: 'voucherclass', needed: true },
    { name: 'checked' },
    { name: 'comment' },
    VOUCHER_LINE,
    { name: 'voucherattachments', content: [ATTACHMENT] },
  ],
}

export const SALES_PAYMENT: Shape = {
  name: 'salespayment',
  needed: true,
  content: [
    { name: 'sum', needed: true, attributes: ['currency'] },
    { name: 'paymentdate', needed: true, attributes: ['format'] },
    { name: 'targetidentifier', needed: true, attributes: ['type', 'targettype'] },
    { name: 'sourcename', needed: true },
    {
      name: 'paymentmethod',
      needed: true,
      attributes: ['type', 'overrideaccountingaccountnumber', 'overridesalesreceivableaccountnumber'],
    },
    {
      name: 'salespaymentvoucherlines',
      content: [
        { ...VOUCHER_LINE, content: VOUCHER_LINE.content?.filter((one) => one.name !== 'accountdimension') ?? [] },
      ],
    },
  ],
}

/** The one element below `<root>`. Throws INVALID_DATA where anything is not as the shape says. */
export function shaped(root: Element, shape: Shape): Element {
  if (root.name !== 'root') throw invalid(`The document must be <root>, not <${root.name}>`)
  const whole: Shape = { name: 'root', content: [shape] }
  checkShape(root, whole, 'root')
  const [only] = root.children
  if (only === undefined) throw invalid(`<root> must hold <${shape.name}>`)
  return only
}

function checkShape(element: Element, shape: Shape, path: string): void {
  for (const attribute of Object.keys(element.attributes)) {
    if (shape.attributes?.includes(attribute) !== true) throw invalid(`${path} has no attribute ${attribute}`)
  }
  const { content } = shape
  if (content === undefined) {
    if (element.children.length > 0) throw invalid(`${path} must hold text only`)
    if (shape.needed === true && element.text === '') throw invalid(`${path} must not be empty`)
    return
  }
  let at = 0
  const seen = new Set<string>()
  for (const child of element.children) {
    const found = content.findIndex((one) => one.name === child.name)
    const known = content[found]
    if (known === undefined) throw invalid(`${path} has no element ${child.name}`)
    if (found < at) throw invalid(`${path}: ${child.name} must stand before ${content[at]?.name}`)
    if (seen.has(child.name) && known.many !== true) throw invalid(`${path}: ${child.name} is there twice`)
    at = found
    seen.add(child.name)
    checkShape(child, known, `${path}/${child.name}`)
  }
  for (const one of content) {
    if (one.needed === true && !seen.has(one.name)) throw invalid(`${path}: ${one.name} is missing`)
  }
}

export function child(element: Element, name: string): Element | undefined {
  return element.children.find((one) => one.name === name)
}

export function textIn(element: Element, name: string): string | undefined {
  const text = child(element, name)?.text
  return text === '' ? undefined : text
}
