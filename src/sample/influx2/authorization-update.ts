import { bodyText, type Call } from './call.ts';
import { decodeJson, struct, text, type Fields } from './go-decode.ts';
import { invalid } from './errors.ts';
import type { Authorization } from './state.ts';
import { now } from './time.ts';

interface Update {
  status: string;
  description: string;
}

const SHAPE = struct<Update>('influxdb.AuthorizationUpdate', { status: text('influxdb.Status'), description: text() });

/** The body of a change; everything but status and description is ignored. */
export function readUpdate(call: Call): Fields<Update> {
  return decodeJson(bodyText(call), SHAPE) ?? {};
}

/** Stores a change. False when the status is none: then nothing changes. An empty status becomes active. */
export function applyUpdate(authorization: Authorization, { status, description }: Fields<Update>): boolean {
  const chosen = status === '' ? 'active' : (status ?? authorization.status);
  if (chosen !== 'active' && chosen !== 'inactive') return false;
  authorization.status = chosen;
  if (description !== undefined) authorization.description = description;
  authorization.updatedAt = now();
  return true;
}

/** Stores a change, or throws what the v1 store says of a status that is none. */
export function applyLegacyUpdate(authorization: Authorization, update: Fields<Update>): void {
  if (!applyUpdate(authorization, update)) throw invalid('unknown authorization status');
}
