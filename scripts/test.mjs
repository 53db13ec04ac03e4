/**
 * npm test [-- lint|types|unit|e2e|package|table …]  sets up and runs every check, or those named.
 * One failure stops nothing. The last line says how many passed and failed, counted from the runners' own reports;
 * a step that has no report counts as one. Exit code 1 when anything failed or nothing ran.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { countPlaywright, countStep, countVitest, sum, summary } from './lib/reports.mjs';
import { packageBin, root, run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

const REPORTS = path.join(root, 'reports');
const PARTS = ['lint', 'types', 'unit', 'e2e', 'package', 'table'];

const script = (name) => [path.join('scripts', `${name}.mjs`)];

/** Runs node with arguments; answers the exit code and writes the step's name, its output and its time. */
async function step(title, args, { env = {}, together = false } = {}) {
  const began = Date.now();
  const told = [];
  // Steps that run beside each other are told whole, one after the other.
  const onOutput = together ? (text) => told.push(text) : (text) => process.stdout.write(text);
  if (!together) console.log(`\n── ${title}`);
  // Colours are for a person; a log shows them as noise.
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' };
  const code = await run(process.execPath, args, { onOutput, env: { ...process.env, ...plain, ...env } });
  if (together) console.log(`\n── ${title}\n${told.join('').trimEnd()}`);
  console.log(
    `── ${title}: ${code === 0 ? 'done' : `failed (${code})`} after ${((Date.now() - began) / 1000).toFixed(1)} s`,
  );
  return code;
}

async function inTurn(steps) {
  const counts = [];
  for (const [title, args] of steps) counts.push(countStep(await step(title, args, { together: true })));
  return sum(counts);
}

/** Two things at a time, each about as long as the other: eslint takes longer than the formatter and the compilers. */
function readCode({ lint, types }) {
  const format = ['format', [packageBin('prettier'), '--check', '--log-level', 'warn', '.']];
  const rules = ['lint', [packageBin('eslint'), '.', '--max-warnings', '0']];
  const compilers = ['types', script('types')];
  const lanes = [lint ? [rules] : [], [...(lint ? [format] : []), ...(types ? [compilers] : [])]];
  return Promise.all(lanes.map(inTurn));
}

async function vitest(title, ...projects) {
  const report = path.join(REPORTS, `${title}.json`);
  const chosen = projects.flatMap((name) => ['--project', name]);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const code = await step(title, [packageBin('vitest'), 'run', ...chosen, ...reporters]);
  return countVitest(report, code);
}

async function build() {
  const began = Date.now();
  console.log('\n── build');
  const code = await ensureBuilt({ onOutput: (text) => process.stdout.write(text) });
  console.log(
    `── build: ${code === 0 ? 'done' : `failed (${code})`} after ${((Date.now() - began) / 1000).toFixed(1)} s`,
  );
  return code;
}

async function e2e() {
  const desktop = await startDesktop();
  try {
    const code = await step('e2e', [packageBin('@playwright/test', 'playwright'), 'test'], { env: desktop.env });
    return countPlaywright(path.join(REPORTS, 'e2e.json'), code);
  } finally {
    await desktop.stop();
  }
}

async function packaged() {
  const made = await step('package', script('package'));
  const count = countStep(made);
  return made === 0 ? sum([count, await vitest('packaged', 'packaged')]) : count;
}

/** Everything chosen, in an order that gives two cores enough to do and leaves tests that measure time alone. */
async function runAll(chosen) {
  const has = (part) => chosen.includes(part);
  const counts = await readCode({ lint: has('lint'), types: has('types') });
  if (has('unit')) counts.push(await vitest('unit', 'core', 'views'));
  if (has('e2e') || has('package')) {
    const built = await build();
    counts.push(countStep(built));
    if (built === 0 && has('e2e')) counts.push(await e2e());
    if (built === 0 && has('package')) counts.push(await packaged());
  }
  if (has('table')) counts.push(countStep(await step('table', script('security-table'))));
  return sum(counts);
}

await runScript(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((part) => !PARTS.includes(part));
  if (unknown) throw new Error(`there is no part ${unknown}; parts are ${PARTS.join(', ')}`);
  const chosen = asked.length > 0 ? asked : PARTS;
  const began = Date.now();
  const desktop = chosen.some((part) => ['e2e', 'package'].includes(part));
  await ensureSetup({ electron: desktop || chosen.includes('unit'), desktop });
  fs.rmSync(REPORTS, { recursive: true, force: true });
  fs.mkdirSync(REPORTS, { recursive: true });
  const count = await runAll(chosen);
  console.log(`\nafter ${((Date.now() - began) / 1000).toFixed(0)} s`);
  console.log(summary(count));
  return count.failed > 0 || count.passed === 0 ? 1 : 0;
});
