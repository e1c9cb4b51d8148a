/** The words of an invoice, one table a language. A function takes what its sentence needs, already formatted. */
import type { Labels } from './label-names.ts'
import type { Language } from '@saatava/einvoice/model/document.ts'
import { danish } from './da.ts'
import { english } from './en.ts'
import { finnish } from './fi.ts'
import { norwegian } from './no.ts'
import { swedish } from './sv.ts'

const LABELS: Record<Language, Labels> = {
  fi: finnish,
  sv: swedish,
  en: english,
  no: norwegian,
  da: danish,
}

export function labelsOf(language: Language): Labels {
  return LABELS[language]
}
