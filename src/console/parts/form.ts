/** Fields of forms. A field has its label, its hint and its fault beside it, and a screen reader reads them with it. */
import type { Fault } from '../../platform/errors.ts'
import { type Html, html } from '../html.ts'

/** A form as it came back: what was written, and what is wrong with it. */
export interface FormState {
  /** Begins the ids of the fields, where a page has several forms. */
  prefix?: string
  values: Readonly<Record<string, string>>
  faults: readonly Fault[]
}

export const NO_FORM: FormState = { values: {}, faults: [] }

interface Field {
  name: string
  label: string
  hint?: string
  type?: 'text' | 'date' | 'number' | 'textarea'
  /** It stands in the field before anybody has written. */
  value?: string
  isRequired?: boolean
  /** The page begins in this field. */
  hasFocus?: boolean
}

export function field(form: FormState, asked: Field): Html {
  const { name, label, hint, type = 'text', value = '', isRequired, hasFocus } = asked
  const faults = faultsOf(form, name)
  const id = `${form.prefix ?? ''}${name}`
  const described = [hint !== undefined && `${id}-hint`, faults.length > 0 && `${id}-fault`].filter(Boolean).join(' ')
  const attributes = html`id="${id}" name="${name}"${described !== '' && html` aria-describedby="${described}"`}${
    faults.length > 0 && html` aria-invalid="true"`
  }${isRequired === true && html` required`}${hasFocus === true && html` autofocus`}`
  const written = form.values[name] ?? value
  return html`<div class="field${faults.length > 0 && ' wrong'}"><label for="${id}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${faults.length > 0 && html`<p class="fault" id="${id}-fault">${faults.map(sentence).join(' ')}</p>`}
${
  type === 'textarea'
    ? html`<textarea ${attributes} rows="3">${written}</textarea>`
    : html`<input ${attributes} type="${type}" value="${written}">`
}</div>`
}

interface Choice {
  /** The name, unless another is given. */
  id?: string
  name: string
  label: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
}

/** A choice among few; the first option is that of no choice. */
export function select({ name, id = name, label, value, options }: Choice): Html {
  return html`<div class="field"><label for="${id}">${label}</label>
<select id="${id}" name="${name}">${options.map(
    (option) =>
      html`<option value="${option.value}"${option.value === (value ?? '') && html` selected`}>${option.label}</option>`,
  )}</select></div>`
}

/** The version of what a form was drawn from; `act` refuses the form when it has changed. */
export function versionField(version: string): Html {
  return html`<input type="hidden" name="version" value="${version}">`
}

/** Lists on top of a page what is wrong with its form; each line leads to its field. */
export function errorSummary({ faults, prefix = '' }: FormState): Html | null {
  if (faults.length === 0) return null
  return html`<div class="summary" role="alert" tabindex="-1" id="errors"><h2>Something is wrong with the form</h2>
<ul>${faults.map((fault) => {
    const name = nameOf(fault)
    return html`<li>${name === '' ? sentence(fault) : html`<a href="#${prefix}${name}">${name}: ${sentence(fault)}</a>`}</li>`
  })}</ul></div>`
}

function faultsOf({ faults }: FormState, name: string): Fault[] {
  return faults.filter((fault) => nameOf(fault) === name)
}

function nameOf({ pointer }: Fault): string {
  return pointer.replace(/^[/?]/, '')
}

function sentence({ message }: Fault): string {
  return /^[a-z]/.test(message) ? `It ${message}.`.replace(/\.\.$/, '.') : message
}
