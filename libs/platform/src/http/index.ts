export * from './access/access-tokens.js';
export * from './access/session-authority.js';
export * from './answers/answer.js';
export * from './endpoint/endpoint.js';
export * from './endpoint/page.dto.js';
export * from './endpoint/parameters.js';
export * from './fields/index.js';
export * from './http.errors.js';
