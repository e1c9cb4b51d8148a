const QUESTION_EXAMPLE = {
  ...{ questionId: '019a4c3e-0000-7000-8000-000000000041', state: 'OPEN', caseId: null },
  payment: {
    ...{ amount: 120.5, currency: 'EUR', paymentDate: '2026-01-09', payerName: 'Matti Meikäläinen' },
    text: 'Invoice of December',
  },
  question: 'Is this payment for one of your invoices?',
  askedAt: '2026-01-10T06:00:00.000Z',
  ...{ answer: null, answeredAt: null, withdrawnAt: null },
}

export const QUESTIONS_EXAMPLE = { questions: [QUESTION_EXAMPLE] }

export const ANSWER_EXAMPLE = { answer: 'Yes, it is for invoice 251601000.' }

export const ANSWERED_EXAMPLE = {
  ...QUESTION_EXAMPLE,
  ...{ state: 'ANSWERED', ...ANSWER_EXAMPLE, answeredAt: '2026-01-10T09:30:00.000Z' },
}
