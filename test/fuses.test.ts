import { describe, expect, test } from 'vitest';
import { FUSE_NAMES, fusesIn, RELEASE_FUSES, SENTINEL, setFuses } from '../scripts/lib/fuses.mjs';

/** The bytes of an executable whose wire says this. */
function executable(wire: string, version = 1): Buffer {
  const head = Buffer.from([version, wire.length]);
  return Buffer.concat([
    Buffer.from('code '),
    Buffer.from(SENTINEL),
    head,
    Buffer.from(wire),
    Buffer.from(' more code'),
  ]);
}

describe('the fuse wire', () => {
  test('L1 is read by name, removed fuses told apart', () => {
    expect(fusesIn(executable('10r00011'))).toEqual({
      runAsNode: true,
      cookieEncryption: false,
      nodeOptions: 'removed',
      nodeCliInspect: false,
      embeddedAsarIntegrityValidation: false,
      onlyLoadAppFromAsar: false,
      loadBrowserProcessSpecificV8Snapshot: true,
      grantFileProtocolExtraPrivileges: true,
    });
  });

  test.each(['10100001', '101000011'])('L1 is set as released on a wire of %s and nothing else is touched', (wire) => {
    const bytes = executable(wire);
    setFuses(bytes, RELEASE_FUSES);
    expect(bytes.toString('latin1')).toBe(executable('010011001'.slice(0, wire.length)).toString('latin1'));
  });

  test('every wire of an executable for two processors is set', () => {
    const bytes = Buffer.concat([executable('10100001'), executable('10100001')]);
    setFuses(bytes, RELEASE_FUSES);
    const released = executable('01001100').toString('latin1');
    expect(bytes.toString('latin1')).toBe(released + released);
  });

  test('L2 an Electron with a fuse that nobody decided on is not packaged', () => {
    const tenFuses = executable('1010000110');
    expect(() => setFuses(tenFuses, RELEASE_FUSES)).toThrow('10 fuses');
    expect(() => fusesIn(tenFuses)).toThrow('10 fuses');
  });

  test('L2 a fuse that is left out is an error, not a default', () => {
    const { wasmTrapHandlers: _left, ...most } = RELEASE_FUSES;
    expect(() => setFuses(executable('101000011'), most)).toThrow('wasmTrapHandlers is not decided');
    expect(Object.keys(RELEASE_FUSES)).toEqual(FUSE_NAMES);
  });

  test.each([
    ['another version', executable('10100001', 2)],
    ['no wire', Buffer.from('an ordinary program')],
    ['a strange state', executable('1010000x')],
  ])('%s is refused', (_title, bytes) => {
    expect(() => fusesIn(bytes)).toThrow();
  });
});
