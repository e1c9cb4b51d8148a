/** The sentences of a mail, in the languages of our countries. {placeholders} are filled in by content.ts. */
import type { Words } from './words/shape.ts'
import type { Language } from '@saatava/einvoice/model/document.ts'
import { DA } from './words/da.ts'
import { EN } from './words/en.ts'
import { FI } from './words/fi.ts'
import { NO } from './words/no.ts'
import { SV } from './words/sv.ts'

export const WORDS: Record<Language, Words> = { fi: FI, sv: SV, en: EN, no: NO, da: DA }
