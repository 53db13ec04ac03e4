import type { SeededRandom } from '#sample/influx2/seed/random';
import { DATABASES } from './databases.ts';
import { both, read, write, type TokenPlan } from './histories.ts';

const SERVICES = ['telegraf', 'grafana', 'node-red', 'billing', 'forecast', 'alerting', 'exporter', 'notebook', 'ci'];
const PLACES = ['hamburg', 'porto', 'gdańsk', 'lab', 'office', 'edge', 'staging', 'cloud'];

/** Tokens that nobody remembers in particular: `count` of them. */
export function planCrowd(random: SeededRandom, count: number): TokenPlan[] {
  return Array.from({ length: count }, (_, i) => planOne(random, i + 1));
}

function planOne(random: SeededRandom, number: number): TokenPlan {
  const age = 1 + random.next() * 480;
  const names = random.some(DATABASES, 4).map(([name]) => name);
  const rights = random.pick([read, read, write, write, both]);
  return {
    description: `${random.pick(SERVICES)} ${random.pick(PLACES)} ${number}`,
    permissions: rights(...names),
    age,
    digits: random.pick([3, 6, 6]),
    ...(random.chance(0.2) ? { expires: random.next() * 400 - 60 } : {}),
    ...(random.chance(0.1) ? { revoked: random.next() * age } : {}),
  };
}
