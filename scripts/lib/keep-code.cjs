/**
 * Given to Electron by `-r`: when the process ends, writes beside each module that it compiled what V8 made of it, as
 * `NAME.cache`. src/main/shell/code-cache.ts reads that.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

const compiled = new Map();

Module.prototype._compile = function (content, filename) {
  const script = new Script(Module.wrap(content), { filename });
  compiled.set(filename, script);
  const run = script.runInThisContext();
  return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, path.dirname(filename));
};

process.on('exit', () => {
  for (const [file, script] of compiled)
    if (path.basename(path.dirname(file)) === 'chunks') fs.writeFileSync(`${file}.cache`, script.createCachedData());
});
