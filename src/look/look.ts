/** The look that all pages share: colours, type, spacing, tables. It is a style sheet, and nothing comes from elsewhere. */
import { readFileSync } from 'node:fs'

export const LOOK = readFileSync(new URL('look.css', import.meta.url), 'utf8')
