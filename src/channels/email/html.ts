/**
 * The mail as HTML. Mail programs know the HTML of long ago: tables, styles on each element, no scripts, nothing that is
 * fetched from elsewhere (a fetched picture shows its owner who reads the mail). Everything that comes from an invoice is
 * escaped; there are no links, so that nobody learns to follow links in invoices.
 */
import type { Content } from './mail-content.ts'

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
const INK = '#1c2430'
const QUIET = '#5b6675'
const LINE = '#e3e7ec'

// An IBAN or a reference stays in one line, also on a telephone.
const UNBROKEN_MAX = 27

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function htmlOf(content: Content): string {
  return `<!doctype html>
<html lang="${content.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(content.subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f3f5f8;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f8;">
<tr><td align="center" style="padding:32px 12px;">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;box-sizing:border-box;background:#ffffff;border:1px solid ${LINE};border-radius:8px;">
<tr><td style="padding:28px 32px 0 32px;${FONT}font-size:14px;line-height:20px;color:${QUIET};overflow-wrap:anywhere;">${escaped(content.seller)}</td></tr>
<tr><td style="padding:4px 32px 0 32px;${FONT}font-size:24px;line-height:32px;font-weight:600;color:${INK};overflow-wrap:anywhere;">${escaped(content.heading)}</td></tr>
<tr><td style="padding:16px 32px 0 32px;">${content.paragraphs.map(paragraph).join('')}</td></tr>
<tr><td style="padding:8px 32px 0 32px;">${amounts(content)}</td></tr>
<tr><td style="padding:12px 32px 0 32px;">${details(content)}</td></tr>
<tr><td style="padding:20px 32px 28px 32px;">${content.notes.map(note).join('')}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

function paragraph(text: string): string {
  const lines = escaped(text).replaceAll('\n', '<br>')
  return `<p style="margin:0 0 12px 0;${FONT}font-size:16px;line-height:24px;color:${INK};overflow-wrap:anywhere;">${lines}</p>`
}

function note(text: string): string {
  return `<p style="margin:0 0 8px 0;${FONT}font-size:14px;line-height:20px;color:${QUIET};overflow-wrap:anywhere;">${escaped(text)}</p>`
}

/** Side by side where there is room, one below the other on a telephone. */
function amounts(content: Content): string {
  const blocks = content.amounts.map(
    ({ label, value }) =>
      `<div style="display:inline-block;vertical-align:top;min-width:200px;padding:8px 20px;${FONT}color:${INK};"><div style="font-size:13px;line-height:18px;color:${QUIET};">${escaped(label)}</div><div style="font-size:22px;line-height:30px;font-weight:600;">${escaped(value)}</div></div>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f8;border-radius:6px;"><tr><td style="padding:8px 0;">${blocks.join('')}</td></tr></table>`
}

function details(content: Content): string {
  const rows = content.details.map(
    ({ label, value }) =>
      `<tr><td valign="top" style="padding:8px 16px 8px 0;border-bottom:1px solid ${LINE};${FONT}font-size:14px;line-height:20px;color:${QUIET};">${escaped(label)}</td><td valign="top" align="right" style="padding:8px 0;border-bottom:1px solid ${LINE};${FONT}font-size:14px;line-height:20px;color:${INK};${value.length > UNBROKEN_MAX ? 'overflow-wrap:anywhere' : 'white-space:nowrap'};">${escaped(value)}</td></tr>`,
  )
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0">${rows.join('')}</table>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}
