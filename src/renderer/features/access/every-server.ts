import { type AccessSubject, bucketSubjects, isLike, otherSubjects } from '#domain/access-subject';
import { rightWords, worksWords } from '#domain/access-words';
import { kindWord } from '#domain/classify';
import type { Connection } from '#domain/connection';
import { ReachIndex } from '#domain/reach-index';
import { namesOf } from '#domain/names';
import type { Resources } from '#domain/resource';
import { holdsData } from '#domain/resource-type';
import type { TokenRow } from '#domain/search-row';
import { csvText } from '#domain/table-text';
import { exactTime } from '#domain/time-words';
import { type AccessHolder, whoCan } from '#domain/who-can';
import type { TokenList } from '#state/token-list.svelte';

/** Who can use one thing of one server. */
export interface SubjectAnswer {
  readonly subject: AccessSubject;
  readonly holders: readonly AccessHolder[];
}

/** How a server stands to the question: in words, and with its answer where it has one. */
export interface ServerSaid {
  readonly state: string;
  readonly answer?: readonly SubjectAnswer[];
  /** When its tokens were read, in ms since 1970. */
  readonly readAt?: number;
  readonly retry?: () => void;
}

/** The answers of one server, for everything there that is like the subject; upper and lower case are the same. */
export function answerOf(
  list: TokenList,
  resources: Resources,
  action: 'read' | 'write',
  subject: AccessSubject,
): readonly SubjectAnswer[] {
  const names = namesOf(resources);
  // A server without organizations names none; its own resources are alike everywhere.
  const systemResources = subject.type === 'system' ? [subject.place] : [];
  const surroundings = { organizations: resources.organizations.length > 0, systemResources };
  const there = holdsData(subject.type)
    ? bucketSubjects(names.bucketsNamed(subject.place), names)
    : otherSubjects(resources, [subject.type], surroundings).filter((other) => isLike(subject, other));
  if (there.length === 0) return [];
  const index = indexOf(list.rows.of(list.tokens));
  return there.map((one) => ({ subject: one, holders: whoCan(index, action, one.target) }));
}

const indexes = new WeakMap<readonly TokenRow[], ReachIndex>();

/** Made once for the rows of a server, since a person asks for one name after the other. */
function indexOf(rows: readonly TokenRow[]): ReachIndex {
  const known = indexes.get(rows);
  if (known) return known;
  const index = new ReachIndex(rows);
  indexes.set(rows, index);
  return index;
}

const HEAD = [
  'server',
  'address',
  'read at',
  'how complete',
  'name',
  'id',
  'description',
  'kind',
  'through',
  'owner',
  'organization',
  'state',
];

/** What a table tells of one holder: id, description, kind, through, owner, organization, state. */
export function holderFields(holder: AccessHolder, type: string): string[] {
  const { row, works } = holder;
  const { id, description } = row.token;
  const state = worksWords(works) ?? 'active';
  return [id, description, kindWord(row.kind), rightWords(holder, type), row.owner, row.org, state];
}

/**
 * The answers of all servers as one table; who has not answered, or has nothing of the name, has a line that says so.
 */
export function everyServerCsv(
  question: string,
  answers: readonly { readonly connection: Connection; readonly said: ServerSaid }[],
): string {
  const lines = answers.flatMap(({ connection, said: { state, answer, readAt } }) => {
    const place = [connection.name, connection.address, readAt === undefined ? '' : exactTime(readAt), state];
    const found = (answer ?? []).flatMap(({ subject, holders }) =>
      holders.map((holder) => [...place, subject.name, ...holderFields(holder, subject.type)]),
    );
    return found.length > 0 ? found : [place];
  });
  return csvText([['question', question], HEAD, ...lines]);
}
