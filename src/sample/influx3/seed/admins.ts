import type { Plan, TokenPlan } from './plan.ts';

type Admin = Omit<TokenPlan, 'rights'>;

/** Named admin tokens as they gather: of people, of machines, forgotten, over, and with names that nobody tested. */
const ADMINS: readonly Admin[] = [
  { name: 'ops', age: 512 },
  { name: 'ops-backup', age: 498 },
  { name: 'terraform', age: 401, expiresIn: 35 },
  { name: 'night shift', age: 377 },
  { name: 'ci-pipeline', age: 350, expiresIn: -12 },
  { name: 'grafana-provisioning', age: 333, expiresIn: 3.5 },
  { name: 'alice', age: 280 },
  { name: 'bob (left in March)', age: 265 },
  { name: 'migration 2.7 → 3', age: 240, expiresIn: -150 },
  { name: 'Ops', age: 130 },
  { name: `O'Brien's "root"`, age: 88, expiresIn: 277 },
  { name: 'a&b=c+d%20e/f?', age: 61 },
  { name: '', age: 44 },
  { name: 'one hour on a Sunday', age: 9, expiresIn: -8.95 },
  { name: 'on-call 温度 🌡️', age: 2, expiresIn: 0.8 },
];

export function planAdmins(plan: Plan): void {
  for (const admin of ADMINS) plan.token({ ...admin, rights: 'everything' });
}
