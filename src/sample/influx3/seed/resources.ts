import { permission, type Permission3 } from '#domain/permission3';
import { STRANGE_NAMES } from '#sample/influx2/seed/strange';
import type { Database } from '#sample/influx3/databases';
import type { Plan } from './plan.ts';
import type { Town } from './towns.ts';

const STRANGE = 12;

/** What resource tokens of Enterprise hold: the plain cases, and those that a reader gets wrong. */
export function planResources(plan: Plan, town: Town): void {
  planEdges(plan, town);
  for (const name of STRANGE_NAMES.slice(0, STRANGE))
    plan.token({ name, age: plan.random.between(5, 300), rights: [on([plan.random.pick(town.living)], 'read')] });
  for (const database of town.living) {
    plan.token({
      name: `${database.name}-writer`,
      age: plan.random.between(90, 320),
      rights: [on([database], 'write')],
    });
    plan.token({
      name: `${database.name}-reader`,
      age: plan.random.between(20, 90),
      expiresIn: plan.random.between(4, 200),
      rights: [on([database], 'read')],
    });
  }
}

function planEdges(plan: Plan, { living, dead, former, recreated }: Town): void {
  const [home, metrics, sensors] = living.slice(0, 3);
  const given: readonly [name: string, rights: readonly Permission3[], expiresIn?: number][] = [
    ['dashboard, everything', [anyDatabase('read')]],
    ['gateway', [anyDatabase('write')]],
    ['all rights on all databases', [anyDatabase('create', 'describe', 'read', 'write', 'delete')]],
    ['reads all, but home is hidden by its own write', [anyDatabase('read'), on([home], 'write')]],
    ['reads and writes home, one right each', [on([home], 'read'), on([home], 'write')]],
    ['several databases in one right', [on([metrics, sensors, home], 'read', 'write')]],
    ['describes metrics, no more', [on([metrics], 'describe')]],
    ['may create databases', [anyDatabase('create')]],
    ['cleaner', [on([sensors], 'delete')]],
    ['telegraf of old', [on([dead], 'write')]],
    ['telemetry from before', [on([former], 'read', 'write')]],
    ['telemetry of today', [on([recreated], 'read', 'write')]],
    ['both telemetries', [on([former, recreated], 'read')]],
    ['prometheus', [system('metrics')]],
    ['load balancer', [system('health', 'ping', 'ready')]],
    ['all system pages', [permission('system', ['*'], ['read'])]],
    ['status page', [system('ping'), on([metrics], 'read')], 14],
    ['expired reader', [on([home], 'read')], -30],
    ['expired writer', [on([metrics], 'write')], -1],
    ['expires today', [on([sensors], 'read')], 0.3],
  ];
  for (const [name, rights, expiresIn] of given)
    plan.token({ name, rights, expiresIn, age: plan.random.between(31, 330) });
}

/** Fills up with tokens of machines until there are as many as wanted. */
export function planCrowd(plan: Plan, town: Town, wanted: number): void {
  const isCore = plan.state.version.edition === 'Core';
  for (let number = 1; plan.planned < wanted; number++) {
    const database = plan.random.pick(town.living);
    const rights = isCore ? 'everything' : [on([database], plan.random.pick(['read', 'write']))];
    const expiresIn = plan.random.chance(0.3) ? plan.random.between(-60, 300) : undefined;
    plan.token({
      name: `agent-${database.name}-${String(number).padStart(5, '0')}`,
      rights,
      expiresIn,
      age: plan.random.between(61, 420),
    });
  }
}

type Action = 'create' | 'describe' | 'read' | 'write' | 'delete';

function on(databases: readonly (Database | undefined)[], ...actions: readonly Action[]): Permission3 {
  return permission(
    'db',
    databases.map((database) => String(database?.id ?? '')),
    actions,
  );
}

function anyDatabase(...actions: readonly Action[]): Permission3 {
  return permission('db', ['*'], actions);
}

function system(...names: readonly string[]): Permission3 {
  return permission('system', names, ['read']);
}
