// Loaded before the API: the same program, but nobody hears of acts to tell people of them.
import { domainModules } from '../../../dist/apps/domains.js';

const index = domainModules.findIndex(({ name }) => name === 'NotificationModule');
if (index < 0) {
  throw new Error('There is no module of notifications.');
}
domainModules.splice(index, 1);
