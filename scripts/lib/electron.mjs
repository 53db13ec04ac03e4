/** Starting the Electron of node_modules. */
import fs from 'node:fs';
import path from 'node:path';
import { linux, root, superuser } from './run.mjs';

/** The file of Electron's executable. */
export function electronPath() {
  const installed = path.join(root, 'node_modules', 'electron');
  const name = fs.readFileSync(path.join(installed, 'path.txt'), 'utf8');
  return path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(installed, 'dist'), name);
}

/** Chromium refuses to run as root with its sandbox; renderers stay sandboxed in what they may load. */
export const sandboxSwitches = linux && superuser ? ['--no-sandbox'] : [];

/** What Chromium writes where there is no system bus or no graphics card. It says nothing about the app. */
const NOISE =
  /^\[\d+:\d+\/[\d.]+:(?:ERROR|WARNING|INFO):(?:\w+\/)*(?:bus\.cc|object_proxy\.cc|viz_main_impl\.cc|gl_surface_\w+\.cc|command_buffer_proxy_impl\.cc|gpu_process_host\.cc|angle_platform_impl\.cc|vaapi_wrapper\.cc|sandbox_linux\.cc)\b/;

/** Takes pieces of stderr text and writes on the whole lines that are not Chromium's noise. Call `end` at the end. */
export function quietErrors(write) {
  let rest = '';
  const pass = (line) => {
    if (!NOISE.test(line)) write(line);
  };
  return {
    push(text) {
      const lines = (rest + text).split(/(?<=\n)/);
      rest = lines.at(-1).endsWith('\n') ? '' : lines.pop();
      lines.forEach(pass);
    },
    end() {
      if (rest) pass(rest);
    },
  };
}
