import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess({ script: false }),
  // 'external': the content security policy of the pages allows no inline styles.
  compilerOptions: { runes: true, css: 'external' },
  vitePlugin: {
    // Packages that are written for Svelte 4 decide for themselves.
    dynamicCompileOptions: ({ filename }) => (filename.includes('node_modules') ? { runes: undefined } : undefined),
  },
};
