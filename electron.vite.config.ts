import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';

// What both Electron 33 (development where no release can be reached) and 45 (releases) understand.
const NODE = 'node20.18';
const CHROMIUM = 'chrome130';

/** Which plugin took how long is for those who ask. */
const checks = { pluginTimings: false };

/** The fonts of nearly every text: the start of their built names, and the families that they become. */
const FIRST_FONTS = {
  'inter-latin-wght-normal': 'Inter Latin',
  'jetbrains-mono-latin-wght-normal': 'JetBrains Mono Latin',
};

/**
 * Names the first fonts in the page's head: fetched beside the script, not after the first layout, which is thrown away
 * then. They are families of their own, before those of other scripts: of a family that is not loaded whole, the first
 * layout asks the system for a font to stand in for each part, in each size, and waits for it.
 */
const firstFonts: Plugin = {
  name: 'first-fonts',
  transform(css, id) {
    if (!id.endsWith('/styles/base.css')) return null;
    return Object.entries(FIRST_FONTS).reduce((text, [font, family]) => {
      const face = new RegExp(`(/\\* ${font} \\*/\\s*@font-face \\{\\s*font-family: )'[^']+'`);
      if (!face.test(text)) throw new Error(`${font} is not written as fonts were`);
      return text.replace(face, `$1'${family}'`);
    }, css);
  },
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => Object.keys(FIRST_FONTS).some((font) => file.startsWith(`assets/${font}`)))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        })),
  },
};

/** Where the icons lie, a component each. */
const ICON = /@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/;

type IconNode = [tag: string, attributes: Record<string, string>][];

/** Writes each icon as the markup that its component would put together, element by element, whenever one is drawn. */
const plainIcons: Plugin = {
  name: 'plain-icons',
  enforce: 'pre',
  async load(id) {
    if (!ICON.test(id)) return null;
    const [, data] = /^const iconData = (\{.*\});$/m.exec(await readFile(id, 'utf8')) ?? [];
    if (data === undefined) throw new Error(`${id} is not written as icons were`);
    const { name, size, node } = JSON.parse(data) as { name: string; size: number; node: IconNode };
    const parts = node.map(([tag, attributes]) => `<${tag} ${attributesOf(attributes)} />`);
    const svg = attributesOf({
      xmlns: 'http://www.w3.org/2000/svg',
      width: '24',
      height: '24',
      viewBox: `0 0 ${size} ${size}`,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '2',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
      class: `lucide lucide-${name} lucide-icon`,
    });
    return `<script>const props = $props();</script><svg ${svg} {...props}>${parts.join('')}</svg>`;
  },
};

function attributesOf(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
}

/**
 * What packages load at each start, and what of them this app never calls: it gives conf neither a schema nor
 * migrations, and lets undici speak HTTP/1.1 alone.
 */
const UNUSED: Record<string, readonly string[]> = {
  conf: ['ajv/dist/2020.js', 'ajv-formats', 'semver'],
  undici: ['./client-h2.js'],
};

const withoutUnused: Plugin = {
  name: 'without-unused',
  enforce: 'pre',
  resolveId: (id, importer = '') =>
    Object.entries(UNUSED).some(([name, ids]) => ids.includes(id) && importer.includes(`/node_modules/${name}/`))
      ? '\0unused'
      : null,
  load: (id) => (id === '\0unused' ? 'export const Ajv2020 = undefined; export default undefined;' : null),
};

/**
 * Builds the thread of the sample servers for itself: where it shared parts with main it would load main's entry with
 * them.
 */
const sampleThread: Plugin = {
  name: 'sample-thread',
  async closeBundle() {
    await build({
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true },
      build: {
        ssr: resolve('src/sample/thread.ts'),
        target: NODE,
        minify: true,
        outDir: resolve('out/main'),
        emptyOutDir: false,
        rolldownOptions: { checks, output: { format: 'cjs', entryFileNames: 'samples.cjs', codeSplitting: false } },
      },
    });
  },
};

/**
 * Makes each schema of a noun where it is used, and not at all where none is: the page needs the nouns' types, and
 * little of the schemas that these come from, for main has checked what arrives.
 */
const schemasOnDemand: Plugin = {
  name: 'schemas-on-demand',
  transform(code, id) {
    if (!id.startsWith(resolve('src')) || !/from ['"]zod['"]/.test(code)) return null;
    const calls = this.parse(code).body.flatMap((statement) => {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') return [];
      return declared.declarations.flatMap(({ init }) => (init?.type === 'CallExpression' ? [init] : []));
    });
    // The mark says to the bundler that nobody who leaves the result alone would miss the call.
    return calls.reduceRight(
      (text, { start, end }) =>
        `${text.slice(0, start)}/* @__PURE__ */ (() => ${text.slice(start, end)})()${text.slice(end)}`,
      code,
    );
  },
};

// The aliases (#domain/… and so on) stand in package.json under "imports"; Vite reads them there.
export default defineConfig({
  main: {
    plugins: [withoutUnused, sampleThread],
    build: {
      target: NODE,
      minify: true, // read anew at each start, like the page's
      externalizeDeps: false, // bundled: a package without node_modules, and a quicker start
      rolldownOptions: {
        checks,
        input: { index: resolve('src/main/index.ts') },
        // CommonJS, for which V8's code can be kept; the names of the parts hold a digest of them
        // (shell/code-cache.ts).
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: NODE,
      externalizeDeps: false, // a sandboxed preload can require nothing but electron
      rolldownOptions: {
        checks,
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    build: {
      target: CHROMIUM,
      minify: true, // a page is parsed anew at each start
      cssTarget: CHROMIUM,
      cssCodeSplit: false, // one file of styles, so that the second script is nothing but a script
      // What the first script shares with the second one is named in the page, to come beside it; nothing else is
      // preloaded.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_file, deps, { hostType }) => (hostType === 'html' ? deps : []),
      },
      assetsInlineLimit: 0, // the content security policy of the pages takes fonts from files only
      rolldownOptions: { checks, input: { index: resolve('src/renderer/index.html') } },
    },
    worker: { format: 'es', plugins: () => [schemasOnDemand] },
    plugins: [schemasOnDemand, firstFonts, plainIcons, svelte({ configFile: resolve('svelte.config.js') })],
  },
});
