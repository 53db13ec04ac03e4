import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * One file that a bare Node can run, since hundreds of starts of a compiler take minutes: it calls what `file` exports.
 */
export async function bundledWriter(folder: string, name: string, file: string): Promise<string> {
  const entry = join(folder, 'writer.ts');
  const source = fileURLToPath(new URL(file, import.meta.url));
  fs.writeFileSync(entry, `import { ${name} } from ${JSON.stringify(source)};\nvoid ${name}(process.argv[2] ?? '');\n`);
  const output = { entryFileNames: 'writer.mjs', format: 'es' as const };
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: entry, outDir: join(folder, 'out'), rollupOptions: { output } },
  });
  return join(folder, 'out', 'writer.mjs');
}

/**
 * Lets a child write and kills it at some moment after its first write; answers the last number that it called safe.
 */
export async function writeUntilKilled(script: string, folder: string, ms: number): Promise<number> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), ms);
  await once(child, 'close');
  return Number(said.trim().split('\n').at(-1));
}
