/** Metrics for operators, in Prometheus' format. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
  wrongTokens: Counter<'reason'>
  syncOutcomes: Counter<'system' | 'kind' | 'outcome'>
  syncSeconds: Histogram<'system' | 'kind'>
  queueDepth: Gauge<'system'>
  queueAgeSeconds: Gauge<'system'>
  batchDocuments: Histogram
  deliveryOutcomes: Counter<'channel' | 'outcome'>
  deliveries: Gauge<'channel' | 'state'>
  deliveryAgeSeconds: Gauge<'channel'>
  queueOldestSeconds: Gauge<'queue'>
  queueFailing: Gauge<'queue'>
  tasksOpen: Gauge<'kind'>
  taskOldestSeconds: Gauge<'kind'>
  webhookSeconds: Histogram<'outcome'>
  webhookEndpoints: Gauge<'state'>
  fundsDifference: Gauge<'account' | 'currency'>
  fundsProvenAgeDays: Gauge<'account' | 'currency'>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'saatava_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    wrongTokens: new Counter({
      name: 'saatava_wrong_tokens_total',
      help: 'Requests with a token that was not taken, by the reason',
      labelNames: ['reason'],
      registers,
    }),
    syncOutcomes: new Counter({
      name: 'saatava_sync_documents_total',
      help: 'Documents by their outcome',
      labelNames: ['system', 'kind', 'outcome'],
      registers,
    }),
    syncSeconds: new Histogram({
      name: 'saatava_sync_send_seconds',
      help: 'Time an accounting system takes for one document',
      labelNames: ['system', 'kind'],
      buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
      registers,
    }),
    queueDepth: new Gauge({
      name: 'saatava_queue_depth',
      help: 'Documents not yet in the accounting system',
      labelNames: ['system'],
      registers,
    }),
    queueAgeSeconds: new Gauge({
      name: 'saatava_queue_age_seconds',
      help: 'Age of the oldest document that is not yet in the accounting system',
      labelNames: ['system'],
      registers,
    }),
    batchDocuments: new Histogram({
      name: 'saatava_commit_batch_documents',
      help: 'Documents committed together',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 1024],
      registers,
    }),
    deliveryOutcomes: new Counter({
      name: 'saatava_delivery_outcomes_total',
      help: 'Delivery attempts and delivery reports, by outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    deliveries: new Gauge({
      name: 'saatava_deliveries',
      help: 'Deliveries of invoices that are pending, sending or unknown, and those failed in the last 24 hours; counted up to 100000',
      labelNames: ['channel', 'state'],
      registers,
    }),
    deliveryAgeSeconds: new Gauge({
      name: 'saatava_delivery_due_age_seconds',
      help: 'Seconds since the oldest pending delivery became due',
      labelNames: ['channel'],
      registers,
    }),
    queueOldestSeconds: new Gauge({
      name: 'saatava_queue_oldest_seconds',
      help: 'How long the oldest row of a work queue has been due or failing',
      labelNames: ['queue'],
      registers,
    }),
    queueFailing: new Gauge({
      name: 'saatava_queue_failing',
      help: 'Rows of a work queue whose handling failed and is tried again',
      labelNames: ['queue'],
      registers,
    }),
    tasksOpen: new Gauge({
      name: 'saatava_tasks_open',
      help: 'Tasks that are open, by kind; counted up to 100000',
      labelNames: ['kind'],
      registers,
    }),
    taskOldestSeconds: new Gauge({
      name: 'saatava_task_oldest_seconds',
      help: 'How long the oldest open task of a kind has been open; 0: there is none',
      labelNames: ['kind'],
      registers,
    }),
    webhookSeconds: new Histogram({
      name: 'saatava_webhook_request_seconds',
      help: 'Time that receivers of webhooks take, by how the request ended: delivered, refused or unanswered',
      labelNames: ['outcome'],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
      registers,
    }),
    webhookEndpoints: new Gauge({
      name: 'saatava_webhook_endpoints',
      help: 'Webhook endpoints: active, failing (active, and its last request did not arrive), paused and disabled',
      labelNames: ['state'],
      registers,
    }),
    fundsDifference: new Gauge({
      name: 'saatava_funds_difference',
      help: 'Balance of a client-funds account at the bank less its balance in the books, on the last day compared',
      labelNames: ['account', 'currency'],
      registers,
    }),
    fundsProvenAgeDays: new Gauge({
      name: 'saatava_funds_proven_age_days',
      help: 'Days since the last closing balance of an account of client funds',
      labelNames: ['account', 'currency'],
      registers,
    }),
  }
}
