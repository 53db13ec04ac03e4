import { factsOf } from '#contract/failure';
import { explain } from '#contract/explain';
import { completenessWords } from '#domain/completeness-words';
import type { Connection } from '#domain/connection';
import type { Judged } from '#domain/findings/acceptance';
import { type Report, reportJson } from '#domain/findings/report';
import { reportHtml } from '#domain/findings/report-html';
import { reportMarkdown } from '#domain/findings/report-markdown';
import { selfWords } from '#domain/self-words';
import type { Server } from '#domain/server';
import type { AppState } from '#state/app.svelte';
import type { MenuItem } from '#ui/menu-item.ts';

const FORMS = {
  md: { label: 'Save as Markdown', write: reportMarkdown },
  html: { label: 'Save as a web page to print', write: reportHtml },
  json: { label: 'Save as JSON', write: reportJson },
} as const;
type Form = keyof typeof FORMS;

/** The ways to save a report of these findings, for a menu. */
export function reportItems(app: AppState, connection: Connection, server: Server, judged: Judged): MenuItem[] {
  return (['md', 'html', 'json'] as const).map((form) => ({
    label: FORMS[form].label,
    run: () => void save(app, form, FORMS[form].write(reportOf(app, connection, server, judged)), connection.name),
  }));
}

function reportOf(app: AppState, { id, name, address }: Connection, server: Server, judged: Judged): Report {
  const { end, tokens } = app.lists.of(id);
  const { product, version, self } = server;
  return {
    ...judged,
    name,
    address,
    product,
    version,
    asWhom: self ? selfWords(self) : 'no token',
    complete: end ? completenessWords(end, self) : 'The tokens were not read',
    tokens: tokens.length,
    readAt: end?.readAt,
    checkedAt: app.findings.of(id).checkedAt ?? app.clock.at(),
  };
}

async function save({ api, notices }: AppState, extension: Form, text: string, server: string): Promise<void> {
  try {
    const { saved } = await api.files.save({ name: `findings ${server}`.slice(0, 200), extension, text });
    if (saved) notices.good('Report saved');
  } catch (thrown) {
    const { title, detail } = explain(factsOf(thrown), { action: 'save the report' });
    notices.bad(title, detail);
  }
}
