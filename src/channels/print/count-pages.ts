/** Pages of a PDF. @throws Error for what is none */
export async function countPages(pdf: Uint8Array): Promise<number> {
  // Loaded when a letter is printed: it is a tenth of all modules.
  const { PDFDocument } = await import('@cantoo/pdf-lib')
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  return document.getPageCount()
}
