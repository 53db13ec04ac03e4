import { cellCode, cellOf, cellText, READ, WIDER, WRITE } from '#domain/access-matrix';
import { subjectHead, subjectPlace } from '#domain/access-subject';
import { rightWords, worksWords } from '#domain/access-words';
import type { Names } from '#domain/names';
import { graphPicture } from '#domain/graph-layout';
import { reachGraph } from '#domain/reach-graph';
import type { Connection } from '#domain/connection';
import { showText } from '#domain/show-text';
import { csvText } from '#domain/table-text';
import { exactTime } from '#domain/time-words';
import type { Given } from '#domain/what-can';
import { worksOf } from '#domain/who-can';
import type { FileToSave } from '#contract/shapes';
import type { AppState } from '#state/app.svelte';
import type { MenuItem } from '#ui/menu-item.ts';
import { holderFields } from './every-server.ts';
import { saveFile } from './save-file.ts';
import type { AccessView } from './access-view.svelte.ts';

/** Beyond so many fields a picture would be larger than programs open. */
const MOST_FIELDS = 200_000;

/** Saves the answers of the Access tab as files; none holds a secret. */
export class AccessExport {
  readonly #app: AppState;
  readonly #connection: Connection;
  readonly #view: AccessView;
  readonly #names: Names;

  constructor(app: AppState, connection: Connection, view: AccessView, names: Names) {
    this.#app = app;
    this.#connection = connection;
    this.#view = view;
    this.#names = names;
  }

  items(): readonly MenuItem[] {
    const { rows, columns } = this.#view.matrix;
    const tooLarge = rows.length * columns.length > MOST_FIELDS;
    return [
      { label: 'Save the answer as CSV', run: () => void this.#save('who-can', 'csv', this.#answer()) },
      { label: 'Save what the token can as CSV', run: () => void this.#save('what-can', 'csv', this.#can()) },
      { label: 'Save the matrix as CSV', run: () => void this.#save('matrix', 'csv', this.#matrix()) },
      {
        label: 'Save the matrix as a picture',
        disabled: tooLarge,
        ...(tooLarge && { reason: 'A picture of so many fields could not be opened. Save it as CSV.' }),
        run: () => void this.#save('matrix', 'svg', this.#picture()),
      },
      { label: 'Save the graph as a picture', run: () => void this.#save('graph', 'svg', this.#graph()) },
    ];
  }

  #save(what: string, extension: FileToSave['extension'], text: string): Promise<void> {
    return saveFile(this.#app, { name: `${what} ${this.#connection.name}`.slice(0, 200), extension, text });
  }

  /** When and from where: the first lines of every table. */
  #source(): string[][] {
    const readAt = this.#view.readAt();
    return [
      ['server', this.#connection.name, this.#connection.address],
      ['read at', readAt ? exactTime(readAt) : ''],
    ];
  }

  #answer(): string {
    const { holders, subject } = this.#view;
    const { action } = this.#view.question();
    return csvText([
      ...this.#source(),
      ['question', `who can ${action} ${subject?.name ?? ''}`],
      ['id', 'description', 'kind', 'through', 'owner', 'organization', 'state'],
      ...holders.map((holder) => holderFields(holder, subject?.type ?? '')),
    ]);
  }

  #can(): string {
    const { asked, can } = this.#view;
    const words = (given: Given | undefined, type: string): string =>
      asked && given ? rightWords({ row: asked, ...given }, type) : '';
    return csvText([
      ...this.#source(),
      ['question', 'what can this token do', asked?.token.id ?? '', asked?.token.description ?? ''],
      ['state', asked ? (worksWords(worksOf(asked)) ?? 'active') : ''],
      ['what', 'name', 'id', 'read', 'write'],
      ...can.map(({ subject, read, write }) => [
        subjectHead(subject),
        subjectPlace(subject),
        subject.target.id ?? '',
        words(read, subject.type),
        words(write, subject.type),
      ]),
    ]);
  }

  #matrix(): string {
    const { rows, columns } = this.#view.matrix;
    return csvText([
      ...this.#source(),
      ['id', 'description', ...columns.map((bucket) => this.#view.called(bucket))],
      ...rows.map((row) => [
        row.token.id,
        row.token.description,
        ...columns.map((bucket) => cellText(cellOf(row, bucket))),
      ]),
    ]);
  }

  #graph(): string {
    const title = `Who reaches what on ${showText(this.#connection.name, 80)}`;
    return graphPicture(reachGraph(this.#view.rows, this.#names), title);
  }

  #picture(): string {
    const { rows, columns } = this.#view.matrix;
    const [width, height] = [260 + columns.length * 34 + 120, 150 + rows.length * 22];
    const heads = columns.map(
      (bucket, at) =>
        `<text transform="translate(${277 + at * 34} 138) rotate(-50)">${escaped(showText(this.#view.called(bucket), 40))}</text>`,
    );
    const lines = rows.map((row, line) => {
      const y = 150 + line * 22;
      const cells = columns.map((bucket, at) => {
        const cell = cellOf(row, bucket);
        const code = cellCode(cell);
        if (code === 0) return '';
        const colour = COLOURS[code & (READ | WRITE)] ?? '#5c616c';
        const frame = (code & WIDER) === 0 ? 'none' : colour;
        return `<rect x="${262 + at * 34}" y="${y}" width="30" height="18" rx="4" fill="${colour}22" stroke="${frame}"/><text x="${277 + at * 34}" y="${y + 13}" text-anchor="middle" fill="${colour}">${cellText(cell)}</text>`;
      });
      return `<text x="12" y="${y + 13}">${escaped(showText(row.token.description, 40) || row.token.id)}</text>${cells.join('')}`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="11"><title>${escaped(`Tokens of ${showText(this.#connection.name, 80)} and what they can do`)}</title><rect width="100%" height="100%" fill="#ffffff"/>${heads.join('')}${lines.join('')}</svg>\n`;
  }
}

const COLOURS: Partial<Record<number, string>> = { [READ]: '#2453d6', [WRITE]: '#93500b', [READ | WRITE]: '#b42318' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
