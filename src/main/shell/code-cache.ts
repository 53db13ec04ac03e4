import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

/**
 * How Node evaluates a CommonJS module: no documented part of it, and where every such loader has stepped in for ten
 * years.
 */
interface Compiling {
  _compile: (this: Module, content: string, filename: string) => unknown;
}

/** A module between the parameters that Node gives it. */
type Wrapped = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Require,
  module: Module,
  file: string,
  at: string,
) => void;

/**
 * Lets the modules of `folder` begin with what V8 made of them when the app was built, where that lies beside them as
 * `NAME.cache`: compiling them is a good part of a start. V8 passes over what another version of it has made. Each name
 * must hold a digest of its module's text, for V8 itself compares no more than the length of that.
 *
 * SECURITY: what is read here runs. It lies where the modules lie: who could change it could change them.
 */
export function useCodeCache(folder: string): void {
  const loader = Module.prototype as Module & Compiling;
  const usual = loader._compile;
  loader._compile = function (content, filename) {
    const cachedData = path.dirname(filename) === folder ? cacheOf(filename) : undefined;
    if (cachedData === undefined) return usual.call(this, content, filename);
    const run = new Script(Module.wrap(content), { filename, cachedData }).runInThisContext() as Wrapped;
    return run.call(this.exports, this.exports, createRequire(filename), this, filename, folder);
  };
}

function cacheOf(filename: string): Buffer | undefined {
  try {
    return readFileSync(`${filename}.cache`);
  } catch {
    return undefined;
  }
}
