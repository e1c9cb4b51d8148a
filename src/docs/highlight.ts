/** Colours code on the server: classes of highlight.js in spans, so that no page needs a script or an inline style for it. */
import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import csharp from 'highlight.js/lib/languages/csharp'
import http from 'highlight.js/lib/languages/http'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import sql from 'highlight.js/lib/languages/sql'
import typescript from 'highlight.js/lib/languages/typescript'

const LANGUAGES = { bash, csharp, http, json, python, sql, typescript }
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language)

/** The words after ``` in the guides. */
const NAMES: Record<string, keyof typeof LANGUAGES> = { sh: 'bash', ts: 'typescript' }

/** HTML of a block of code. A language that is not known stays without colours. */
export function highlight(code: string, language: string): string {
  const name = NAMES[language] ?? language
  return Object.hasOwn(LANGUAGES, name) ? hljs.highlight(code, { language: name }).value : escapeHtml(code)
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
