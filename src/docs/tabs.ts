/**
 * One example in several languages. In Markdown it is a row of fenced blocks with a title each (```sh curl, ```ts TypeScript);
 * on a page it is a row of tabs, which are radio buttons and work without a script.
 */
import type { Token, Tokens } from 'marked'
import { highlight } from './highlight.ts'

export const TAB_TITLES = ['curl', 'TypeScript', 'C#', 'Python', 'CLI'] as const
export type TabTitle = (typeof TAB_TITLES)[number]

interface Tab {
  title: TabTitle
  language: string
  code: string
}

export interface Tabs extends Tokens.Generic {
  type: 'tabs'
  raw: string
  tabs: Tab[]
}

/** Puts blocks with different titles that follow each other into one row of tabs. */
export function gatherTabs(tokens: readonly Token[]): Token[] {
  const gathered: Token[] = []
  let row: Tabs | undefined
  for (const token of tokens) {
    const tab = tabOf(token)
    const isOfRow = row?.tabs.every(({ title }) => title !== tab?.title)
    if (tab !== undefined && row !== undefined && isOfRow === true) row.tabs.push(tab)
    else if (tab !== undefined) gathered.push((row = { type: 'tabs', raw: token.raw, tabs: [tab] }))
    else {
      if (token.type !== 'space') row = undefined
      gathered.push(token)
    }
  }
  return gathered
}

function tabOf(token: Token): Tab | undefined {
  if (token.type !== 'code') return undefined
  const { lang = '', text } = token as Tokens.Code
  const [language = '', ...words] = lang.split(' ')
  const title = TAB_TITLES.find((one) => one === words.join(' '))
  return title === undefined ? undefined : { title, language, code: text }
}

/** @param number of this row on its page */
export function tabsHtml(tabs: readonly Tab[], number: number): string {
  if (tabs.length === 1) return tabs.map(({ code, language }) => codeHtml(code, language)).join('')
  const name = `tabs-${number}`
  const buttons = tabs.map(({ title }, i) => {
    const id = `${name}-${i + 1}`
    return `<input type="radio" name="${name}" id="${id}" value="${title}"${i === 0 ? ' checked' : ''}><label for="${id}">${title}</label>`
  })
  const panels = tabs.map(({ language, code }) => `<div class="panel">${codeHtml(code, language)}</div>`)
  return `<div class="tabs" role="group" aria-label="Language of the example">${[...buttons, ...panels].join('')}</div>\n`
}

/** Long lines scroll, so the block takes the focus of the keyboard. */
export function codeHtml(code: string, language: string): string {
  return `<pre tabindex="0"><code>${highlight(code, language)}</code></pre>\n`
}

/** The text with its examples in one language alone, where they are in several. */
export function withoutOtherTabs(text: string, title: TabTitle): string {
  const other = TAB_TITLES.filter((one) => one !== title)
  const names = other.map((one) => one.replace('#', '\\#')).join('|')
  return text.replaceAll(new RegExp(`^\`\`\`\\w+ (?:${names})\\n[\\s\\S]*?\\n\`\`\`\\n\\n?`, 'gm'), '')
}
