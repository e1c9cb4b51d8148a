/** Forms as a browser sends them: with their hidden fields, and once more after the page that shows the effect. */
import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

/** The hidden fields of the form with this address. */
export function hiddenFields(text: string, action: string): Record<string, string> {
  const form = text.split('<form ').find((part) => part.includes(`action="${action.replaceAll('&', '&amp;')}"`))
  assert.ok(form !== undefined, `a form for ${action}`)
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, plain(value)]))
}

function plain(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

/** Fills the form of a page, and confirms the effect that is shown. @returns the page with the effect, and where the act led to */
export async function actAndConfirm(
  visitor: Visitor,
  page: string,
  action: string,
  values: Record<string, string>,
): Promise<{ effect: string; location: string | null }> {
  const { text } = await visitor.get(page)
  const shown = await visitor.post(action, { ...hiddenFields(text, action), ...values })
  assert.equal(shown.status, 200, shown.text)
  const done = await visitor.post(action, hiddenFields(shown.text, action))
  assert.equal(done.status, 303, done.text)
  return { effect: shown.text, location: done.location }
}
