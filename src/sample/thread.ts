import { parentPort } from 'node:worker_threads';
import { startSampleWorkspace } from './workspace.ts';

/** What the thread of the sample servers posts once: the servers, or why there are none. */
export type SampleThreadMessage = { samples: ThreadSample[] } | { failure: string };

/** A sample server as it is known outside of its thread. */
export interface ThreadSample {
  name: string;
  environment: string;
  note: string;
  address: string;
  token: string;
}

// The entry of a thread of its own: what the servers do there must not hold up the window. Ending the thread ends them.
startSampleWorkspace().then(
  (samples) =>
    post({
      samples: samples.map(({ name, environment, note, url, path, credential = '' }) => ({
        name,
        environment,
        note,
        address: `${url}${path}`,
        token: credential,
      })),
    }),
  (error: unknown) => post({ failure: error instanceof Error ? error.message : String(error) }),
);

function post(message: SampleThreadMessage): void {
  parentPort?.postMessage(message);
}
