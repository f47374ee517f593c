import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileMailer } from './file-mailer.js';
import { SmtpMailer } from './smtp-mailer.js';

const mail = {
  to: 'alice@example.org',
  subject: '마루에 오신 것을 환영합니다',
  text: '마루의 첫 메일\nOpen https://maru.example.org/verify-email?token=abc',
  html: '<a href="https://maru.example.org/verify-email?token=abc">Open</a>',
};

describe('mail without a server', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maru-mail-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('becomes one complete file per message', async () => {
    await new FileMailer(join(folder, 'mail'), 'Maru <no-reply@maru.example.org>').send(mail);
    const [name = '', ...more] = await readdir(join(folder, 'mail'));
    expect(more).toEqual([]);
    expect(name).toMatch(/^\d{8}T\d{6}-\d{3}Z-000001-[0-9a-f]{6}\.eml$/);
    const path = join(folder, 'mail', name);
    const content = await readFile(path, 'utf8');
    expect(content).toMatch(/^From: Maru <no-reply@maru\.example\.org>\r?$/m);
    expect(content).toMatch(/^To: alice@example\.org\r?$/m);
    expect(content).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(content).toContain('token=abc');
    expect(content).toContain('마루의 첫 메일');
    expect(content.trimEnd()).toMatch(/--$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('has the further headers of its sender', async () => {
    const headers = {
      'List-Unsubscribe': '<https://maru.example.org/unsubscribe?token=digest.42.abc>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': '<digest.maru.example.org>',
    };
    await new FileMailer(folder, 'maru@example.org').send({ ...mail, headers });
    const [name = ''] = await readdir(folder);
    const [head = ''] = (await readFile(join(folder, name), 'utf8')).split(/\r?\n\r?\n/);
    const sent = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
    const byName = new Map(sent.map((line) => [nameOf(line), line.replace(/^[^:]+: /, '')]));
    for (const [header, value] of Object.entries(headers)) {
      expect(byName.get(nameOf(header))).toBe(value);
    }
  });

  it('sorts by the time of sending', async () => {
    const mailer = new FileMailer(folder, 'maru@example.org');
    for (const to of ['a@example.org', 'b@example.org', 'c@example.org']) {
      await mailer.send({ ...mail, to });
    }
    const names = (await readdir(folder)).sort();
    const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    expect(contents.map((content) => /^To: (\w)/m.exec(content)?.[1])).toEqual(['a', 'b', 'c']);
  });
});

describe('mail through a server', () => {
  let server: TestMailServer;
  let mailer: SmtpMailer;

  beforeEach(async () => {
    server = await TestMailServer.start();
    mailer = new SmtpMailer(`smtp://127.0.0.1:${String(server.port)}`, 'Maru <maru@example.org>');
  });
  afterEach(async () => {
    await mailer.close();
    await server.stop();
  });

  it('is handed over with sender and receiver', async () => {
    await mailer.send(mail);
    expect(server.commands).toContain('MAIL FROM:<maru@example.org>');
    expect(server.commands).toContain('RCPT TO:<alice@example.org>');
    expect(server.messages).toHaveLength(1);
    expect(server.messages[0]).toContain('multipart/alternative');
  });

  it('fails when the server refuses the receiver', async () => {
    server.refuse = true;
    await expect(mailer.send(mail)).rejects.toThrow(/550/);
    expect(server.messages).toEqual([]);
  });

  it('never takes a second receiver from an address', async () => {
    const to = 'alice@example.org\r\nBcc: eve@example.org';
    await mailer.send({ ...mail, to }).catch(() => undefined);
    expect(server.commands.filter((line) => /^RCPT.*eve@/.test(line))).toEqual([]);
    expect(server.messages.join()).not.toMatch(/^Bcc:/m);
  });
});

/** Names of headers are the same in either letter case. */
function nameOf(header: string): string {
  return (header.split(':')[0] ?? '').toLowerCase();
}

/** The least of SMTP that a client needs. */
class TestMailServer {
  readonly commands: string[] = [];
  readonly messages: string[] = [];
  refuse = false;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => this.serve(socket));
  }

  static async start(): Promise<TestMailServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TestMailServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 test\r\n');
    let input = '';
    let inMessage = false;
    socket.on('data', (chunk: Buffer) => {
      input += chunk.toString();
      for (;;) {
        const end = inMessage ? '\r\n.\r\n' : '\r\n';
        const at = input.indexOf(end);
        if (at === -1) {
          return;
        }
        const part = input.slice(0, at);
        input = input.slice(at + end.length);
        if (inMessage) {
          inMessage = false;
          this.messages.push(part);
          socket.write('250 taken\r\n');
        } else {
          this.commands.push(part);
          inMessage = part === 'DATA';
          socket.write(this.answerTo(part));
        }
      }
    });
  }

  private answerTo(command: string): string {
    if (command === 'DATA') {
      return '354 go on\r\n';
    }
    if (command.startsWith('RCPT') && this.refuse) {
      return '550 nobody of that name\r\n';
    }
    return command === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n';
  }
}
