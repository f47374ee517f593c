import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp } from './sample-app.js';

/** An answer to an upload. */
interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Whoever sends forms to the endpoint of the sample that takes a file and a text. */
export interface UploadStage {
  readonly app: NestFastifyApplication;
  readonly authorization: string;
  /** Address of the endpoint. */
  readonly address: string;
  /** Sends a form as a browser would. */
  send(parts: [name: string, value: string | Blob, filename?: string][]): Promise<Answer>;
  /** Sends parts of which each is a header and bytes, with nothing in between that corrects them. */
  sendParts(...parts: [header: string | Buffer, content: string | Buffer][]): Promise<Answer>;
}

/** The sample program, listening. */
export async function uploadStage(): Promise<UploadStage> {
  const sample = await sampleApp();
  const { app } = sample;
  const authorization = sample.token();
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/v1/notes/files`;
  const post = async (
    body: FormData | Buffer<ArrayBuffer>,
    type: Record<string, string>,
  ): Promise<Answer> => {
    const headers = { authorization, ...type };
    const answer = await fetch(address, { method: 'POST', headers, body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return {
    app,
    authorization,
    address,
    send: (parts) => post(formOf(parts), {}),
    sendParts: (...parts) =>
      post(bodyOf(parts), { 'content-type': 'multipart/form-data; boundary=b' }),
  };
}

/** Bytes of a file. */
export const file = (bytes: number): Blob => new Blob([Buffer.alloc(bytes, 1)]);

function formOf(parts: Parameters<UploadStage['send']>[0]): FormData {
  const form = new FormData();
  for (const [name, value, filename] of parts) {
    if (typeof value === 'string') {
      form.append(name, value);
    } else {
      form.append(name, value, filename);
    }
  }
  return form;
}

function bodyOf(parts: Parameters<UploadStage['sendParts']>): Buffer<ArrayBuffer> {
  const body = parts.flatMap(([header, content]) => [
    Buffer.from('--b\r\nContent-Disposition: form-data; '),
    Buffer.from(header),
    Buffer.from('\r\n\r\n'),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...body, Buffer.from('--b--\r\n')]);
}
