import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deniedSwitches, ownSwitches } from './switches.ts';

describe('the switches of a packaged build', () => {
  const denied = [
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=0',
    '--inspect-publish-uid=http',
    '--ignore-certificate-errors',
    '--disable-web-security',
    '--no-sandbox',
    '--load-extension=/x',
    '--js-flags=--expose-gc',
    '--log-net-log=/x',
    '--host-resolver-rules=MAP * 1.2.3.4',
    '--proxy-server=evil:1',
    '--use-mock-keychain',
    '-inspect',
    '--NO-SANDBOX',
  ];

  test.each(denied)('A9 %s is refused', (arg) => {
    expect(deniedSwitches(['--samples', arg, 'x'], 'linux')).toEqual([arg]);
  });

  test('A9 a switch behind a bare -- is refused too', () => {
    expect(deniedSwitches(['--', '--inspect'], 'linux')).toEqual(['--inspect']);
  });

  test('A9 Windows spells a switch with a slash as well', () => {
    expect(deniedSwitches(['/no-sandbox'], 'win32')).toEqual(['/no-sandbox']);
    expect(deniedSwitches(['/no-sandbox'], 'linux')).toEqual([]);
  });

  test.each([
    '--samples',
    '--fresh',
    '--smoke',
    '--read-only',
    '--user-data-dir=/tmp/x',
    '--password-store=gnome-libsecret',
    '--ozone-platform=x11',
    '--lang=en',
    'inspect',
  ])('%s is allowed', (arg) => {
    expect(deniedSwitches([arg], 'linux')).toEqual([]);
  });

  test('A9 no text in front or behind makes a denied switch pass', () => {
    fc.assert(
      fc.property(fc.constantFrom(...denied), fc.array(fc.string()), fc.array(fc.string()), (arg, before, after) => {
        expect(deniedSwitches([...before, arg, ...after], 'linux')).toContain(arg);
      }),
    );
  });
});

describe('our own switches', () => {
  test('without any, the app opens where the person left it', () => {
    expect(ownSwitches(['.'])).toEqual({ samples: false, fresh: false, smoke: false, readOnly: false });
  });

  test('a smoke run is a run on the samples', () => {
    expect(ownSwitches(['--smoke'])).toMatchObject({ smoke: true, samples: true });
  });

  test('--fresh wins over --samples', () => {
    expect(ownSwitches(['--samples', '--fresh'])).toMatchObject({ fresh: true, samples: false });
  });

  test('a switch must be written in full', () => {
    expect(ownSwitches(['--read-only-please', 'read-only']).readOnly).toBe(false);
  });
});
