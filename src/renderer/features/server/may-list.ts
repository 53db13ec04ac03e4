import { allows } from '#domain/access';
import { endWords } from '#domain/end-words';
import type { Offer, Self, Server } from '#domain/server';

/** One thing that a connection's own token may do here, may not do, or of which nothing is known. */
interface Ability {
  what: string;
  may: 'yes' | 'no' | 'unknown';
  why: string;
}

/** What the own token of a connection may and may not do on its server, for a person who manages tokens. */
export function abilitiesOf(self: Self, server: Server): Ability[] {
  return server.traits.data === 'buckets' ? inOrganizations(self, server) : onDatabases(self, server);
}

function inOrganizations(self: Self, { traits }: Server): Ability[] {
  const org = self.orgName ?? 'its organization';
  const operator = self.kind === 'operator';
  const admin = operator || self.kind === 'all-access';
  const everyone = operator ? 'Of every user, in every organization' : listedWords(self, org);
  const common = [
    {
      what: 'List tokens',
      may: self.mayList ? ('yes' as const) : ('no' as const),
      why: self.mayList ? everyone : 'It lacks the right to read tokens and their owners',
    },
    ability(
      'Make tokens',
      held(self, admin, 'write', 'authorizations'),
      operator ? 'For every user, with every right' : `For itself, with rights it has, in ${org}`,
      'It lacks the right to write tokens',
    ),
  ];
  if (!traits.offers.some(({ kind }) => kind === 'operator')) return common;
  return [
    ...common,
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

/** A token of which nothing is known may show more than its own user's: that it shows only those takes proof. */
function listedWords({ kind, userName }: Self, org: string): string {
  if (kind === 'unknown') return 'As many as it may read; the server leaves out the others';
  return `Only those of ${userName ?? 'its own user'} in ${org}`;
}

const OFFERED: Partial<Record<Offer['kind'], string>> = {
  admin: 'Make admin tokens',
  database: 'Make database tokens',
};

const DATA: Partial<Record<Self['kind'], Omit<Ability, 'what'>>> = {
  operator: { may: 'yes', why: 'Every database' },
  admin: { may: 'yes', why: 'Every database' },
  none: { may: 'yes', why: 'As everybody who reaches the server' },
  database: { may: 'unknown', why: 'As far as its own rights on databases go' },
  management: { may: 'no', why: 'No management token ever can: that takes a database token' },
};

function onDatabases(self: Self, { traits, can }: Server): Ability[] {
  const { verb, done } = endWords(traits);
  const admin = self.kind === 'operator' || self.kind === 'admin' || self.kind === 'management';
  const may = admin ? 'yes' : no(self);
  const ends = can.includes('deleteToken') ? may : 'no';
  return [
    ability('List tokens', self.mayList ? 'yes' : no(self), 'Every one', 'That takes an admin token'),
    ...traits.offers.map(({ kind, reason }) =>
      ability(
        OFFERED[kind] ?? 'Make tokens',
        reason === undefined ? may : 'no',
        'With every right',
        reason ?? 'That takes an admin token',
      ),
    ),
    ability(
      `${verb} tokens`,
      ends,
      can.includes('regenerateOperator') ? 'Every one but the operator token' : 'Every one',
      self.kind === 'none' ? `Nothing is ${done} where no token is asked for` : 'That takes an admin token',
    ),
    { what: 'Write and query data', ...(DATA[self.kind] ?? { may: 'unknown', why: NOT_TOLD }) },
  ];
}

const NOT_TOLD = 'The server does not tell; trying it shows';

function ability(what: string, may: Ability['may'], yes: string, no: string): Ability {
  if (may === 'unknown') return { what, may, why: NOT_TOLD };
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
