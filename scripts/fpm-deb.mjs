#!/usr/bin/env node
/**
 * Stands in for fpm, which electron-builder downloads to build a .deb, where that download is out of reach: it
 * understands the arguments that electron-builder gives for `-s dir -t deb`, and builds with Debian's own dpkg-deb.
 * Used through CUSTOM_FPM_PATH (see package.mjs).
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SCRIPTS = [
  ['before-install', 'preinst'],
  ['after-install', 'postinst'],
  ['before-remove', 'prerm'],
  ['after-remove', 'postrm'],
];

/** The command line, sorted: single values by name, lists, and the `from=to` inputs. */
function parse(argv) {
  const parsed = { values: {}, depends: [], recommends: [], inputs: [] };
  const lists = { '-d': parsed.depends, '--depends': parsed.depends, '--deb-recommends': parsed.recommends };
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '--force') continue;
    if (lists[argument]) lists[argument].push(argv[++i]);
    else if (argument.startsWith('-')) parsed.values[argument.replace(/^-+/, '')] = argv[++i];
    else parsed.inputs.push(argument);
  }
  return parsed;
}

function copyInputs(inputs, root) {
  for (const input of inputs) {
    const at = input.lastIndexOf('=');
    const to = path.join(root, input.slice(at + 1));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.cpSync(input.slice(0, at), to, { recursive: true, verbatimSymlinks: true });
    if (fs.statSync(to).isFile()) fs.chmodSync(to, 0o644);
  }
}

/** The text of DEBIAN/control. */
function control({ values, depends, recommends }, root) {
  const bytes = Number(execFileSync('du', ['-sb', root], { encoding: 'utf8' }).split('\t')[0]);
  const [first, ...more] = (values.description ?? '').trim().split('\n');
  const fields = {
    Package: values.name,
    Version: values.version,
    Architecture: values.architecture,
    Maintainer: values.maintainer,
    'Installed-Size': Math.ceil(bytes / 1024),
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Section: values.category ?? 'default',
    Priority: values['deb-priority'] ?? 'optional',
    Homepage: values.url,
    Vendor: values.vendor,
    License: values.license,
    Description: [first || values.name, ...more.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  };
  const given = Object.entries(fields).filter(([, value]) => value);
  return given.map(([name, value]) => `${name}: ${value}\n`).join('');
}

function build(parsed, root) {
  const { values, inputs } = parsed;
  copyInputs(inputs, root);
  const text = control(parsed, root);
  const debian = path.join(root, 'DEBIAN');
  fs.mkdirSync(debian, { mode: 0o755 });
  fs.writeFileSync(path.join(debian, 'control'), text);
  for (const [flag, name] of SCRIPTS) {
    if (!values[flag]) continue;
    fs.copyFileSync(values[flag], path.join(debian, name));
    fs.chmodSync(path.join(debian, name), 0o755);
  }
  fs.chmodSync(root, 0o755);
  // Level 1: what is built here is for trying, and xz takes minutes.
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, values.package], {
    stdio: 'inherit',
  });
}

const parsed = parse(process.argv.slice(2));
const { s: from, t: to } = parsed.values;
if (from !== 'dir' || to !== 'deb') throw new Error(`only -s dir -t deb is understood, not -s ${from} -t ${to}`);
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'deb-'));
try {
  build(parsed, root);
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}
