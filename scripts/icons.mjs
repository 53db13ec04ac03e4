/**
 * npm run icons  draws build/icon.svg as the icons of the three systems: build/icons/*.png, build/icon.ico and
 * build/icon.icns. The drawing is done by Electron itself (this file runs again in it); the results are committed.
 */
import fs from 'node:fs';
import path from 'node:path';
import { displayIfMissing } from './lib/desktop.mjs';
import { electronPath, sandboxSwitches } from './lib/electron.mjs';
import { root, run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

const SIZES = [16, 32, 48, 64, 128, 256, 512];
const folder = path.join(root, 'build', 'icons');
const pngFile = (size) => path.join(folder, `${size}x${size}.png`);

/** Windows: a directory of six bytes and sixteen for each picture, then the pictures. 256 is written as 0. */
function icoOf(sizes) {
  const pictures = sizes.map((size) => fs.readFileSync(pngFile(size)));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  sizes.forEach((size, i) => {
    const at = 6 + 16 * i;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(pictures[i].length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += pictures[i].length;
  });
  return Buffer.concat([head, ...pictures]);
}

/** macOS: 'icns', the whole length, then for each picture its type, its length with these eight bytes, and itself. */
function icnsOf(types) {
  const chunk = (type, body) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  const pictures = types.map(([type, size]) => chunk(type, fs.readFileSync(pngFile(size))));
  return chunk('icns', Buffer.concat(pictures));
}

/** In Electron: paints the SVG on a canvas of each size in a page that nobody sees. */
async function draw() {
  const { app, BrowserWindow } = await import('electron');
  await app.whenReady();
  const page = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await page.loadURL('data:text/html,');
  const svg = fs.readFileSync(path.join(root, 'build', 'icon.svg')).toString('base64');
  fs.mkdirSync(folder, { recursive: true });
  for (const size of SIZES) {
    const data = await page.webContents.executeJavaScript(`(async () => {
      const image = new Image(${size}, ${size});
      image.src = 'data:image/svg+xml;base64,${svg}';
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = ${size};
      canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size});
      return canvas.toDataURL('image/png').split(',')[1];
    })()`);
    fs.writeFileSync(pngFile(size), Buffer.from(data, 'base64'));
  }
  app.exit(0);
}

async function main() {
  await ensureSetup();
  const display = await displayIfMissing();
  try {
    const args = [...sandboxSwitches, path.join(root, 'scripts', 'icons.mjs')];
    const code = await run(electronPath(), args, { env: { ...process.env, ...display.env } });
    if (code !== 0) return code;
  } finally {
    await display.stop();
  }
  fs.writeFileSync(path.join(root, 'build', 'icon.ico'), icoOf([16, 32, 48, 64, 128, 256]));
  const types = [
    ['icp4', 16],
    ['icp5', 32],
    ['icp6', 64],
    ['ic07', 128],
    ['ic08', 256],
    ['ic09', 512],
  ];
  fs.writeFileSync(path.join(root, 'build', 'icon.icns'), icnsOf(types));
  return 0;
}

if (process.versions.electron) void draw();
else await runScript(main);
