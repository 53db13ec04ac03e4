import { grouped } from '#domain/number-words';
import { showText } from '#domain/show-text';
import type { Finding } from './finding.ts';
import { headingOf, namedTokens, type Report, reportFacts, untilWords, written } from './report.ts';
import { ruleOf } from './rules.ts';

/** The report as Markdown. Texts from the server stand in it as they are: none of them is markup. */
export function reportMarkdown(report: Report): string {
  const { open, accepted } = report;
  const facts = reportFacts(report, escaped).map(([label, text]) => `- ${label}: ${text}`);
  const lines = [`# Findings on ${escaped(report.name)}`, '', ...facts, '', `## Open: ${open.length}`, ''];
  for (const finding of open) lines.push(...linesOf(finding));
  lines.push(`## Accepted: ${accepted.length}`, '');
  for (const { finding, acceptance } of accepted) {
    lines.push(...linesOf(finding), `Accepted ${untilWords(acceptance.until)}: ${escaped(acceptance.reason)}`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function linesOf(finding: Finding): string[] {
  const { named, more } = namedTokens(finding.rows, escaped);
  return [
    `### ${headingOf(finding)}`,
    '',
    written(finding.words, escaped),
    '',
    ruleOf(finding.rule).why,
    '',
    ...named.map((token) => `- ${token}`),
    ...(more > 0 ? [`- and ${grouped(more)} more`] : []),
    ...(named.length > 0 ? [''] : []),
  ];
}

/** SECURITY: one line, and every sign that could begin markup is taken as itself. */
function escaped(text: string): string {
  return showText(text, 2000).replace(/[\\`*_{}[\]#+!|~<>&]/gu, '\\$&');
}
