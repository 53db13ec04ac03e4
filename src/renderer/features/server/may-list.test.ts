import { expect, test } from 'vitest';
import { aSelf, aServer } from '../../test-support/builders.ts';
import { abilitiesOf } from './may-list.ts';

test.each([
  ['operator', 'Of every user, in every organization'],
  ['all-access', 'Only those of admin in acme'],
  ['unknown', 'As many as it may read; the server leaves out the others'],
] as const)('what a token of kind %s lists is no more than is known of it', (kind, why) => {
  const self = aSelf({ kind, userName: 'admin', grants: undefined });
  expect(abilitiesOf(self, aServer({ self }))[0]).toEqual({ what: 'List tokens', may: 'yes', why });
});
