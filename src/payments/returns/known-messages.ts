/** The payment files of returns, for those who look into the bank's outbox. */
export { selectMessagesOfReturns as messagesOfReturns } from './queries.ts'
