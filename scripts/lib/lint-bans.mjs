/**
 * Who may import whom, and what may stand in one place only. Used by eslint.config.js; test/lint.test.ts feeds each ban
 * a bad file. The table is the one of ARCHITECTURE.md.
 */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

export const TESTS = ['**/*.test.ts', '**/*.test.svelte', '**/test-support/**'];

/** Imports of pages: frameworks and what is drawn with them. */
const PAGE_PACKAGES = [
  'svelte(?:/.*)?$',
  'bits-ui$',
  'svelte-sonner$',
  '@lucide/svelte(?:/.*)?$',
  '@tanstack/svelte-query$',
  '@internationalized/date$',
  '@fontsource-variable/.*',
];
const CONTRACT = '#contract/';
const DOMAIN = '#domain/';
const NEIGHBOUR = '\\./';
const NODE = 'node:(?!https?$|http2$|net$|tls$|dgram$)';

function featureFolders() {
  const at = path.join(root, 'src', 'renderer', 'features');
  if (!fs.existsSync(at)) return [];
  const entries = fs.readdirSync(at, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** Folder → what its files may import, as beginnings of the imported name. The last fitting row counts. */
export function importTable(features = featureFolders()) {
  const pages = [...PAGE_PACKAGES, 'zod$', DOMAIN, CONTRACT, NEIGHBOUR];
  const feature = (folder, ...own) => [
    `src/renderer/features/${folder}/**`,
    [...pages, '#ui/', '#api/', '#state/', ...own],
    'a feature takes ui, api, state, contract and domain; never another feature',
  ];
  const main = [NODE, 'zod$', DOMAIN, NEIGHBOUR];
  return [
    ['src/domain/**', ['zod$', DOMAIN, NEIGHBOUR], 'domain is pure: zod and itself'],
    ['src/contract/**', ['zod$', DOMAIN, CONTRACT, NEIGHBOUR], 'contract takes domain'],
    ['src/preload/**', ['electron$', CONTRACT, NEIGHBOUR], 'preload takes electron and the types of contract'],
    ['src/renderer/**', [...pages, '#ui/', '#api/', '#state/', '#features/'], 'a page has neither Electron nor Node'],
    ['src/renderer/ui/**', [...PAGE_PACKAGES, '#ui/', NEIGHBOUR], 'ui is dumb: nothing of ours but itself'],
    ['src/renderer/api/**', [...pages, '#api/'], 'api takes contract and domain'],
    ['src/renderer/state/**', [...pages, '#api/', '#state/'], 'state takes contract, domain and api'],
    feature('*'),
    ...features.map((name) => feature(name, `#features/${name}/`)),
    [
      'src/main/*.ts',
      [...main, CONTRACT, 'electron-log/node$', '#main/(?!shell/)'],
      'only shell and index.ts know Electron',
    ],
    [
      'src/main/rpc/**',
      [...main, CONTRACT, '#main/(?:rpc/|services/|providers/provider$|ports$|secret$|app$|log$)'],
      'rpc takes contract, services and the provider type',
    ],
    [
      'src/main/services/**',
      [...main, CONTRACT, '#main/(?:services/|import/|storage/|providers/|ports$|secret$|redact$|log$)'],
      'services take domain, failures, providers, storage, files to import and ports',
    ],
    [
      'src/main/import/**',
      [...main, 'smol-toml$', '#contract/failure$', '#main/(?:import/|ports$|secret$)'],
      'readers of files take domain, failures, secrets and ports',
    ],
    [
      'src/main/storage/**',
      [...main, '#contract/(?:failure|shapes)$', '#main/(?:storage/|ports$|secret$|redact$)'],
      'storage takes domain, failures and ports',
    ],
    [
      'src/main/providers/**',
      [...main, '#contract/(?:failure|shapes)$', '#main/(?:providers/|secret$|ports$)'],
      'providers take domain, failures, secrets and ports',
    ],
    [
      'src/main/shell/**',
      [...main, CONTRACT, 'electron$', 'electron-store$', 'electron-log/node$', '#main/'],
      'shell takes electron, ports and app',
    ],
    [
      'src/main/index.ts',
      [...main, CONTRACT, 'electron$', 'electron-store$', 'electron-log/node$', '#main/'],
      'the samples come in lazily: await import',
    ],
    [
      'src/sample/**',
      ['node:', 'zod$', '#domain/(?!access3?$)', '#sample/', NEIGHBOUR],
      'sample takes domain and plain Node; but who may do what it decides by itself',
    ],
  ];
}

/** The one module that speaks HTTP, and what only it may use. */
const HTTP_CLIENT = ['src/main/providers/http.ts', 'src/main/providers/http/**'];
const HTTP_CLIENT_IMPORTS = [
  'node:',
  'undici$',
  'zod$',
  DOMAIN,
  NEIGHBOUR,
  '#contract/(?:failure|shapes)$',
  '#main/(?:providers/|secret$|ports$)',
];

function importBan(allowed, message, extra = []) {
  const patterns = [{ regex: `^(?!${allowed.join('|')})`, message }, ...extra];
  return { 'no-restricted-imports': ['error', { patterns }] };
}

const contractTypesOnly = { regex: `^${CONTRACT}`, allowTypeImports: true, message: 'preload takes types only' };

function importBlocks() {
  const rows = importTable().map(([files, allowed, message]) => ({
    files: [files],
    ignores: TESTS,
    rules: importBan(allowed, message, files === 'src/preload/**' ? [contractTypesOnly] : []),
  }));
  const http = {
    files: HTTP_CLIENT,
    ignores: TESTS,
    rules: importBan(HTTP_CLIENT_IMPORTS, 'http takes undici and Node'),
  };
  return [...rows, http];
}

const IPC = {
  selector: 'Identifier[name="ipcMain"]',
  message: 'ipcMain is used in src/main/shell/ipc.ts only: one door',
};
const WINDOW = {
  selector:
    'NewExpression[callee.name=/^(BrowserWindow|BaseWindow|WebContentsView|BrowserView)$/], NewExpression[callee.property.name=/^(BrowserWindow|BaseWindow|WebContentsView|BrowserView)$/]',
  message: 'windows are made in src/main/shell/window.ts only',
};
const SAMPLE = {
  selector: 'ImportExpression[source.value=/^#sample/]',
  message: 'the samples come in through src/main/index.ts only',
};
const LATE_ELECTRON = {
  selector: 'ImportExpression[source.value="electron"]',
  message: 'only src/main/shell and index.ts know Electron',
};
const OTHER_HTTP = {
  selector:
    'MemberExpression[object.name="net"][property.name=/^(fetch|request)$/], MemberExpression[object.name="globalThis"][property.name="fetch"], ImportExpression[source.value=/^(undici|(node:)?(https?|http2|net|tls))$/]',
  message: 'servers are spoken to in src/main/providers/http only',
};
const WEAK_TLS = {
  selector: 'Property[key.name="rejectUnauthorized"][value.value=false]',
  message: 'certificates are always checked',
};
const STATIC_STYLE = {
  selector: 'SvelteAttribute[key.name="style"]:not(:has(SvelteMustacheTag))',
  message: 'a static style attribute breaks the content security policy: write a class',
};
const ENUM = { selector: 'TSEnumDeclaration', message: 'write a union of literals' };

function syntax(files, bans, ignores = TESTS) {
  return { files, ignores, rules: { 'no-restricted-syntax': ['error', ...bans] } };
}

const NETWORK_GLOBALS = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
  name,
  message: 'servers are spoken to in src/main/providers/http only',
}));
const PAGE_GLOBALS = ['localStorage', 'sessionStorage', 'indexedDB', 'caches'].map((name) => ({
  name,
  message: 'a page keeps nothing: what must survive is in main',
}));

function syntaxBlocks() {
  const everywhere = [IPC, WINDOW, WEAK_TLS, ENUM];
  const main = [...everywhere, SAMPLE, LATE_ELECTRON, OTHER_HTTP];
  const without = (bans, ...gone) => bans.filter((ban) => !gone.includes(ban));
  return [
    syntax(['src/**/*.ts'], everywhere),
    syntax(['src/renderer/**/*.svelte'], [...everywhere, STATIC_STYLE]),
    syntax(['src/main/**/*.ts'], main),
    syntax(['src/main/shell/**/*.ts'], without(main, LATE_ELECTRON)),
    syntax(['src/main/shell/ipc.ts'], without(main, LATE_ELECTRON, IPC)),
    syntax(['src/main/shell/window.ts'], without(main, LATE_ELECTRON, WINDOW)),
    syntax(['src/main/index.ts'], without(main, LATE_ELECTRON, SAMPLE)),
    syntax(HTTP_CLIENT, without(main, OTHER_HTTP)),
    {
      files: ['src/main/**/*.ts'],
      ignores: [...TESTS, ...HTTP_CLIENT],
      rules: { 'no-restricted-globals': ['error', ...NETWORK_GLOBALS] },
    },
    {
      files: ['src/renderer/**'],
      ignores: TESTS,
      rules: { 'no-restricted-globals': ['error', ...NETWORK_GLOBALS, ...PAGE_GLOBALS] },
    },
  ];
}

/** The ESLint configuration blocks of all these bans. */
export function banBlocks() {
  return [...importBlocks(), ...syntaxBlocks()];
}
