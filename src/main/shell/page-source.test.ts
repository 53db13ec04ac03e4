import { describe, expect, test } from 'vitest';
import { pageSource } from './page-source.ts';

const DEVELOPING = { ELECTRON_RENDERER_URL: 'http://localhost:5173/x' };

describe('where the page comes from', () => {
  test('A3 a packaged app has its own page, whatever the environment says', () => {
    expect(pageSource({ isPackaged: true }, DEVELOPING)).toEqual({
      url: 'app://bundle/index.html',
      origin: 'app://bundle',
    });
  });

  test('the same without a development server, or with an unusable address', () => {
    expect(pageSource({ isPackaged: false }, {}).origin).toBe('app://bundle');
    expect(pageSource({ isPackaged: false }, { ELECTRON_RENDERER_URL: 'nothing' }).origin).toBe('app://bundle');
  });

  test('while developing, from the development server', () => {
    expect(pageSource({ isPackaged: false }, DEVELOPING)).toEqual({
      url: 'http://localhost:5173/x',
      origin: 'http://localhost:5173',
    });
  });
});
