import { buildOpenApi } from '#libs/platform';
import type { Command } from '../command.js';
import { writeDocument } from '../document.js';
import { previewApi } from '../preview.js';

export const openapiCommand: Command = {
  name: 'openapi',
  summary: 'print the OpenAPI document',
  options: { out: { type: 'string', help: 'file to write instead' } },
  async run(options) {
    const api = await previewApi();
    await writeDocument(options, `${JSON.stringify(buildOpenApi(api), null, 2)}\n`);
    return 0;
  },
};
