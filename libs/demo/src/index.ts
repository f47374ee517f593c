export { DemoCommunity } from './demo-community.js';
export type { DemoLogin } from './demo-members.js';
export { DemoModule } from './demo.module.js';
