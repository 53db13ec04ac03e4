import { z } from 'zod';
import { JournalEntry } from '#contract/history';
import { Capability } from '#domain/server';
import { journalLines } from '#main/storage/journal-lines';

/** How many changes are told at most. */
const MOST = 500;

const Named = z.object({ description: z.string().optional().catch(undefined) });
/** A line as `Journal` writes it. */
const Line = z.object({
  time: z.string(),
  id: z.string(),
  connectionId: z.string(),
  action: Capability,
  outcome: JournalEntry.shape.outcome,
  target: z.object({ id: z.string().optional() }).optional().catch(undefined),
  was: Named.optional().catch(undefined),
  change: Named.extend({ status: JournalEntry.shape.status.catch(undefined) })
    .optional()
    .catch(undefined),
  made: z.object({ id: z.string().optional() }).optional().catch(undefined),
  failure: z.string().optional().catch(undefined),
});

/** The last changes that the app made, or tried to make, on a connection's server: the newest first. */
export async function changesOf(folder: string, connectionId: string): Promise<JournalEntry[]> {
  const found = new Map<string, JournalEntry>();
  for await (const text of journalLines(folder)) {
    // Most lines are of other servers: to parse them all would take long.
    if (!text.includes(connectionId)) continue;
    const line = parsed(text);
    if (line?.connectionId !== connectionId) continue;
    const before = found.get(line.id);
    found.delete(line.id);
    found.set(line.id, entryOf(line, before));
    const [oldest] = found.keys();
    if (found.size > MOST && oldest !== undefined) found.delete(oldest);
  }
  return [...found.values()].reverse();
}

/** The line after a write says how it ended, and leaves out nothing that the one before it said. */
function entryOf(line: z.infer<typeof Line>, before: JournalEntry | undefined): JournalEntry {
  const { id, action, outcome, target, was, change, made, failure } = line;
  return {
    id,
    at: before?.at ?? Date.parse(line.time),
    action,
    outcome,
    description: change?.description ?? was?.description ?? before?.description,
    token: made?.id ?? target?.id ?? before?.token,
    status: change?.status ?? before?.status,
    failure,
  };
}

function parsed(text: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
