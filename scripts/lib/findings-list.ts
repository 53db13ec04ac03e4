/** The list of the rules that servers and their tokens are held against, as the rules themselves say it. */
import { type Cure, SEVERITIES, type Severity } from '#domain/findings/rule';
import { RULE_IDS, ruleOf } from '#domain/findings/rules';
import { VERSION_FAULTS } from '#domain/findings/version-faults';

const HEADS: Readonly<Record<Severity, string>> = { high: 'High', medium: 'Medium', low: 'Low' };

/** What the button of a finding does; which of them there is depends on what the server can do. */
const FIXES: Readonly<Record<Cure, string>> = {
  smaller: 'make the smaller token in its place, or edit its rights where the server can',
  stop: 'deactivate it, or delete it where it cannot be deactivated',
  delete: 'delete it',
  describe: 'describe it, or look at it where descriptions stay as they are',
  replace: 'replace it by a new one with the same rights',
  review: 'review the tokens side by side',
  'narrow-connection': 'switch this connection to all-access tokens',
  'edit-connection': 'edit the connection',
  claim: 'claim the operator token',
  regenerate: 'regenerate the operator token',
  hashing: 'how to switch on hashing',
  server: 'look at the server; it is mended there',
};

/** The list in Markdown. */
export function findingsList(): string {
  const tables = SEVERITIES.map((severity) => {
    const rules = RULE_IDS.filter((id) => ruleOf(id).severity === severity);
    const lines = rules.map((id) => {
      const { title, why, cure } = ruleOf(id);
      return `| \`${id}\` | ${title} | ${why} | ${FIXES[cure]} |`;
    });
    const heads = ['| Rule | Finding | Why it matters | Fix |', '| --- | --- | --- | --- |'];
    return [`## ${HEADS[severity]}`, '', ...heads, ...lines].join('\n');
  });
  return `${[introduction(), ...tables, versionFaults()].join('\n\n')}\n`;
}

function introduction(): string {
  return [
    '# Findings',
    '',
    `A server and its tokens are held against ${RULE_IDS.length} rules: pure functions over what was read, each with a test that fires and one that does not. A finding can be accepted with a reason and an end; it comes back when a fact behind it changes. This list is made from the rules themselves: \`npm run findings-list\`.`,
  ].join('\n');
}

function versionFaults(): string {
  const lines = VERSION_FAULTS.map(
    ({ product, from, before, fault }) => `| ${product} | ${from} | ${before} | ${fault} |`,
  );
  return [
    '## Versions with known faults in tokens (`version-faults`)',
    '',
    'InfluxDB Cloud has no versions; the API of Cloud Dedicated and Clustered tells none.',
    '',
    '| Product | From | Mended in | Fault |',
    '| --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}
