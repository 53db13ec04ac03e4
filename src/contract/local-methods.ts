import { z } from 'zod';
import { ConnectionId } from '#domain/connection';
import { Acceptance } from '#domain/findings/acceptance';
import { local } from './define.ts';
import { Layout, Settings, Theme } from './shapes.ts';
import { Place, SavedView } from './view-shapes.ts';

const nothing = z.void();
const on = z.strictObject({ connectionId: ConnectionId });
const aboutFinding = Acceptance.omit({ at: true });

/** What a person set. */
export const settings = {
  get: local(nothing, Settings),
  setTheme: local(z.strictObject({ theme: Theme }), Settings),
  setClipboardSeconds: local(z.strictObject({ seconds: z.number().int().min(10).max(120) }), Settings),
  setLayout: local(z.strictObject({ layout: Layout.strict() }), Settings),
};

/** What a person looks at: views with names, and where they were last. */
export const views = {
  list: local(nothing, z.array(SavedView)),
  /** Keeps a view; one of the same name gives way. Answers all, by name. */
  save: local(SavedView, z.array(SavedView)),
  remove: local(z.strictObject({ name: SavedView.shape.name }), z.array(SavedView)),
  /** Where the person was last; null when that is not known. */
  place: local(nothing, Place.nullable()),
  setPlace: local(Place, nothing),
};

/** What a person accepted: reasons and dates, kept on this machine. */
export const findingMethods = {
  accepted: local(on, z.array(Acceptance)),
  accept: local(on.extend({ finding: aboutFinding.strict() }), z.array(Acceptance)),
  withdraw: local(on.extend({ key: aboutFinding.shape.key }), z.array(Acceptance)),
};
