import { expect, test } from 'vitest';
import type { Resources } from '#domain/resource';
import type { ConfirmStep } from '#contract/shapes';
import { testApp } from '#test/app';
import { sample3 } from '#test/influx3';

/** What the vendor's Explorer lets a person do with tokens, by product. */
const MADE = { 'core-3.10': ['admin'], 'enterprise-3.10': ['admin', 'database'] } as const;

test.each(['core-3.10', 'enterprise-3.10'] as const)(
  'S2.2 tokens and databases of %s are listed, tokens of each kind made, their value seen once, and deleted',
  async (product) => {
    const sample = await sample3({ product });
    const app = await testApp();
    const { id: connectionId } = await app.add(sample.url, sample.credential);
    const { traits } = await app.connect(connectionId);
    expect(traits.offers.filter(({ reason }) => reason === undefined).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([...MADE[product]]),
    );
    const { buckets } = await app.call<Resources>('server.resources', { connectionId });
    expect(buckets.some(({ system }) => !system)).toBe(true);
    for (const { name, retention, tables } of buckets)
      expect([name, retention, tables]).toEqual([expect.any(String), expect.any(Number), expect.any(Number)]);

    await app.unlock(connectionId);
    const database = buckets.find(({ system }) => !system)?.name ?? '';
    for (const kind of MADE[product]) {
      const grants = kind === 'admin' ? [] : [{ action: 'write', type: 'databases', id: database, name: database }];
      const wanted = { orgId: '', description: `made as ${kind}`, status: 'active', kind, grants };
      const { revealId } = await app.call<{ revealId: string }>('tokens.create', { connectionId, wanted });
      const { value } = await app.call<{ value: string }>('reveal.look', { revealId });
      expect(sample.state.tokenOf(value)?.name).toBe(wanted.description);
      const shown = await app.token(connectionId, wanted.description);
      const one = { connectionId, token: { store: shown.store, id: shown.id } };
      const step = await app.call<ConfirmStep>('tokens.prepare', { ...one, action: 'delete', shown });
      await app.call('tokens.delete', { ...one, confirmation: step.confirmation, second: false });
      expect(sample.state.tokenOf(value)).toBeUndefined();
    }
  },
);
