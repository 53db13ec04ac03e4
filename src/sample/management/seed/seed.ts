import type { SeededRandom } from '#sample/influx2/seed/random';
import type { Moment } from '#sample/influx2/time';
import { newDatabaseId, newDatabaseSecret, newManagementSecret, newUuid } from '#sample/management/secrets';
import type { ManagementToken, State } from '#sample/management/state';
import { planCrowd } from './crowd.ts';
import { DATABASES } from './databases.ts';
import { HISTORIES, type TokenPlan } from './histories.ts';

const DAY = 86_400_000;
const TOKENS = 60;

/** What a believable cluster was filled with. */
interface Seeded {
  /** A management token without an end. */
  credential: string;
  /** The secret of the first token, of either kind, of each description. */
  secrets: ReadonlyMap<string, string>;
}

/**
 * Fills an empty state: management tokens always, and unless `empty` a company's databases and its past, the same at
 * every start for the same seed, with ages counted from now. `tokens` is how many database tokens there are; those with
 * histories are always there.
 */
export function seed(state: State, random: SeededRandom, options: { empty?: boolean; tokens?: number } = {}): Seeded {
  const now = Date.now();
  const secrets = new Map<string, string>();
  const credential = addManagementTokens(state, random, now, secrets);
  if (options.empty) return { credential, secrets };
  addDatabases(state, random);
  const crowd = planCrowd(random, Math.max(0, (options.tokens ?? TOKENS) - HISTORIES.length));
  for (const plan of [...HISTORIES, ...crowd].sort((a, b) => b.age - a.age))
    addToken(state, random, now, plan, secrets);
  return { credential, secrets };
}

/** One that works, and the two that do not any more. */
function addManagementTokens(state: State, random: SeededRandom, now: number, secrets: Map<string, string>): string {
  const tokens: ManagementToken[] = [
    { description: 'management: token explorer' },
    { description: 'management: expired', expiresAt: momentAt(random, now - 30 * DAY, 0) },
    { description: 'management: revoked', revokedAt: momentAt(random, now - 12 * DAY, 6) },
  ];
  for (const token of tokens) {
    const secret = newManagementSecret((count) => random.bytes(count));
    state.addManagementToken(token, secret);
    secrets.set(token.description, secret);
  }
  return secrets.get('management: token explorer') ?? '';
}

function addDatabases(state: State, random: SeededRandom): void {
  for (const [name, retentionPeriod, maxTables = 500, maxColumnsPerTable = 200] of DATABASES) {
    const id = newDatabaseId((count) => random.bytes(count));
    state.databases.set(name, { id, name, maxTables, maxColumnsPerTable, retentionPeriod });
  }
}

function addToken(
  state: State,
  random: SeededRandom,
  now: number,
  { description, permissions, age, expires, revoked, digits = 6 }: TokenPlan,
  secrets: Map<string, string>,
): void {
  const secret = newDatabaseSecret((count) => random.bytes(count));
  const createdAt = momentAt(random, now - age * DAY, digits);
  state.addToken(
    {
      id: newUuid((count) => random.bytes(count)),
      description,
      permissions,
      createdAt,
      expiresAt: expires === undefined ? undefined : momentAt(random, now + expires * DAY, 0),
      revokedAt: revoked === undefined ? undefined : momentAt(random, now - revoked * DAY, 6),
      usableFrom: createdAt.ms,
    },
    secret,
  );
  if (!secrets.has(description)) secrets.set(description, secret);
}

/** A moment as fine as a row tells it. */
function momentAt(random: SeededRandom, at: number, digits: 0 | 3 | 6): Moment {
  const ms = digits === 0 ? Math.floor(at / 1000) * 1000 : Math.floor(at);
  return { ms, nanos: digits === 6 ? random.between(1, 999) * 1000 : 0 };
}
