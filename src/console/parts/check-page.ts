/** The page between a form and its act: it shows the effect, and asks. */
import { type Html, html } from '../html.ts'
import type { PageAnswer, Preview } from '../shell.ts'

interface Check {
  /** The act that the form belongs to. */
  action: string
  /** The effect is another than the one that the person has seen. */
  hasChanged: boolean
  /** The fields of the form, which are sent once more. */
  fields: Readonly<Record<string, string>>
}

export function checkPage({ title, effect, button, back }: Preview, check: Check): PageAnswer {
  return {
    title,
    body: html`${check.hasChanged && changed()}
<section class="effect" aria-label="What will happen">${effect}</section>
<form method="post" action="${check.action}" class="actions">
${Object.entries(check.fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="first" autofocus>${button}</button> <a class="button" href="${back}">Do not</a></form>`,
  }
}

function changed(): Html {
  return html`<p class="summary" role="alert">The effect has changed since you looked at it. This is the effect now.</p>`
}
