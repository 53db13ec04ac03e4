import type { App } from 'electron';
import { PAGE, PAGE_ORIGIN } from './scheme.ts';

/** Where the page comes from. */
interface PageSource {
  url: string;
  origin: string;
}

/**
 * The built page; while developing the development server's, if one runs. SECURITY: a packaged app has the first one
 * only, whatever its environment says.
 */
export function pageSource(app: Pick<App, 'isPackaged'>, env: NodeJS.ProcessEnv = process.env): PageSource {
  const given = env['ELECTRON_RENDERER_URL'] ?? '';
  if (app.isPackaged || !URL.canParse(given)) return { url: PAGE, origin: PAGE_ORIGIN };
  return { url: given, origin: new URL(given).origin };
}
