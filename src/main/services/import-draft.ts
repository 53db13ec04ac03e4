import { Failure } from '#contract/failure';
import { Colour, ConnectionDraft } from '#domain/connection';
import type { DifferentField } from '#domain/import';
import type { ImportEntry } from '#main/import/entry';
import type { Profile } from './profiles.ts';

/** What is saved of an entry that gets a connection of its own; `environment` where it names none. */
export function addedDraft(entry: ImportEntry, environment: string): ConnectionDraft {
  const { name, address, note = '', ca, accountId, clusterId, colour } = entry;
  return checked({
    name: fitting(name, 200),
    address,
    environment: entry.environment ?? environment,
    colour: Colour.safeParse(colour).data,
    note: note.slice(0, 5000),
    ca,
    accountId,
    clusterId,
  });
}

/** What is saved of a connection after an entry changed these fields of it; all else stays as it is. */
export function updatedDraft(entry: ImportEntry, saved: Profile, fields: readonly DifferentField[]): ConnectionDraft {
  const { name, address, environment, colour, note } = saved;
  const added = addedDraft(entry, environment);
  const takes = (field: DifferentField) => fields.includes(field);
  return checked({
    address,
    name: takes('name') ? added.name : name,
    environment: takes('environment') ? added.environment : environment,
    colour: takes('colour') ? added.colour : colour,
    note: takes('note') ? [note, added.note].filter(Boolean).join('\n').slice(0, 5000) : note,
    ca: takes('ca') ? added.ca : undefined,
  });
}

/** The same rules as for what a person enters. */
function checked(draft: ConnectionDraft): ConnectionDraft {
  const result = ConnectionDraft.safeParse(draft);
  if (result.success) return result.data;
  const [field = 'name'] = result.error.issues[0]?.path ?? [];
  throw new Failure({ kind: 'invalid', field: String(field), reason: 'form' });
}

function fitting(text: string, length: number): string {
  return text.trim().slice(0, length) || 'imported';
}
