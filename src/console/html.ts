/**
 * HTML as a value. The tag `html` escapes every value that is put into it, except what is `Html` already. There is no other
 * way to make `Html`, so no text of a person or a database reaches a page unescaped. Attributes stand in double quotes.
 */

/** Its constructor stays in this file. */
class SafeHtml {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  static textOf(value: SafeHtml): string {
    return value.#text
  }
}

export type Html = SafeHtml

/** Nothing is written for null, undefined and false. */
export type HtmlValue = Html | string | number | bigint | null | undefined | false | readonly HtmlValue[]

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new SafeHtml(parts.map((part, i) => (i === 0 ? '' : textOf(values[i - 1])) + part).join(''))
}

/** The text of a whole page, for the answer to the browser. */
export function written(page: Html): string {
  return SafeHtml.textOf(page)
}

function textOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof SafeHtml) return SafeHtml.textOf(value)
  if (typeof value === 'object') return value.map(textOf).join('')
  return String(value).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}
