import { forbidden, type Call } from './call.ts';
import { INTERNAL, type Database } from './databases.ts';
import { maySeeSystem, mayUseDatabase, type DatabaseAction, type Rights, type SystemName } from './permissions.ts';

/** What the caller may. Core asks only who somebody is: there every token may everything. */
export function rightsOf({ caller, state }: Call): Rights {
  return caller === 'anybody' || state.version.edition === 'Core' ? 'everything' : caller.rights;
}

/** Throws for whoever is not an admin. */
export function demandAdmin(call: Call): void {
  if (rightsOf(call) !== 'everything') throw forbidden(call.state);
}

/** Throws for whoever may not do this with the database, which may not exist yet. */
export function demandDatabase(call: Call, name: string, action: DatabaseAction): void {
  if (!mayUse(call, name, call.state.databases.named(name), action)) throw forbidden(call.state);
}

export function mayDescribe(call: Call, database: Database): boolean {
  return mayUse(call, database.name, database, 'describe');
}

export function demandSystem(call: Call, name: SystemName): void {
  if (!maySeeSystem(rightsOf(call), name)) throw forbidden(call.state);
}

/** What is the server's own is for admins only. */
function mayUse(call: Call, name: string, database: Database | undefined, action: DatabaseAction): boolean {
  const rights = rightsOf(call);
  return name === INTERNAL ? rights === 'everything' : mayUseDatabase(rights, database?.id, action);
}
