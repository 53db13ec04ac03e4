import { Buffer } from 'node:buffer';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { answer, builtFiles, CONTENT_SECURITY_POLICY, PAGE, SCHEME, serve, serveDevelopment } from './scheme.ts';

const FILES = new Map([
  ['/index.html', '/srv/index.html'],
  ['/assets/a b.js', '/srv/assets/a b.js'],
]);

describe('the page scheme', () => {
  test('A3 a built file is answered with its own path and type', () => {
    expect(answer(PAGE, 'GET', FILES)).toMatchObject({ status: 200, file: '/srv/index.html' });
    expect(answer('app://bundle/assets/a%20b.js#x', 'GET', FILES).headers['Content-Type']).toMatch('text/javascript');
  });

  test('A3 HEAD is answered without a body', () => {
    expect(answer(PAGE, 'HEAD', FILES)).toMatchObject({ status: 200 });
    expect(answer(PAGE, 'HEAD', FILES).file).toBeUndefined();
  });

  test.each([
    'app://bundle/',
    'app://bundle/INDEX.HTML',
    'app://bundle/index.html?x=1',
    'app://bundle//index.html',
    'app://bundle/%69ndex.html%00',
    'app://bundle/assets%2fa%20b.js',
    'app://bundle/assets%5Ca%20b.js',
    'app://bundle/assets\\a b.js',
    'app://bundle/..%2f..%2fetc/passwd',
    'app://bundle/%2e%2e/%2e%2e/etc/passwd',
    'app://bundle/%252e%252e/etc/passwd',
    'app://bundle/%',
    'app://bundle/%ff',
    'app://bundle/__proto__',
    'app://bundle.evil/index.html',
    'app://evil/index.html',
    'app://bundle:1/index.html',
    'app://user@bundle/index.html',
    'app:///index.html',
    'file:///srv/index.html',
    'http://bundle/index.html',
    'not an address',
    '',
  ])('A3 %s is not found', (url) => {
    expect(answer(url, 'GET', FILES)).toMatchObject({ status: 404 });
    expect(answer(url, 'GET', FILES).file).toBeUndefined();
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'get', 'TRACE', ''])('A3 the method %j is refused', (method) => {
    expect(answer(PAGE, method, FILES)).toMatchObject({ status: 405 });
  });

  test('A3 whatever is asked, only listed files are ever named', () => {
    const listed = new Set(FILES.values());
    const anything = fc.oneof(
      fc.string(),
      fc.webPath(),
      fc.webUrl(),
      fc.string({ unit: fc.constantFrom('.', '/', '%', '2', 'e', 'f', '\\', 'a') }),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom('', 'app://bundle', 'app://bundle/'), (text, start) => {
        const { file } = answer(start + text, 'GET', FILES);
        return file === undefined || listed.has(file);
      }),
    );
  });

  test('A4 every answer, refusals too, carries the policy and nosniff', () => {
    for (const [url, method] of [
      [PAGE, 'GET'],
      ['app://bundle/nothing', 'GET'],
      [PAGE, 'POST'],
    ] as const) {
      expect(answer(url, method, FILES).headers).toMatchObject({
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
      });
    }
  });

  test('A4 the policy lets nothing inline through and asks for Trusted Types', () => {
    expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none'; /);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:|:[^ ]*'self'/);
    expect(CONTENT_SECURITY_POLICY).toContain("require-trusted-types-for 'script'");
  });

  test('A3 the scheme has no privilege that opens it to other origins', () => {
    expect(SCHEME).toEqual({ scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } });
  });
});

describe('serving the built files', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'scheme-'));
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });
  writeFileSync(
    path.join(root, 'index.html'),
    '<script type="module" src="./a.js"></script><link rel="stylesheet" href="./b.css">',
  );
  writeFileSync(path.join(root, 'a.js'), 'let ä;');
  writeFileSync(path.join(root, 'b.css'), 'p {}');

  function served() {
    type Handler = Parameters<Parameters<typeof serve>[0]['protocol']['registerBufferProtocol']>[1];
    const handlers: Handler[] = [];
    const protocol = { registerBufferProtocol: (_scheme: string, given: Handler) => handlers.push(given) > 0 };
    const seen = { handedOut: false };
    void serve({ protocol }, root).then(() => (seen.handedOut = true));
    const ask = (url: string, method = 'GET') => {
      const answers: { statusCode: number; headers: Record<string, string>; data: Buffer }[] = [];
      handlers[0]?.({ url, method }, (given) => answers.push(given));
      return answers;
    };
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    return { ask, seen, turn };
  }

  test('A3 A4 a file is answered with its bytes and the policy; what is not served has neither bytes nor a name', () => {
    const { ask } = served();
    const policy = { 'Content-Security-Policy': CONTENT_SECURITY_POLICY };
    expect(ask('app://bundle/a.js')).toMatchObject([{ statusCode: 200, headers: policy, data: Buffer.from('let ä;') }]);
    const none = { headers: policy, data: Buffer.alloc(0) };
    expect(ask('app://bundle/../../etc/passwd')).toMatchObject([{ statusCode: 404, ...none }]);
    expect(ask('app://bundle/a.js', 'POST')).toMatchObject([{ statusCode: 405, ...none }]);
  });

  test('a file that is gone by now is not found', () => {
    const { ask } = served();
    writeFileSync(path.join(root, 'late.js'), '');
    const { ask: askLater } = served();
    rmSync(path.join(root, 'late.js'));
    for (const each of [ask, askLater])
      expect(each('app://bundle/late.js')).toMatchObject([{ statusCode: 404, data: Buffer.alloc(0) }]);
  });

  test('it is said when the page and all that its head names were handed out, and not before', async () => {
    const { ask, seen, turn } = served();
    for (const file of ['index.html', 'b.css', 'missing.js']) ask(`app://bundle/${file}`);
    await turn();
    expect(seen.handedOut).toBe(false);
    ask('app://bundle/a.js');
    await turn();
    expect(seen.handedOut).toBe(true);
  });
});

describe('a development server', () => {
  test('A4 gets a policy of its own, beside its other headers', () => {
    let handler: ((details: object, callback: (answer: object) => void) => void) | undefined;
    const session = { webRequest: { onHeadersReceived: (given: typeof handler) => void (handler = given) } };
    serveDevelopment(session as unknown as Parameters<typeof serveDevelopment>[0]);
    const answers: object[] = [];
    handler?.({ responseHeaders: { 'X-Own': ['1'] } }, (given) => answers.push(given));
    expect(answers).toEqual([
      {
        responseHeaders: {
          'X-Own': ['1'],
          'Content-Security-Policy': [expect.stringMatching(/^default-src 'none'; script-src 'self'/)],
        },
      },
    ]);
  });
});

describe('the list of built files', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'scheme-'));
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test('A3 holds what has a known type, by its path within the origin', () => {
    mkdirSync(path.join(root, 'assets'));
    for (const name of ['index.html', 'assets/x.js', 'assets/x.js.map', '.env'])
      writeFileSync(path.join(root, name), '');

    expect(builtFiles(root)).toEqual(
      new Map([
        ['/assets/x.js', path.join(root, 'assets', 'x.js')],
        ['/index.html', path.join(root, 'index.html')],
      ]),
    );
  });
});
