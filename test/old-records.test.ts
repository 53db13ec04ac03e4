import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrange, cellCode, cellOf, cellText } from '#domain/access-matrix';
import { targetOf } from '#domain/access-target';
import { answerWords, rightWords, worksCounts } from '#domain/access-words';
import { compareRights, containedRights, equalRights } from '#domain/compare-rights';
import { judge } from '#domain/findings/acceptance';
import { findingsOf } from '#domain/findings/find';
import type { Report } from '#domain/findings/report';
import { reportHtml } from '#domain/findings/report-html';
import { reportJson } from '#domain/findings/report';
import { reportMarkdown } from '#domain/findings/report-markdown';
import { fleetGroup } from '#domain/fleet-row';
import { FleetFinder } from '#domain/fleet-search';
import { graphPicture } from '#domain/graph-layout';
import { risks, typedPhrase, whoLosesWhat } from '#domain/lockout';
import { namesOf } from '#domain/names';
import { phraseText } from '#domain/phrase';
import { reachGraph } from '#domain/reach-graph';
import { ReachIndex } from '#domain/reach-index';
import { bucketAccess } from '#domain/resource-access';
import type { Resources } from '#domain/resource';
import { facets } from '#domain/search-facets';
import { parseFleetQuery } from '#domain/search-query';
import { toRow, type TokenRow } from '#domain/search-row';
import { sortRows } from '#domain/search-sort';
import type { Server } from '#domain/server';
import type { SnapshotFacts } from '#domain/snapshot';
import { showText } from '#domain/show-text';
import { longSummary } from '#domain/summary';
import { exportedSnapshot, readExportedSnapshot } from '#domain/snapshot-file';
import { ago, agoLong, dateTime, exactTime, expiryWords } from '#domain/time-words';
import { type Token, tokenKey } from '#domain/token';
import { countChanges, diffTokens, newOperators } from '#domain/token-diff';
import { tokensCsv, tokensJson, tokensJsonLines } from '#domain/token-export';
import { whatCan } from '#domain/what-can';
import { bucketSubjects, otherSubjects, subjectLabel } from '#domain/access-subject';
import { whoCan } from '#domain/who-can';
import { aQuietDatabaseServer, aQuietServer, NOW } from '#test/known';
import { oddResources, oddText, oddTokens } from '#test/views-odd';

const RUNS = { numRuns: 150 };

const oddServer: fc.Arbitrary<Server> = fc
  .tuple(fc.constantFrom(aQuietServer(), aQuietDatabaseServer()), oddText, oddText, fc.array(oddText, { maxLength: 3 }))
  .map(([server, product, version, resourceTypes]) => ({ ...server, product, version, resourceTypes }));

/** What is drawn or given away for people to read holds nothing unseen but the ends of its own lines. */
function expectSeen(text: string): void {
  const hidden = text.split('\n').find((line) => showText(line, Infinity).trim() !== line.trim());
  const shown = showText(hidden ?? '', Infinity);
  const at = Array.from(hidden ?? '').findIndex((character, place) => character !== Array.from(shown)[place]);
  expect(JSON.stringify(hidden?.slice(Math.max(0, at - 60), at + 20))).toBeUndefined();
}

function connectionOf(name: string) {
  return {
    id: 'c1',
    name,
    address: 'https://influx.example.com',
    environment: 'production' as const,
    note: '',
    sample: false,
    credential: 'sealed' as const,
    plainHttp: false,
  };
}

const rowsOf = (tokens: readonly Token[], resources: Resources): TokenRow[] => {
  const names = namesOf(resources);
  return tokens.map((token) => toRow(token, names));
};

test('a row of any record has words, and a place in every order', () => {
  fc.assert(
    fc.property(oddTokens, oddResources, (tokens, resources) => {
      const rows = rowsOf(tokens, resources);
      const names = namesOf(resources);
      for (const row of rows) {
        expect([row.haystack, row.canText, row.hasDead, row.isOrphan, row.isCapped]).toHaveLength(5);
        expect(phraseText(longSummary(row.token, names))).not.toBe('');
        expect(typedPhrase(row.token)).toEqual(expect.any(String));
        expect(phraseText(whoLosesWhat(row.token, 'server', names))).not.toBe('');
        risks(row.token, { self: undefined, tokens });
      }
      for (const column of ['description', 'kind', 'can', 'owner', 'org', 'status', 'created', 'changed'] as const)
        expect(sortRows(rows, column, 'descending')).toHaveLength(rows.length);
      facets(rows);
    }),
    RUNS,
  );
});

test('any moment has words', () => {
  const moments = fc.oneof(fc.constantFrom(undefined, 8.64e15 + 1, -1e300, 1e300, 0.5, -1), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(moments, (moment) => {
      for (const words of [ago, agoLong, expiryWords]) expect(words(moment, NOW)).toEqual(expect.any(String));
      for (const words of [exactTime, dateTime]) expect(words(moment)).toEqual(expect.any(String));
    }),
  );
});

test('who can, the matrix, the comparison and the graph take any record', () => {
  fc.assert(
    fc.property(oddTokens, oddResources, oddText, (tokens, resources, title) => {
      const rows = rowsOf(tokens, resources);
      const index = new ReachIndex(rows);
      for (const bucket of resources.buckets) {
        for (const action of ['read', 'write', 'drop'] as const) {
          const holders = whoCan(index, action, targetOf(bucket));
          expectSeen(answerWords(holders, action, bucket.name));
          worksCounts(holders);
          for (const holder of holders) expectSeen(rightWords(holder, 'buckets'));
        }
      }
      const traits = { organizations: true, systemResources: [] };
      const names = namesOf(resources);
      const subjects = [
        ...bucketSubjects(resources.buckets, names),
        ...otherSubjects(resources, [title, 'orgs'], traits),
      ];
      for (const subject of subjects) expectSeen(subjectLabel(subject));
      const matrix = arrange(rows, resources.buckets);
      expect([matrix.rows.length, matrix.columns.length]).toEqual([rows.length, resources.buckets.length]);
      for (const row of matrix.rows)
        for (const bucket of matrix.columns)
          expect(cellText(cellOf(row, bucket)) === '').toBe(cellCode(cellOf(row, bucket)) === 0);
      for (const row of rows) whatCan(row, subjects);
      bucketAccess(tokens, resources.buckets);
      compareRights(rows.slice(0, 3));
      equalRights(index);
      containedRights(index);
      expectSeen(graphPicture(reachGraph(rows, names), title));
    }),
    RUNS,
  );
});

test('every rule and report takes any record of any product', () => {
  fc.assert(
    fc.property(oddTokens, oddResources, oddServer, oddText, (tokens, resources, server, name) => {
      const names = namesOf(resources);
      const rows = rowsOf(tokens, resources);
      const findings = findingsOf({ connection: { plainHttp: false }, server, names, now: NOW, rows });
      const report: Report = {
        ...judge(findings, [], NOW),
        name,
        address: 'https://influx.example.com',
        product: server.product,
        version: server.version,
        asWhom: 'nobody',
        complete: 'all',
        tokens: rows.length,
        readAt: resources.readAt,
        checkedAt: NOW,
      };
      expectSeen(reportHtml(report));
      expectSeen(reportMarkdown(report));
      expect(reportHtml(report)).not.toMatch(/<script|<img|<svg/iu);
      JSON.parse(reportJson(report));
    }),
    RUNS,
  );
});

test('any two lists of records can be compared, and a snapshot of them opened again', () => {
  fc.assert(
    fc.property(oddTokens, oddTokens, oddServer, (before, after, server) => {
      const differences = diffTokens(before, after);
      countChanges(differences);
      newOperators(before, after);
      expect(diffTokens(before, before)).toEqual([]);
      const keys = (tokens: readonly Token[]) => new Set(tokens.map(tokenKey));
      const gone = [...keys(before)].filter((key) => !keys(after).has(key)).length;
      expect(differences.filter((one) => one.before && !one.after)).toHaveLength(gone);

      const { product, version } = server;
      const facts: SnapshotFacts = {
        readAt: NOW,
        completeness: 'every-token',
        unreadable: 0,
        v1: 'read',
        firstAt: NOW,
        readings: 1,
        tokens: before.length,
        address: 'https://a',
        product,
        version,
      };
      const text = exportedSnapshot({ facts, server, tokens: before }, { name: product, exportedAt: NOW });
      const opened = readExportedSnapshot(text);
      expect(opened?.tokens.length).toBe(before.length - (opened?.unreadable ?? 0));
    }),
    RUNS,
  );
});

test('the list of all servers is searched and exported with any record', () => {
  fc.assert(
    fc.property(oddTokens, oddResources, oddText, oddText, (tokens, resources, name, search) => {
      const at = { connection: connectionOf(name), product: name, names: namesOf(resources) };
      const group = fleetGroup(at, rowsOf(tokens, resources));
      const { rows } = group;
      for (const text of [
        '',
        search,
        'older:30d',
        'expires:<30d',
        'can:write bucket:b1',
        `server:${search}`,
        '-kind:custom',
        'unused:>30d',
        '-finding:any',
      ]) {
        const finder = new FleetFinder(parseFleetQuery(text), {}, NOW, true);
        finder.search(group);
        for (const row of rows) finder.take(row);
        if (text === '') expect(finder.found).toHaveLength(rows.length);
      }
      const source = {
        name,
        address: 'a',
        environment: 'e',
        product: name,
        readAt: resources.readAt,
        as: 'x',
        completeness: 'y',
      };
      const head = { exportedAt: NOW, search, sources: [source] };
      expect(tokensCsv(head, rows)).not.toMatch(/(?:^|,)"?[=@+]/mu);
      JSON.parse(tokensJson(head, rows));
      expect(tokensJsonLines(head, rows).trimEnd().split('\n').length).toBeGreaterThanOrEqual(rows.length);
    }),
    RUNS,
  );
});
