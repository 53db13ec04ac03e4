import { grouped } from '#domain/number-words';
import { showText } from '#domain/show-text';
import type { Finding } from './finding.ts';
import { headingOf, namedTokens, type Report, reportFacts, untilWords } from './report.ts';
import { ruleOf } from './rules.ts';

const STYLE = `
body { font: 14px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; color: #1c1f26; background: #fff; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2rem; border-bottom: 1px solid #d9dce2; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: #5c616c; } dd { margin: 0; }
article { break-inside: avoid; border-left: 4px solid #5c616c; padding-left: 1rem; margin: 1rem 0; }
article.high { border-color: #b42318; } article.medium { border-color: #93500b; }
h3 { margin: 0; font-size: 1rem; } p { margin: .3rem 0; } .why { color: #5c616c; }
li, dd, p { overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } }
`;

/** The report as one page that can be printed: no script, nothing that is fetched. */
export function reportHtml(report: Report): string {
  const { open, accepted } = report;
  const title = `Findings on ${escaped(report.name)}`;
  const facts = reportFacts(report, escaped).map(([label, text]) => `<dt>${label}</dt><dd>${text}</dd>`);
  const settled = accepted.map(({ finding, acceptance: { until, reason } }) =>
    articleOf(finding, `<p>Accepted ${untilWords(until)}: ${escaped(reason)}</p>`),
  );
  // SECURITY: whatever a server called its tokens, nothing of this file is run or fetched.
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<dl>${facts.join('')}</dl>
<h2>Open: ${open.length}</h2>
${open.map((finding) => articleOf(finding)).join('\n')}
<h2>Accepted: ${accepted.length}</h2>
${settled.join('\n')}
</body>
</html>
`;
}

function articleOf(finding: Finding, more = ''): string {
  const { rule, rows, severity, words } = finding;
  const text = words
    .map((piece) => (piece.tone === 'name' ? `<b>${escaped(piece.text)}</b>` : escaped(piece.text)))
    .join('');
  const tokens = namedTokens(rows, escaped);
  const items = tokens.named.map((token) => `<li>${token}</li>`);
  if (tokens.more > 0) items.push(`<li>and ${grouped(tokens.more)} more</li>`);
  const list = items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
  return `<article class="${severity}"><h3>${escaped(headingOf(finding))}</h3><p>${text}</p><p class="why">${escaped(ruleOf(rule).why)}</p>${list}${more}</article>`;
}

function escaped(text: string): string {
  return showText(text, 2000).replace(/[&<>"']/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
