import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/**
 * The rules that fire when a file of the project held this text. Any file name in a folder will do for rules without
 * types; the typed rules are off here, because such a file is in no compiler project.
 */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    { files: ['**/*.ts', '**/*.svelte'], languageOptions: { parserOptions: { projectService: false } } },
  ],
  ruleFilter: ({ ruleId }) => !ruleId.startsWith('@typescript-eslint/'),
});

async function rulesAgainst(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const imports = (name: string, what = '{ x }') => `import ${what} from '${name}';\nexport const y = x;\n`;

describe('what may stand in one place only', () => {
  test.each([
    ['A1 a second factory of windows', 'src/main/shell/menu.ts', 'export const w = new BrowserWindow({});\n'],
    ['A1 a window by its module', 'src/main/shell/menu.ts', 'export const w = new electron.BaseWindow({});\n'],
    [
      'B1 ipcMain outside its module',
      'src/main/shell/menu.ts',
      "import { ipcMain } from 'electron';\nipcMain.on('a', () => 1);\n",
    ],
    ['B1 ipcMain through the whole module', 'src/main/app.ts', "electron.ipcMain.handle('a', () => 1);\n"],
    ['G1 net.fetch', 'src/main/shell/menu.ts', "export const r = net.fetch('http://a');\n"],
    ['G1 a late import of a client', 'src/main/app.ts', "export const r = import('node:https');\n"],
    [
      'certificates left unchecked',
      'src/main/providers/http/client.ts',
      'export const o = { rejectUnauthorized: false };\n',
    ],
    ['late samples outside the entry', 'src/main/app.ts', "export const s = import('#sample/influx2/serve');\n"],
    ['late electron outside the shell', 'src/main/app.ts', "export const s = import('electron');\n"],
  ])('M8 %s is an error', async (_title, file, text) => {
    expect(await rulesAgainst(file, text)).toContain('no-restricted-syntax');
  });

  test.each([
    ['fetch in main', 'src/main/services/tokens.ts', "export const r = fetch('http://a');\n"],
    ['fetch in a page', 'src/renderer/api/client.ts', "export const r = fetch('http://a');\n"],
    ['storage in a page', 'src/renderer/state/route.svelte.ts', "localStorage.setItem('a', 'b');\n"],
  ])('M8 G1 %s is an error', async (_title, file, text) => {
    expect(await rulesAgainst(file, text)).toContain('no-restricted-globals');
  });

  test('what is banned elsewhere is allowed where it belongs', async () => {
    expect(await rulesAgainst('src/main/shell/window.ts', 'export const w = new BrowserWindow({});\n')).toEqual([]);
    expect(await rulesAgainst('src/main/shell/ipc.ts', "ipcMain.handle('a', () => 1);\n")).toEqual([]);
    expect(await rulesAgainst('src/main/providers/http/client.ts', imports('undici'))).toEqual([]);
    expect(await rulesAgainst('src/main/index.ts', "export const s = import('#sample/influx2/serve');\n")).toEqual([]);
  });
});

describe('who may import whom', () => {
  test.each([
    ['src/domain/token.ts', 'node:fs'],
    ['src/domain/token.ts', '#contract/failure'],
    ['src/contract/contract.ts', '#main/app'],
    ['src/preload/index.ts', 'zod'],
    ['src/preload/index.ts', '#contract/contract'],
    ['src/renderer/ui/Button.svelte.ts', '#domain/token'],
    ['src/renderer/api/client.ts', '#state/route'],
    ['src/renderer/state/route.svelte.ts', '#ui/Button.svelte'],
    ['src/renderer/features/tokens/rows.ts', 'electron'],
    ['src/renderer/features/tokens/rows.ts', 'node:fs'],
    ['src/renderer/features/tokens/rows.ts', '#features/nowhere/rows'],
    ['src/renderer/features/tokens/rows.ts', '../../ui/Button.svelte'],
    ['src/main/app.ts', 'electron'],
    ['src/main/app.ts', '#main/shell/window'],
    ['src/main/app.ts', '#sample/influx2/serve'],
    ['src/main/index.ts', '#sample/influx2/serve'],
    ['src/main/rpc/router.ts', 'electron'],
    ['src/main/rpc/router.ts', '#main/providers/http/client'],
    ['src/main/services/tokens.ts', '#main/rpc/router'],
    ['src/main/services/tokens.ts', 'undici'],
    ['src/main/services/tokens.ts', 'node:https'],
    ['src/main/storage/document.ts', '#main/services/tokens'],
    ['src/main/storage/document.ts', 'electron-store'],
    ['src/main/providers/influx2/read.ts', 'undici'],
    ['src/main/providers/influx2/read.ts', '#main/storage/document'],
    ['src/main/shell/menu.ts', 'node:http'],
    ['src/main/providers/http/client.ts', 'electron'],
    ['src/sample/influx2/serve.ts', '#main/app'],
    ['src/sample/influx2/serve.ts', 'undici'],
    ['src/sample/influx2/reach.ts', '#domain/access'],
    ['src/sample/influx3/permissions.ts', '#domain/access3'],
  ])('M8 %s does not import %s', async (file, name) => {
    expect(await rulesAgainst(file, imports(name))).toContain('no-restricted-imports');
  });

  test.each([
    ['src/domain/token.ts', '#domain/grant'],
    ['src/contract/contract.ts', '#domain/grant'],
    ['src/renderer/ui/Button.svelte.ts', '@lucide/svelte/icons/key'],
    ['src/renderer/features/tokens/rows.ts', '#state/route.svelte'],
    ['src/main/services/tokens.ts', '#main/providers/provider'],
    ['src/main/shell/window.ts', 'electron'],
    ['src/sample/influx2/serve.ts', 'node:http'],
    ['src/sample/influx2/serve.ts', '#domain/access-words'],
  ])('%s may import %s', async (file, name) => {
    expect(await rulesAgainst(file, imports(name))).toEqual([]);
  });

  test('preload takes the types of the contract', async () => {
    const text = "import type { Bridge } from '#contract/bridge';\nexport type { Bridge };\n";
    expect(await rulesAgainst('src/preload/index.ts', text)).toEqual([]);
  });
});

describe('markup and code from strings', () => {
  test.each([
    ['svelte/no-at-html-tags', 'src/renderer/ui/A.svelte', '<script lang="ts">const a = "";</script>\n{@html a}\n'],
    ['no-restricted-syntax', 'src/renderer/ui/A.svelte', '<p style="color: red">a</p>\n'],
    [
      'no-unsanitized/property',
      'src/renderer/ui/a.ts',
      'export const f = (e: Element, s: string) => (e.innerHTML = s);\n',
    ],
    [
      'no-unsanitized/method',
      'src/renderer/ui/a.ts',
      "export const f = (e: Element, s: string) => e.insertAdjacentHTML('beforeend', s);\n",
    ],
    ['no-eval', 'src/domain/a.ts', "export const f = () => eval('1');\n"],
    ['no-new-func', 'src/domain/a.ts', "export const f = new Function('return 1');\n"],
    ['max-lines', 'src/domain/a.ts', 'export const a = 1;\n'.repeat(201)],
    ['max-lines-per-function', 'src/domain/a.ts', `export function f(): void {\n${'  g();\n'.repeat(40)}}\n`],
  ])('M8 %s fires', async (rule, file, text) => {
    expect(await rulesAgainst(file, text)).toContain(rule);
  });

  test('a style that follows a value is allowed', async () => {
    const text = '<script lang="ts">const w = 1;</script>\n<p style:width="{w}px">a</p>\n';
    expect(await rulesAgainst('src/renderer/ui/A.svelte', text)).toEqual([]);
  });
});
