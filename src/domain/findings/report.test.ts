import { expect, test } from 'vitest';
import { known, NOW } from '#test/known';
import { aToken } from '#test/tokens';
import { judge } from './acceptance.ts';
import { findingsOf } from './find.ts';
import { type Report, reportJson } from './report.ts';
import { reportHtml } from './report-html.ts';
import { reportMarkdown } from './report-markdown.ts';

const EVIL = '<script>alert(1)</script>\n# *pwned* [x](javascript:1) & "\u202e';

function aReport(): Report {
  const found = findingsOf(
    known([aToken({ description: EVIL, ownerInactive: true }), aToken({ id: 'n', description: '' })]),
  );
  const nameless = found.find(({ rule }) => rule === 'no-description')!;
  const acceptance = { key: nameless.key, basis: nameless.basis, reason: EVIL, at: NOW, until: NOW + 1 };
  return {
    ...judge(found, [acceptance], NOW),
    name: EVIL,
    address: 'https://influx.example.com',
    product: 'InfluxDB OSS',
    version: '2.9.1',
    asWhom: 'an operator token of admin',
    complete: 'Complete',
    tokens: 2,
    readAt: NOW,
    checkedAt: NOW,
  };
}

test.each([
  ['Markdown', reportMarkdown],
  ['HTML', reportHtml],
  ['JSON', reportJson],
])('a report as %s says when, as whom and how complete, what is open and what is accepted', (_form, write) => {
  const text = write(aReport());
  for (const words of ['2026-06-01T00:00:00.000Z', 'an operator token of admin', 'Complete', 'Owner is inactive'])
    expect(text).toContain(words);
  expect(text).toMatch(/No description/);
});

test('no text of a server is markup in a report', () => {
  const [html, markdown] = [reportHtml(aReport()), reportMarkdown(aReport())];
  expect(html).not.toMatch(/<script|\u202e/i);
  expect(
    html
      .match(/<(?!\/)[a-z0-9]+/g)
      ?.every((tag) => /^<(html|head|meta|title|style|body|h[123]|dl|dt|dd|article|p|b|ul|li)$/.test(tag)),
  ).toBe(true);
  expect(markdown).not.toMatch(/(?<!\\)<script|\u202e|^# \*pwned|(?<!\\)\[x/m);
});

test('the page of a report runs and fetches nothing', () => {
  const html = reportHtml(aReport());
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(html).not.toMatch(/\b(?:src|href|on\w+)=/i);
});

test('the JSON is read back with every finding and its tokens', () => {
  const { findings, accepted } = JSON.parse(reportJson(aReport())) as {
    findings: { rule: string; tokens: { id: string }[] }[];
    accepted: { rule: string; reason: string; until: string }[];
  };
  expect(findings.map(({ rule }) => rule)).toContain('owner-inactive');
  expect(accepted).toEqual([expect.objectContaining({ rule: 'no-description', reason: EVIL })]);
});
