import { expect, test } from 'vitest';
import { policyFile } from './policy-file.ts';

test('E6 the policy stands where only an administrator can write', () => {
  expect(policyFile('linux', {})).toBe('/etc/token-explorer/policy.json');
  expect(policyFile('darwin', {})).toBe('/Library/Application Support/Token Explorer/policy.json');
  expect(policyFile('win32', { ProgramData: 'D:\\ProgramData' })).toBe('D:\\ProgramData\\Token Explorer\\policy.json');
});

test.each([undefined, '', 'relative', '\\\\evil\\share', '/tmp'])(
  'E6 %j is not believed to be the machine’s folder',
  (ProgramData) => {
    expect(policyFile('win32', { ProgramData })).toBe('C:\\ProgramData\\Token Explorer\\policy.json');
  },
);
