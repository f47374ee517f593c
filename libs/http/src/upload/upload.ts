import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
  type Type,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { IncomingUpload } from './incoming-upload.js';
import { openUpload } from './open-upload.js';

/** What an endpoint takes in a `multipart/form-data` body. */
export interface UploadOptions {
  /** Most bytes of the file. */
  readonly maxBytes: number;
  /** The DTO class of the text fields beside the file; all of them texts. */
  readonly fields?: Type<object>;
  readonly description: string;
}

const FORM_RULE =
  'Text fields and filenames are in UTF-8, whatever stands in the form: a part that declares another charset or a transfer encoding is refused.';

/** Metadata key of the options of an upload endpoint. */
export const UPLOAD = Symbol('maru:upload');

/** The endpoint takes one file, in the part `file`, and text fields before or after it. */
export function Upload(options: UploadOptions): MethodDecorator {
  const file = {
    type: 'object',
    required: ['file'],
    properties: {
      file: {
        type: 'string',
        format: 'binary',
        description: options.description,
        maxLength: options.maxBytes,
      },
    },
  };
  return applyDecorators(
    SetMetadata(UPLOAD, options),
    ApiConsumes('multipart/form-data'),
    ...(options.fields ? [ApiExtraModels(options.fields)] : []),
    ApiBody({
      description: `${options.description} ${FORM_RULE}`,
      required: true,
      schema: options.fields ? { allOf: [file, { $ref: getSchemaPath(options.fields) }] } : file,
    }),
  );
}

/** The file of an `@Upload` endpoint: an `IncomingUpload`. */
export const UploadStream = createParamDecorator(
  (_: unknown, context: ExecutionContext): Promise<IncomingUpload> => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return openUpload(request, uploadOptions(context.getHandler()));
  },
);

/** The upload options of a controller method. @throws Error when it isn't decorated with `@Upload` */
export function uploadOptions(handler: object): UploadOptions {
  const options = findUploadOptions(handler);
  if (!options) {
    throw new Error('@UploadStream() needs @Upload() on its method.');
  }
  return options;
}

/** The upload options of a controller method, or `undefined` when it takes no file. */
export function findUploadOptions(handler: object): UploadOptions | undefined {
  const options: unknown = Reflect.getMetadata(UPLOAD, handler);
  return isUploadOptions(options) ? options : undefined;
}

function isUploadOptions(options: unknown): options is UploadOptions {
  return typeof options === 'object' && options !== null && 'maxBytes' in options;
}
