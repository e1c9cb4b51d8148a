import type { ClientCtx } from '../platform/context.ts'
import type { PdfChecker } from './attachments/pdf-checker.ts'
import type { InvoiceIntake } from './intake.ts'
import type { Renderer } from '../documents/renderer.ts'

/** Services that the invoice verbs use, besides the platform. */
export interface InvoiceServices {
  intake: InvoiceIntake
  renderer: Renderer
  checker: PdfChecker
  /** Wakes this process's workers, if it has any. */
  wake(): void
}

export interface InvoiceCtx extends ClientCtx {
  invoices: InvoiceServices
}
