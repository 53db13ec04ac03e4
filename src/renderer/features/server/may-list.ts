import { allows } from '#domain/access';
import type { Self } from '#domain/server';

/** One thing that a connection's own token may do here, may not do, or of which nothing is known. */
export interface Ability {
  what: string;
  may: 'yes' | 'no' | 'unknown';
  why: string;
}

/** What the own token of a connection may and may not do, for a person who manages tokens. */
export function abilitiesOf(self: Self): Ability[] {
  const org = self.orgName ?? 'its organization';
  const operator = self.kind === 'operator';
  const admin = operator || self.kind === 'all-access';
  const everyone = operator
    ? 'Of every user, in every organization'
    : `Only those of ${self.userName ?? 'its own user'} in ${org}`;
  return [
    {
      what: 'List tokens',
      may: self.mayList ? 'yes' : 'no',
      why: self.mayList ? everyone : 'It lacks the right to read tokens and their owners',
    },
    ability(
      'Make tokens',
      held(self, admin, 'write', 'authorizations'),
      operator ? 'For every user, with every right' : `For itself, with rights it has, in ${org}`,
      'It lacks the right to write tokens',
    ),
    ability(
      'Make tokens for other users',
      held(self, operator, 'write', 'users'),
      'For every user',
      'Only an operator token may',
    ),
    ability('Make operator tokens', operator ? 'yes' : no(self), 'It is one itself', 'Only an operator token may'),
    ability(
      'Make users',
      held(self, operator, 'write', 'users'),
      'Without a password, to own tokens',
      'Only an operator token may',
    ),
    ability('Read the configuration', operator ? 'yes' : no(self), 'As an operator', 'Only an operator token may'),
  ];
}

function ability(what: string, may: Ability['may'], yes: string, no: string): Ability {
  if (may === 'unknown') return { what, may, why: 'The server does not tell; trying it shows' };
  return { what, may, why: may === 'yes' ? yes : no };
}

function held(self: Self, byKind: boolean, action: 'read' | 'write', type: string): Ability['may'] {
  if (byKind) return 'yes';
  if (!self.grants) return no(self);
  return allows(self.grants, { action, type, orgId: type === 'users' ? undefined : self.orgId }) ? 'yes' : 'no';
}

/** A kind that is known says no; one that is not leaves it open. */
function no(self: Self): Ability['may'] {
  return self.kind === 'unknown' ? 'unknown' : 'no';
}
