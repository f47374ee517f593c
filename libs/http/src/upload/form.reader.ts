import { DomainError, type FieldError } from '#libs/kernel';
import { fieldsOf } from '../fields/field.js';
import { PayloadTooLarge } from '../problems/http.errors.js';
import { invalid, readForm } from '../validation/read-dto.js';
import type { FormPart, FormParts } from './form-parts.js';
import { type PartFault, utf8Text } from './part-header.js';
import type { UploadOptions } from './upload.js';

const MAX_FIELDS = 20;
const MAX_FIELD_BYTES = 64 * 1024;

/** Room for boundaries and fields around the file. */
export const FORM_BYTES = (MAX_FIELDS + 1) * MAX_FIELD_BYTES;

class NoFields {}

/** Reads a form with one file, and gathers all that is wrong with it. */
export class FormReader {
  private readonly texts = new Map<string, string>();
  private readonly refused = new Map<string, FieldError>();
  private taken = 0;

  constructor(
    private readonly parts: FormParts,
    private readonly options: Pick<UploadOptions, 'maxBytes' | 'fields'>,
  ) {}

  /**
   * Takes text fields up to the next part `file`, and gives that part; `undefined` at the end of the form.
   *
   * @throws DomainError `payload-too-large`; Error when the form is broken
   */
  async nextFile(): Promise<FormPart | undefined> {
    for (;;) {
      const part = await this.parts.next();
      if (part === undefined || (part.name === 'file' && part.filename !== undefined)) {
        return part;
      }
      await this.take(part);
    }
  }

  /** Refuses a part; what is refused already stays so for its first reason. */
  refuse(name: string, { code, detail }: PartFault): void {
    const pointer = `/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!this.refused.has(pointer)) {
      this.refused.set(pointer, { pointer, code, detail });
    }
  }

  /** Whether anything of what has been read is refused. */
  get refuses(): boolean {
    return this.judge().errors.length > 0;
  }

  /** Throws the rest of the form away, looking for what is refused of it too. @throws DomainError `payload-too-large` */
  async skip(file: FormPart | undefined): Promise<void> {
    for (let next = file; next !== undefined; next = await this.nextFile()) {
      await bytesOf(next, { kept: 0, most: this.options.maxBytes });
    }
  }

  /** The error that tells all that is refused. */
  refusal(): DomainError {
    return invalid(this.judge().errors);
  }

  /** The text fields in the form that the endpoint takes. @throws DomainError `validation-failed` */
  fields(): object {
    const { fields, errors } = this.judge();
    if (errors.length > 0) {
      throw invalid(errors);
    }
    return fields;
  }

  private judge(): { fields: object; errors: readonly FieldError[] } {
    const { fields, errors } = readForm(this.dto, Object.fromEntries(this.texts), 'form');
    const others = errors.filter(({ pointer }) => !this.refused.has(pointer));
    return { fields, errors: [...this.refused.values(), ...others] };
  }

  private async take(part: FormPart): Promise<void> {
    this.taken += 1;
    if (this.taken > MAX_FIELDS) {
      throw new DomainError(PayloadTooLarge);
    }
    const isFile = part.filename !== undefined;
    const bytes = await bytesOf(part, {
      kept: isFile ? 0 : MAX_FIELD_BYTES,
      most: isFile ? this.options.maxBytes : FORM_BYTES,
    });
    const fault = this.misplaced(part) ?? part.fault;
    const text = bytes && utf8Text(bytes);
    if (fault) {
      this.refuse(part.name, fault);
    } else if (this.texts.has(part.name)) {
      this.refuse(part.name, { code: 'repeated-field', detail: 'It can be given once only.' });
    } else if (bytes === undefined) {
      this.refuse(part.name, { code: 'wrong-type', detail: 'It must be a short text.' });
    } else if (text === undefined) {
      const detail = 'It must be text in UTF-8.';
      this.refuse(part.name, { code: 'unsupported-character', detail });
    } else {
      this.texts.set(part.name, text);
    }
  }

  private misplaced({ name, filename }: FormPart): PartFault | undefined {
    if (name === 'file') {
      const detail = 'The part `file` has no filename: send it as a file.';
      return { code: 'wrong-type', detail };
    }
    if (!fieldsOf(this.dto).has(name)) {
      return { code: 'unknown-field', detail: 'There is no such field.' };
    }
    return filename === undefined
      ? undefined
      : { code: 'wrong-type', detail: 'It must be a text, not a file.' };
  }

  private get dto(): NonNullable<UploadOptions['fields']> {
    return this.options.fields ?? NoFields;
  }
}

/**
 * The content of a part, read to its end.
 *
 * @returns `undefined` when it is longer than `kept`
 * @throws DomainError `payload-too-large` when it is longer than `most`
 */
async function bytesOf(
  { content }: FormPart,
  { kept, most }: { readonly kept: number; readonly most: number },
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    if (!(chunk instanceof Buffer)) {
      continue;
    }
    size += chunk.length;
    if (size > most) {
      throw new DomainError(PayloadTooLarge);
    }
    if (size <= kept) {
      chunks.push(chunk);
    }
  }
  return size > kept ? undefined : Buffer.concat(chunks);
}
