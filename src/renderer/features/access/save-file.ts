import { factsOf } from '#contract/failure';
import { explain } from '#contract/explain';
import type { FileToSave } from '#contract/shapes';
import type { AppState } from '#state/app.svelte';

/** Saves a text where the person says, and tells how that went. */
export async function saveFile({ api, notices }: AppState, file: FileToSave): Promise<void> {
  try {
    const { saved } = await api.files.save(file);
    if (saved) notices.good('Saved');
  } catch (thrown) {
    const { title, detail } = explain(factsOf(thrown));
    notices.bad(title, detail);
  }
}
