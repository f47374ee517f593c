import { buildOpenApi } from '#libs/http';
import { previewApi } from '../preview.js';

/** The OpenAPI document, as JSON. */
export async function openapiDocument(): Promise<string> {
  const api = await previewApi();
  return `${JSON.stringify(buildOpenApi(api), null, 2)}\n`;
}
