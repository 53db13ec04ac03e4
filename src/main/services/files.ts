import { Failure } from '#contract/failure';
import type { FileToSave } from '#contract/shapes';
import type { Ports } from '#main/ports';

const TITLES: Record<FileToSave['extension'], string> = {
  csv: 'Save as CSV',
  json: 'Save as JSON',
  jsonl: 'Save as JSON lines',
  md: 'Save as Markdown',
  html: 'Save as a web page',
  svg: 'Save as a picture (SVG)',
};

/** Saves what a page shows where a person says, for the owner alone. */
export class Files {
  readonly #desktop: Ports['desktop'];

  constructor({ desktop }: Pick<Ports, 'desktop'>) {
    this.#desktop = desktop;
  }

  /**
   * Asks natively where to; `saved` is false when the person did not say. Failure 'bad-request' for a name that is
   * none.
   */
  async save({ name, extension, text }: FileToSave): Promise<{ saved: boolean }> {
    const plain = name
      .replace(/[^\p{L}\p{N} ._-]/gu, '_')
      .replace(/^\.+/u, '')
      .trim();
    if (plain === '') throw new Failure({ kind: 'bad-request', where: 'name' });
    const saved = await this.#desktop.saveFile({
      title: TITLES[extension],
      suggestedName: `${plain}.${extension}`,
      text,
    });
    return { saved };
  }
}
