import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '#test/temp-folder';
import type { Notice } from '#main/storage/document';
import { forcedReadOnly } from './policy.ts';

function forced(text: string | undefined, readOnlySwitch = false) {
  const file = join(tempFolder(), 'policy.json');
  if (text !== undefined) fs.writeFileSync(file, text);
  const notices: Notice[] = [];
  return {
    readOnly: forcedReadOnly(file, readOnlySwitch, (notice) => notices.push(notice)),
    notices: notices.map(({ kind }) => kind),
  };
}

test('without a policy file nothing is forced', () => {
  expect(forced(undefined)).toEqual({ readOnly: 'no', notices: [] });
  expect(forced('{"version":1,"readOnly":false}')).toEqual({ readOnly: 'no', notices: [] });
});

test('E6 a policy file forces read-only, and comes before the switch', () => {
  expect(forced('{"version":1,"readOnly":true}')).toEqual({ readOnly: 'policy', notices: [] });
  expect(forced('{"version":1,"readOnly":true}', true).readOnly).toBe('policy');
  expect(forced(undefined, true).readOnly).toBe('switch');
  expect(forced('{"version":1,"readOnly":false}', true).readOnly).toBe('switch');
});

test.each([
  '',
  '{',
  '[]',
  'true',
  '{"version":1}',
  '{"version":2,"readOnly":false}',
  '{"version":1,"readOnly":"false"}',
  '{"version":1,"readOnly":false,"more":1}',
  ' '.repeat(100_000),
])('E6 a policy file that cannot be understood forces read-only and is told: %.40j', (text) => {
  expect(forced(text)).toEqual({ readOnly: 'policy', notices: ['policy-invalid'] });
});
