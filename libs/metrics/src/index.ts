export { MetricsController } from './metrics.controller.js';
export { MetricsModule } from './metrics.module.js';
export { RequestMetrics } from './request-metrics.js';
