export { eventsOf, verify } from '../webhooks.ts'
