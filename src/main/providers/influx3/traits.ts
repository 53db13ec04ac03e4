import type { Offer, Self, Traits } from '#domain/server';
import { SYSTEM_NAMES } from '#domain/permission3';
import { isBefore } from '#domain/version';
import type { Identity } from './identify.ts';

const NO_AUTH = 'This server was started without authentication: it asks nobody for a token and keeps none.';
const NOT_ADMIN = 'Only an admin token can make tokens.';
const ENTERPRISE_ONLY = 'Only InfluxDB 3 Enterprise has tokens for single databases.';
const TOO_OLD = 'This server makes no other token than its operator token; since 3.1 it can make named ones.';

/** How tokens are on InfluxDB 3: with names that never change, with an end that may be set, and deleted for good. */
export function traitsOf({ edition, version }: Identity, self: Self): Traits {
  const enterprise = edition === 'Enterprise';
  const fileKinds = fileKindsOf(enterprise, version);
  return {
    data: 'databases',
    organizations: false,
    owners: false,
    label: 'name',
    changes: [],
    changeTimes: false,
    expiry: true,
    end: 'delete',
    offers: offersOf(enterprise, version, self),
    databaseActions: enterprise ? ['create', 'describe', 'delete'] : [],
    systemResources: enterprise ? [...SYSTEM_NAMES] : [],
    userFilter: false,
    tool: 'none',
    ...(fileKinds.length > 0 && { tokenFiles: fileKinds }),
  };
}

/** Tokens in files are read since 3.4; only Enterprise takes those for databases. */
function fileKindsOf(enterprise: boolean, version: string): NonNullable<Traits['tokenFiles']> {
  if (version === '' || isBefore(version, '3.4')) return [];
  return enterprise ? ['admin', 'database'] : ['admin'];
}

function offersOf(enterprise: boolean, version: string, self: Self): Offer[] {
  const never = whyNever(self);
  const admin = never ?? (version.startsWith('3.0.') ? TOO_OLD : undefined);
  const database = never ?? (enterprise ? undefined : ENTERPRISE_ONLY);
  return [
    {
      kind: 'database',
      ...(!enterprise && { label: 'Database token (Enterprise only)' }),
      ...(database !== undefined && { reason: database }),
    },
    { kind: 'admin', ...(admin !== undefined && { reason: admin }) },
  ];
}

function whyNever({ kind }: Self): string | undefined {
  if (kind === 'none') return NO_AUTH;
  return kind === 'database' ? NOT_ADMIN : undefined;
}
