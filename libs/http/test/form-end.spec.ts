import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { file, type UploadStage, uploadStage } from './upload-stage.js';

const FORM =
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nx\r\n--b--\r\n';

describe('what stands behind the last boundary of a form', () => {
  let stage: UploadStage;
  let socket: Socket;
  let answer: string;

  beforeAll(async () => {
    stage = await uploadStage();
  });
  afterAll(() => stage.app.close());

  beforeEach(() => {
    answer = '';
    socket = connect(Number(new URL(stage.address).port), '127.0.0.1');
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString();
    });
  });
  afterEach(() => socket.destroy());

  /** Sends a whole form whose head announces that more comes. */
  const announce = (behind: number) => {
    const head = [
      'POST /v1/notes/files HTTP/1.1',
      'Host: localhost',
      `Authorization: ${stage.authorization}`,
      'Content-Type: multipart/form-data; boundary=b',
      `Content-Length: ${FORM.length + behind}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${FORM}`);
  };

  it('is waited for', async () => {
    announce(7);
    // Others that came later are answered.
    for (let i = 0; i < 5; i += 1) {
      expect((await stage.send([['file', file(1), 'b.png']])).status).toBe(201);
    }
    expect(answer).toBe('');
    socket.write('nothing');
    await once(socket, 'data');
    expect(answer).toContain('201 Created');
  });

  it.each([
    [64, '201 Created'],
    // What comes in one piece with the boundary isn't counted.
    [200, '413 Payload Too Large'],
  ])('may be 64 KiB: of %d KiB the answer is %s', async (kib, status) => {
    announce(kib * 1024);
    socket.write(Buffer.alloc(kib * 1024));
    await once(socket, 'data');
    expect(answer).toContain(status);
  });
});
