/** Fields of forms. A field has its label, its hint and its fault beside it, and a screen reader reads them with it. */
import type { Fault } from '../../platform/errors.ts'
import { type Html, html } from '../html.ts'

/** A form as it came back: what was written, and what is wrong with it. */
export interface FormState {
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
}

export function field(form: FormState, { name, label, hint, type = 'text', value = '', isRequired }: Field): Html {
  const faults = faultsOf(form, name)
  const described = [hint !== undefined && `${name}-hint`, faults.length > 0 && `${name}-fault`]
    .filter(Boolean)
    .join(' ')
  const attributes = html`id="${name}" name="${name}"${described !== '' && html` aria-describedby="${described}"`}${
    faults.length > 0 && html` aria-invalid="true"`
  }${isRequired === true && html` required`}`
  const written = form.values[name] ?? value
  return html`<div class="field${faults.length > 0 && ' wrong'}"><label for="${name}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${faults.length > 0 && html`<p class="fault" id="${name}-fault">${faults.map(sentence).join(' ')}</p>`}
${
  type === 'textarea'
    ? html`<textarea ${attributes} rows="3">${written}</textarea>`
    : html`<input ${attributes} type="${type}" value="${written}">`
}</div>`
}

interface Choice {
  name: string
  label: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
}

/** A choice among few; the first option is that of no choice. */
export function select({ name, label, value, options }: Choice): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}">${options.map(
    (option) =>
      html`<option value="${option.value}"${option.value === (value ?? '') && html` selected`}>${option.label}</option>`,
  )}</select></div>`
}

/** The version of what a form was drawn from; `act` refuses the form when it has changed. */
export function versionField(version: string): Html {
  return html`<input type="hidden" name="version" value="${version}">`
}

/** Lists on top of a page what is wrong with its form; each line leads to its field. */
export function errorSummary({ faults }: FormState): Html | null {
  if (faults.length === 0) return null
  return html`<div class="summary" role="alert" tabindex="-1" id="errors"><h2>Something is wrong with the form</h2>
<ul>${faults.map((fault) => {
    const name = nameOf(fault)
    return html`<li>${name === '' ? sentence(fault) : html`<a href="#${name}">${name}: ${sentence(fault)}</a>`}</li>`
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
