import { nativeTheme } from 'electron';
import { Settings } from '#contract/shapes';
import type { Answering } from './ipc.ts';

/**
 * The same app, whose native parts (dialogs, menus, the frame, `prefers-color-scheme`) wear the theme that the person
 * set: every method of `settings` answers the settings as they are then.
 */
export function followingTheme(app: Answering): Answering {
  return {
    stream: (path, input, port) => {
      app.stream(path, input, port);
    },
    call: async (path, input) => {
      const reply = await app.call(path, input);
      if (path.startsWith('settings.') && reply.ok) wear(reply.value);
      return reply;
    },
  };
}

function wear(settings: unknown): void {
  const parsed = Settings.pick({ theme: true }).safeParse(settings);
  if (parsed.success) nativeTheme.themeSource = parsed.data.theme;
}
