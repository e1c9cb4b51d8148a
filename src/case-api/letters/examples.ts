export const LETTERS_EXAMPLE = {
  letters: [
    {
      letterId: '019c9a10-0000-7000-8000-000000000009',
      kind: 'REMINDER',
      date: '2026-02-02',
      channel: 'EMAIL',
      state: 'SENT',
      amount: 1005.13,
      currency: 'EUR',
      dueDate: '2026-02-16',
      createdAt: '2026-02-02T06:00:01.000Z',
      document: '/api/v1/partner/invoice/case/letters/019c9a10-0000-7000-8000-000000000009/document',
      deliveries: [
        {
          channel: 'EMAIL',
          state: 'SENT',
          sentAt: '2026-02-02T06:00:02.000Z',
          deliveredAt: null,
          failureReason: null,
        },
      ],
    },
  ],
}
