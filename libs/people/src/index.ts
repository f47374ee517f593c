export { PeopleModule } from './people.module.js';
export { UserReader, summaryOf, type SummaryRow, presentSummary } from './user.reader.js';
export { UserSummaryDto, UserDto } from './user.dto.js';
export { defineViewerFact } from './viewer-fact.sql.js';
export type { UserCard, UserSummary } from './user-card.js';
